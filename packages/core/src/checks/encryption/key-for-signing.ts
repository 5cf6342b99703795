import { defineCheck } from '../check.ts';
import { describeKey, namedKeysOf } from '../encryption-keys.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { spRolesOf } from '../metadata-roles.ts';

export default defineCheck({
  id: 'encryption/key-for-signing',
  title: 'It is encrypted for a key that the service provider signs with',
  severity: 'warning',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'use says what a key is for: signing or encryption.',
    },
  ],
  why: `The service provider may have that private key and not use it to decrypt, or have it where it can only sign.
The login fails there, with an error about decryption.`,
  fix: `Give the identity provider the certificate of the KeyDescriptor with use="encryption".`,

  skip: (use, { spMetadata }) =>
    !spMetadata
      ? 'no metadata of the service provider is given'
      : namedKeysOf(use).length === 0
        ? 'the message names no key'
        : undefined,

  run(use, { spMetadata }) {
    const named = new Set(namedKeysOf(use).map(({ key }) => key.spkiSha256));
    const descriptors = spRolesOf(spMetadata).flatMap(({ keys }) => keys);
    const matching = descriptors.filter(({ keys }) => keys.some(({ key }) => named.has(key.spkiSha256)));
    const wrong = matching.length > 0 && matching.every((one) => one.use === 'signing');
    const [key] = matching[0]?.keys ?? [];
    return explaining(
      failAt(wrong ? [use.element] : [], () => ({
        part: use.element.localName,
        key: key ? describeKey(key) : '',
      })),
      [{ check: 'encryption/key-mismatch' }],
    );
  },

  message: ({ part, key }) =>
    `${part} is encrypted for ${key}, which the service provider's metadata lists with use="signing".`,
});
