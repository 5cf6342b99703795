import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { atIdentityProvider } from '../remedies.ts';
import { keyWeaknesses } from '../weak-key.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'signature/weak-key',
  title: 'The key of the signature is too weak',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig11',
      section: '6.4.2',
      says: 'RSA keys of less than 2048 bits should not be used for new signatures (our reading, with NIST SP 800-131A).',
    },
  ],
  why: `Whoever can compute the private key from the public one can log in as anybody. An RSA key of 1024 bits is within reach of
states and companies, one of 512 bits of anyone, and a public exponent of 1 needs no key at all. Runtimes refuse short keys more
and more.`,
  fix: 'Have the identity provider make a new signing key: RSA with at least 2048 bits and the exponent 65537, or P-256.',

  skip: ({ value }) => (value.under ? undefined : 'it matches under no key that could be judged'),

  run({ element, parent, value }, facts) {
    const { under } = value;
    const faults = under ? keyWeaknesses(under.key) : [];
    if (!under || faults.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { signed: nameElement(parent ?? element), key: nameKey(under), faults: allOf(faults) },
      expected: 'RSA with 2048 bits and the exponent 65537, or more',
      actual: allOf(faults),
      remedies: [atIdentityProvider(facts, 'certificate', 'make a new signing certificate')],
    };
  },

  message: ({ signed, key, faults }) => `${signed} is signed with ${key}, a key with ${faults}.`,
});
