import { defineCheck } from '../check.ts';
import { nameKey } from '../key-name.ts';
import { failAt } from '../metadata-places.ts';
import { keyWeaknesses } from '../weak-key.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-weak',
  title: 'A key in the metadata is too weak',
  severity: 'warning',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'xmldsig11',
      section: '6.4.2',
      says: 'RSA keys of less than 2048 bits should not be used for new signatures (our reading, with NIST SP 800-131A).',
    },
  ],
  why: `Whoever computes the private key from the public one can log in as anybody, or read what is encrypted.
Runtimes refuse short keys more and more; AWS IAM takes none of less than 1024 bits.`,
  fix: `Have the operator of this entity make a new key: RSA with at least 2048 bits and the exponent 65537, or P-256.`,

  run({ descriptor: { element, keys }, number, of }) {
    const [weak] = keys.filter(({ key }) => keyWeaknesses(key).length > 0);
    return failAt(weak ? [element] : [], () => ({
      number,
      name: shown(of.name),
      key: weak ? nameKey(weak) : '',
      faults: allOf(weak ? keyWeaknesses(weak.key) : []),
    }));
  },

  message: ({ number, name, key, faults }) =>
    `KeyDescriptor ${number} of ${name} holds ${key}, a key with ${faults}.`,
});
