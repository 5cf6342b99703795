import { defineCheck } from '../check.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'response/encrypted-in-part',
  title: 'One assertion is encrypted and another is not',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.3.3',
      says: 'A Response holds any number of Assertion and EncryptedAssertion elements.',
    },
  ],
  why: `It is allowed, and rarely meant. Of the two a service provider may take the one that anybody could read on the way, or
could have put there.`,
  fix: `Have the identity provider send one assertion, encrypted or not.`,

  run({ assertions, encryptedAssertions }) {
    const [open] = assertions;
    const [sealed] = encryptedAssertions;
    if (!open || !sealed) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [open.element, sealed],
      data: {
        open: counted(assertions.length, 'Assertion'),
        sealed: counted(encryptedAssertions.length, 'EncryptedAssertion'),
      },
      explains: [{ check: 'response/several-assertions' }],
    };
  },

  message: ({ open, sealed }) => `${open} and ${sealed} stand side by side.`,
});
