import { readScopes } from '../../metadata/read-scopes.ts';
import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/scope-missing',
  title: 'The identity provider lists no scope',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [
    sdp('IDP14', 'An identity provider must list the scopes of its subject identifiers by shibmd:Scope.'),
  ],
  why: 'A service provider takes subject-id and pairwise-id only where the part after the "@" is a scope listed here.',
  fix: `Have the operator of the identity provider add a shibmd:Scope for each domain of the identifiers, in the
Extensions of the entity or of the role.`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'not the role of an identity provider'),

  run({ element, entity, name }) {
    const scopes = [...readScopes(entity.element), ...readScopes(element)];
    if (scopes.length > 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { name },
      explains: [{ check: 'metadata/scope-missing', on: element }],
    };
  },

  message: ({ name }) => `There is no Scope for ${name}.`,
});
