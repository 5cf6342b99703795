import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/differs',
  title: 'Response and assertion name different issuers',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'The Issuer of the response, where present, and that of each assertion must be the identity provider that issued it.',
    },
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'One identity provider responds, and all assertions of a response must be issued by it.',
    },
  ],
  why: `A service provider looks the identity provider up by one of the two and verifies with the keys it finds. Where they
differ, it may verify with the key of the one and believe the words of the other, so sound ones refuse the response.`,
  fix: `Have the identity provider write the same entityID in both places. Behind a proxy that passes on assertions of others,
the proxy must issue its own.`,

  skip: ({ issuer, assertions }, { issuers }) =>
    issuers
      ? 'issuer/mismatch compares each with the metadata'
      : issuer && issuer.value !== '' && assertions.some((assertion) => assertion.issuer)
        ? undefined
        : 'there are no two Issuers to compare',

  run({ issuer, assertions }) {
    const other = assertions.find(
      (assertion) => assertion.issuer && assertion.issuer.value !== issuer?.value,
    )?.issuer;
    if (!issuer || !other) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [other.at, issuer.at],
      data: { outer: shown(issuer.value), inner: shown(other.value) },
      expected: shown(issuer.value),
      actual: shown(other.value),
    };
  },

  message: ({ outer, inner }) => `The Response is issued by ${outer}, the Assertion in it by ${inner}.`,
});
