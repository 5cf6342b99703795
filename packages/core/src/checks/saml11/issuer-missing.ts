import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'saml11/issuer-missing',
  title: 'The SAML 1.1 assertion does not say who issued it',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2',
      says: 'An Assertion must have the attributes Issuer, AssertionID, IssueInstant, MajorVersion and MinorVersion.',
    },
  ],
  why: `The relying party picks the keys to verify with by the Issuer. In SAML 1.1 that is an attribute; an Issuer element, as
in SAML 2.0, is not seen.`,
  fix: `Have the identity provider write its name as the attribute Issuer.`,

  run({ issuer, element }) {
    if (issuer && issuer.value !== '') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [issuer?.at ?? element],
      data: { what: issuer ? 'an empty Issuer' : 'no Issuer' },
    };
  },

  message: ({ what }) => `The assertion has ${what}.`,
});
