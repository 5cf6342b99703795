import { readScopes } from '../../metadata/read-scopes.ts';
import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/scope-is-pattern',
  title: 'A scope is a regular expression',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [
    sdp('IDP14', 'A Scope must not hold a regular expression.'),
    sdp('SP18', 'Service providers may pass over scopes whose regexp is true.'),
  ],
  why: 'A pattern that is a little too wide lets the identity provider speak for others, and many service providers pass over patterns.',
  fix: 'Have the operator of the identity provider list each domain by itself, with regexp="false".',

  skip: (use) => (idpRoleOf(use) ? undefined : 'not the role of an identity provider'),

  run({ element, entity }) {
    const pattern = [...readScopes(entity.element), ...readScopes(element)].find(
      ({ isPattern }) => isPattern,
    );
    if (!pattern) return { verdict: 'pass' };
    return { verdict: 'fail', at: [pattern.element], data: { scope: shown(pattern.value) } };
  },

  message: ({ scope }) => `The Scope ${scope} is a pattern.`,
});
