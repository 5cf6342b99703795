import { readEncryptionMethods } from '../../metadata/read-algorithms.ts';
import { blockCiphers, keyTransports } from '../../xenc/algorithms.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/encryption-method-weak',
  title: 'A key asks for encryption that protects too little',
  severity: 'warning',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'EncryptionMethod lists the algorithms that the entity supports with the key.',
    },
    {
      spec: 'xmlenc11',
      section: '6.1',
      says: 'Chosen-ciphertext attacks decrypt content in CBC mode and content keys under RSA v1.5.',
    },
  ],
  why: `Identity providers take the first of the list that they support. RSA PKCS #1 v1.5 and 3DES can be attacked
with altered messages.`,
  fix: 'Have the operator of this entity list AES-GCM and RSA-OAEP, and leave the others out.',

  run({ descriptor: { element }, number, of }) {
    const weak = readEncryptionMethods(element).flatMap((one) => {
      const uri = one.algorithm?.value ?? '';
      const entry = blockCiphers.get(uri) ?? keyTransports.get(uri);
      return entry?.weakness === undefined
        ? []
        : [{ at: one.algorithm?.at ?? one.element, says: `${entry.name} (${entry.weakness})` }];
    });
    return failAt(
      weak.map(({ at }) => at),
      () => ({ number, name: shown(of.name), weak: allOf(weak.map(({ says }) => says)) }),
    );
  },

  message: ({ number, name, weak }) => `KeyDescriptor ${number} of ${name} lists ${weak}.`,
});
