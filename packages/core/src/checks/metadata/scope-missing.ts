import { readScopes } from '../../metadata/read-scopes.ts';
import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/scope-missing',
  title: 'The identity provider has no scope',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'shibboleth',
      section: 'ShibMetaExt V1.0',
      says: 'Each shibmd:Scope names a scope that the role may use; values of scoped attributes with another are discarded.',
    },
  ],
  why: `Service providers drop \`eduPersonPrincipalName\` and other scoped attributes whose domain the metadata does
not list, or take any domain, so that one identity provider can name the users of another.`,
  fix: `Have the federation add shibmd:Scope with the domain of the organisation.`,

  skip: (use) => (idpRoleOf(use) ? notFederated(use) : 'no identity provider'),

  run({ element, entity, name }) {
    const scopes = [...readScopes(element), ...readScopes(entity.element)];
    return failAt(scopes.length > 0 ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `The IDPSSODescriptor of ${name} has no shibmd:Scope.`,
});
