import { blockCiphers } from '../../xenc/algorithms.ts';
import { defineCheck, type EncryptionUse } from '../check.ts';
import { isCovered } from '../coverage.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'encryption/weak-algorithm',
  title: 'The encryption does not protect as it should',
  severity: 'warning',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'xmlenc11',
      section: '6.1',
      says: 'Chosen-ciphertext attacks decrypt content in CBC mode and content keys under RSA v1.5 by sending altered messages and watching how the receiver answers.',
    },
    {
      spec: 'xmlenc11',
      section: '5.2',
      says: 'Of the ciphers for content, those in GCM mode detect that a message was altered; those in CBC mode do not.',
    },
    {
      spec: 'saml-errata',
      section: 'E93',
      says: 'Receivers should require integrity protection before they process what is encrypted in CBC mode; a Response that brings such an assertion should be signed.',
    },
  ],
  why: `Whoever got hold of an encrypted message may send altered copies of it to the service provider and learn from the way it
fails what is inside, octet by octet. RSA PKCS #1 v1.5 and CBC mode allow that, CBC unless a signature round it is verified
first; 3DES wears out after a few gigabytes under one key. Newer software refuses them, so the login breaks with its next
update.`,
  fix: `Set the identity provider to AES-GCM (\`aes256-gcm\` or \`aes128-gcm\`) for the content and RSA-OAEP for the key, provided
that the service provider takes them. Where CBC must stay, have the identity provider sign the response as well.`,

  run(use) {
    const weak = weaknesses(use);
    const [first, ...rest] = weak;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [first.at, ...rest.map(({ at }) => at)],
      data: { part: use.element.localName, weak: allOf(weak.map(({ says }) => says)) },
    };
  },

  message: ({ part, weak }) => `${part} is encrypted with ${weak}.`,
});

function weaknesses(use: EncryptionUse) {
  const { method, encryptedKeys, data, element, state, current, signatures, signedBeside } = use;
  const found: {
    readonly says: string;
    readonly at: NonNullable<typeof data> | typeof element | NonNullable<typeof method>['at'];
  }[] = [];
  if (method?.weakness !== undefined) {
    found.push({ says: `${method.name} (${method.weakness})`, at: method.at });
  }
  const seen = new Set<string>();
  for (const { method: transport } of encryptedKeys) {
    if (transport?.weakness === undefined || seen.has(transport.name)) continue;
    seen.add(transport.name);
    found.push({ says: `${transport.name} (${transport.weakness})`, at: transport.at });
  }
  const mode = method && blockCiphers.get(method.uri)?.cipher.mode;
  const signed = signedBeside || isCovered(current, signatures);
  if (method && mode === 'cbc' && state === 'decrypted' && !signed) {
    found.push({
      says: `${method.name} without a signature that matches (CBC mode does not notice what is altered)`,
      at: method.at,
    });
  }
  return found;
}
