import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/authentication-missing',
  title: 'No SAML 1.1 assertion states that the user signed in',
  // A MUST, but one that relying parties on Windows Identity Foundation hold nobody to.
  severity: 'warning',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1',
      says: 'An assertion for single sign-on contains one or more authentication statements (paraphrased).',
    },
    {
      spec: 'ms-mwbf',
      section: '2.2.4.2.1.1',
      says: 'The assertion must contain one and only one AuthenticationStatement.',
    },
  ],
  why: `Attributes say who somebody is, and only AuthenticationStatement that this user has just signed in, when, and how. A
relying party that logs in by less lets in whoever brings any assertion about the user.`,
  fix: 'At the identity provider, issue the token for a login: in AD FS and its kin, pass on the claims of how and when the user signed in.',

  skip: ({ carrier, assertions, element }) =>
    carrier === 'assertion'
      ? 'nothing shows that the assertion is for a login'
      : assertions.length === 0
        ? 'there is no assertion'
        : readInPart(element),

  run({ assertions, element }) {
    if (assertions.some(({ authentications }) => authentications.length > 0)) return { verdict: 'pass' };
    return { verdict: 'fail', at: [assertions[0]?.element ?? element], data: {} };
  },

  message: () => 'There is no AuthenticationStatement.',
});
