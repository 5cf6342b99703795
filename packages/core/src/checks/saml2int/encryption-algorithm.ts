import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { allOf } from '../wording.ts';

const BLOCK = ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'http://www.w3.org/2009/xmlenc11#aes256-gcm'];
const TRANSPORT = [
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
];

export default defineCheck({
  id: 'saml2int/encryption-algorithm',
  title: 'The encryption uses an algorithm that the profile does not list',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'encryption',
  needs: [],
  cites: [sdp('ALG01', 'Content is encrypted with AES-GCM of 128 or 256 bits, the key with RSA-OAEP.')],
  why: 'AES-CBC and RSA with PKCS #1 v1.5 let an attacker who sees what the receiver makes of changed messages decrypt them bit by bit.',
  fix: `Have the identity provider encrypt with aes128-gcm or aes256-gcm, and the key with rsa-oaep. The metadata of
the service provider can ask for that by EncryptionMethod.`,

  run({ current, method, encryptedKeys }) {
    const wrong = [
      ...(method && !BLOCK.includes(method.uri) ? [method] : []),
      ...encryptedKeys.flatMap((key) =>
        key.method && !TRANSPORT.includes(key.method.uri) ? [key.method] : [],
      ),
    ];
    if (wrong.length === 0) return { verdict: 'pass' };
    const names = allOf([...new Set(wrong.map(({ name }) => name))]);
    return {
      verdict: 'fail',
      at: [current],
      data: { names },
      expected: 'aes128-gcm or aes256-gcm, with rsa-oaep',
      actual: names,
      explains: [{ check: 'encryption/weak-algorithm' }],
    };
  },

  message: ({ names }) => `What is encrypted uses ${names}.`,
});
