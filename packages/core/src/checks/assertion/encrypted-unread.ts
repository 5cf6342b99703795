import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'assertion/encrypted-unread',
  title: 'An assertion is encrypted and was not read',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.4',
      says: 'EncryptedAssertion holds an assertion that only the service provider, with its private key, can read.',
    },
  ],
  why: `Nothing inside an EncryptedAssertion was checked: not whom it is for, nor how long it is valid, nor its own signature.
That no fault is reported here says nothing about it.`,
  fix: `Switch off assertion encryption at the identity provider for as long as you search for the fault, or take the assertion
from the service provider's log, where it is decrypted.`,

  run({ encryptedAssertions }) {
    const [first, ...rest] = encryptedAssertions;
    if (!first) return { verdict: 'pass' };
    return { verdict: 'fail', at: places(first, rest), data: { count: encryptedAssertions.length } };
  },

  message: ({ count }) =>
    `Not read: ${counted(count, 'encrypted assertion')}, so nothing inside was checked.`,
});
