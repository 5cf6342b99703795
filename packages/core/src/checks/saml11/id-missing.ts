import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'saml11/id-missing',
  title: 'The SAML 1.1 assertion has no AssertionID',
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
  why: `A signature refers to the assertion by AssertionID, and a relying party refuses one that it has seen. ID, which SAML
2.0 uses, is another attribute.`,
  fix: `Have the identity provider write an AssertionID.`,

  run({ assertionId, element }) {
    if (assertionId && assertionId.value !== '') return { verdict: 'pass' };
    const other = element.attributes.find(({ localName }) => localName.toLowerCase() === 'id');
    return {
      verdict: 'fail',
      at: [other ?? assertionId?.at ?? element],
      ...(other && { explains: [{ check: 'structure/attribute-unknown', on: other }] }),
      data: { other: other ? `; ${other.name} is another attribute` : '' },
    };
  },

  message: ({ other }) => `The assertion has no AssertionID${other}.`,
});
