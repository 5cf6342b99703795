import { readEncryptionMethods } from '../../metadata/read-algorithms.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/encryption-method-of-signing-key',
  title: 'A signing key lists methods of encryption',
  severity: 'note',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'EncryptionMethod is for keys that are used to encrypt (our reading).',
    },
  ],
  why: `Nobody encrypts with the key, so the list is read by nobody. It probably belongs to the other KeyDescriptor.`,
  fix: 'Have the operator of this entity move it to the KeyDescriptor with use="encryption".',

  skip: ({ descriptor: { use } }) => (use === 'signing' ? undefined : 'the key may be used to encrypt'),

  run({ descriptor: { element }, number, of }) {
    return failAt(
      readEncryptionMethods(element).map((one) => one.element),
      () => ({ number, name: shown(of.name) }),
    );
  },

  message: ({ number, name }) =>
    `KeyDescriptor ${number} of ${name} is for signing and has EncryptionMethod.`,
});
