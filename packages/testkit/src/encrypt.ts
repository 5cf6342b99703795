import { createCipheriv, createHash } from 'node:crypto';
import forge from 'node-forge';
import type { TestKey } from './keys.ts';
import { locate } from './locate.ts';
import { declares, element, namespaces } from './xml.ts';

const OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

/** What may wrap an Assertion's content key. Block encryption with CBC, or authenticated with GCM (XMLEnc 1.1). */
export interface EncryptOptions {
  /** The service provider's key: whose certificate the content key is wrapped for. RSA. */
  readonly for: TestKey;
  /** `aes256-cbc`. */
  readonly cipher?: 'aes128-cbc' | 'aes256-cbc' | 'aes256-gcm';
}

const CIPHERS = {
  'aes128-cbc': { node: 'aes-128-cbc', uri: `${namespaces.encryption}aes128-cbc`, key: 16, iv: 16 },
  'aes256-cbc': { node: 'aes-256-cbc', uri: `${namespaces.encryption}aes256-cbc`, key: 32, iv: 16 },
  'aes256-gcm': {
    node: 'aes-256-gcm',
    uri: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    key: 32,
    iv: 12,
  },
} as const;

/**
 * Encrypts the first Assertion of a message: an EncryptedAssertion takes its place. The content key, the
 * initialisation vector and the OAEP seed come from the text, so that the same input yields the same bytes; that is
 * why this may never be used for anything but tests.
 */
export function encryptAssertion(xml: string, options: EncryptOptions): string {
  const { start, end, name } = locate(xml, 'Assertion');
  const prefix = name.slice(0, -'Assertion'.length);
  const clear = Buffer.from(xml.slice(start, end), 'utf8');
  const cipher = CIPHERS[options.cipher ?? 'aes256-cbc'];
  const derive = (what: string, length: number) =>
    createHash('sha256').update(`${what}\n`).update(clear).digest().subarray(0, length);
  const key = derive('content key', cipher.key);
  const encrypted = encryptBlock(clear, cipher.node, key, derive('initialisation vector', cipher.iv));
  const wrapped = wrapKey(key, options.for, derive('OAEP seed', 20));
  const markup = element(
    `${prefix}EncryptedAssertion`,
    declares(prefix.replace(':', ''), namespaces.assertion),
    element(
      'xenc:EncryptedData',
      { ...declares('xenc', namespaces.encryption), Type: `${namespaces.encryption}Element` },
      [
        element('xenc:EncryptionMethod', { Algorithm: cipher.uri }),
        element(
          'ds:KeyInfo',
          declares('ds', namespaces.signature),
          element('xenc:EncryptedKey', {}, [
            element(
              'xenc:EncryptionMethod',
              { Algorithm: OAEP },
              element('ds:DigestMethod', { Algorithm: `${namespaces.signature}sha1` }),
            ),
            cipherData(wrapped),
          ]),
        ),
        cipherData(encrypted),
      ],
    ),
  );
  return xml.slice(0, start) + markup + xml.slice(end);
}

/** XMLEnc §5.2: the initialisation vector goes in front; GCM's tag behind. */
function encryptBlock(
  clear: Buffer,
  name: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-256-gcm',
  key: Buffer,
  iv: Buffer,
): Buffer {
  if (name === 'aes-256-gcm') {
    const gcm = createCipheriv(name, key, iv);
    return Buffer.concat([iv, gcm.update(clear), gcm.final(), gcm.getAuthTag()]);
  }
  const cbc = createCipheriv(name, key, iv);
  return Buffer.concat([iv, cbc.update(clear), cbc.final()]);
}

function wrapKey(key: Buffer, recipient: TestKey, seed: Buffer): Buffer {
  const { publicKey } = forge.pki.certificateFromPem(recipient.certificatePem);
  const rsa = publicKey as forge.pki.rsa.PublicKey;
  const padded = pkcs1.encode_rsa_oaep(rsa, key.toString('binary'), {
    seed: seed.toString('binary'),
    md: forge.md.sha1.create(),
  });
  return Buffer.from(rsa.encrypt(padded, 'RAW'), 'binary');
}

/** Exported by node-forge, but missing from its types. */
const { pkcs1 } = forge as unknown as {
  pkcs1: {
    encode_rsa_oaep(
      key: forge.pki.rsa.PublicKey,
      message: string,
      options: { seed: string; md: forge.md.MessageDigest },
    ): string;
  };
};

function cipherData(octets: Buffer): string {
  return element('xenc:CipherData', {}, element('xenc:CipherValue', {}, octets.toString('base64')));
}
