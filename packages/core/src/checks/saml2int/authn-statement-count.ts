import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/authn-statement-count',
  title: 'The assertion does not hold exactly one AuthnStatement',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [sdp('IDP10', 'The assertion must hold exactly one AuthnStatement.')],
  why: 'With none there is no login; with two nobody can say which session or which class of authentication counts.',
  fix: 'Have the identity provider write one AuthnStatement for the login.',

  run({ element, authnStatements }) {
    const count = authnStatements.length;
    if (count === 1) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [authnStatements[1]?.element ?? element],
      data: { count },
      expected: '1 AuthnStatement',
      actual: counted(count, 'AuthnStatement'),
      explains: [{ check: 'authn-statement/missing', on: element }],
    };
  },

  message: ({ count }) =>
    count === 0
      ? 'There is no AuthnStatement in the assertion.'
      : `There are ${count} AuthnStatements in the assertion.`,
});
