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
      section: 'ShibbolethMetadataExtensions',
      says: 'shibmd:Scope lists the domains that an identity provider may use in scoped attributes.',
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
