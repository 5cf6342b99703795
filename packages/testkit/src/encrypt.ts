import { constants, createCipheriv, createHash, publicEncrypt } from 'node:crypto';
import forge from 'node-forge';
import type { TestKey } from './keys.ts';
import { locate, type Selector } from './locate.ts';
import { declares, element, namespaces } from './xml.ts';

const ENCRYPTION11 = 'http://www.w3.org/2009/xmlenc11#';

/** How an element is encrypted. What is left out is as most identity providers have it. */
export interface EncryptOptions {
  /** Whose certificate the content key is wrapped for; with several, once for each. RSA. */
  readonly for: TestKey | readonly TestKey[];
  /** `aes256-cbc`. */
  readonly cipher?: Cipher;
  /** `rsa-oaep-mgf1p`. */
  readonly transport?: 'rsa-oaep-mgf1p' | 'rsa-oaep' | 'rsa-1_5';
  /** The digest of OAEP. `sha1`. */
  readonly digest?: OaepHash;
  /** The hash of the mask generation function, for `rsa-oaep`. `sha1`. */
  readonly mask?: OaepHash;
  /** Whether EncryptedKey holds the certificate it is for. Not unless asked for. */
  readonly certificate?: boolean;
  /**
   * Where EncryptedKey stands: in KeyInfo of EncryptedData (the default), beside EncryptedData with a ReferenceList,
   * or there with a RetrievalMethod leading to it.
   */
  readonly keyPlace?: 'inside' | 'beside' | 'retrieved';
  readonly recipient?: string;
  /** What is encrypted in place of the element. */
  readonly content?: string;
}

/** Ciphers for the content, as XML Encryption calls them. */
export type Cipher = keyof typeof CIPHERS;

/** Hash functions the kit knows for OAEP. */
export type OaepHash = 'sha1' | 'sha256' | 'sha512';

const CIPHERS = {
  'aes128-cbc': { node: 'aes-128-cbc', uri: `${namespaces.encryption}aes128-cbc`, key: 16, iv: 16 },
  'aes192-cbc': { node: 'aes-192-cbc', uri: `${namespaces.encryption}aes192-cbc`, key: 24, iv: 16 },
  'aes256-cbc': { node: 'aes-256-cbc', uri: `${namespaces.encryption}aes256-cbc`, key: 32, iv: 16 },
  'tripledes-cbc': { node: 'des-ede3-cbc', uri: `${namespaces.encryption}tripledes-cbc`, key: 24, iv: 8 },
  'aes128-gcm': { node: 'aes-128-gcm', uri: `${ENCRYPTION11}aes128-gcm`, key: 16, iv: 12 },
  'aes192-gcm': { node: 'aes-192-gcm', uri: `${ENCRYPTION11}aes192-gcm`, key: 24, iv: 12 },
  'aes256-gcm': { node: 'aes-256-gcm', uri: `${ENCRYPTION11}aes256-gcm`, key: 32, iv: 12 },
} as const;

const TRANSPORTS = {
  'rsa-oaep-mgf1p': `${namespaces.encryption}rsa-oaep-mgf1p`,
  'rsa-oaep': `${ENCRYPTION11}rsa-oaep`,
  'rsa-1_5': `${namespaces.encryption}rsa-1_5`,
} as const;

const DIGESTS: Readonly<Record<OaepHash, string>> = {
  sha1: `${namespaces.signature}sha1`,
  sha256: `${namespaces.encryption}sha256`,
  sha512: `${namespaces.encryption}sha512`,
};

/** What SAML puts in the place of each element that may be encrypted. */
const WRAPPERS: Readonly<Record<string, string>> = {
  Assertion: 'EncryptedAssertion',
  NameID: 'EncryptedID',
  Attribute: 'EncryptedAttribute',
};

/** Encrypts the first Assertion of a message: an EncryptedAssertion takes its place. See {@link encryptElement}. */
export function encryptAssertion(xml: string, options: EncryptOptions): string {
  return encryptElement(xml, 'Assertion', options);
}

/**
 * Encrypts an Assertion, NameID or Attribute of a message: EncryptedAssertion, EncryptedID or EncryptedAttribute takes
 * its place. The content key, the initialisation vector and the padding of RSA come from the text, so that the same
 * input yields the same bytes; that is why this may never be used for anything but tests.
 *
 * @throws TypeError where there is no such element, or SAML has no encrypted form of it
 */
export function encryptElement(xml: string, selector: string | Selector, options: EncryptOptions): string {
  const { start, end, name, localName } = locate(xml, selector);
  const wrapper = WRAPPERS[localName];
  if (wrapper === undefined) throw new TypeError(`SAML has no encrypted form of ${localName}.`);
  const prefix = name.slice(0, -localName.length);
  const clear = Buffer.from(options.content ?? xml.slice(start, end), 'utf8');
  const cipher = CIPHERS[options.cipher ?? 'aes256-cbc'];
  const derive = (what: string, length: number) =>
    stretch(Buffer.concat([Buffer.from(`${what}\n`), clear]), length);
  const key = derive('content key', cipher.key);
  const encrypted = encryptBlock(clear, cipher.node, key, derive('initialisation vector', cipher.iv));
  const recipients = 'name' in options.for ? [options.for] : options.for;
  const place = options.keyPlace ?? 'inside';
  const dataId = `_${derive('EncryptedData', 16).toString('hex')}`;
  const keyId = (i: number) => `_${derive(`EncryptedKey ${i}`, 16).toString('hex')}`;
  const keys = recipients.map((recipient, i) =>
    encryptedKey(key, recipient, derive, options, place === 'inside' ? {} : { id: keyId(i), dataId }),
  );
  const keyInfo = (children: readonly string[]) =>
    element('ds:KeyInfo', declares('ds', namespaces.signature), [...children]);
  const markup = element(`${prefix}${wrapper}`, declares(prefix.replace(':', ''), namespaces.assertion), [
    element(
      'xenc:EncryptedData',
      {
        ...declares('xenc', namespaces.encryption),
        ...(place !== 'inside' && { Id: dataId }),
        Type: `${namespaces.encryption}Element`,
      },
      [
        element('xenc:EncryptionMethod', { Algorithm: cipher.uri }),
        place === 'inside' ? keyInfo(keys) : undefined,
        place === 'retrieved'
          ? keyInfo(
              recipients.map((_, i) =>
                element('ds:RetrievalMethod', {
                  Type: `${namespaces.encryption}EncryptedKey`,
                  URI: `#${keyId(i)}`,
                }),
              ),
            )
          : undefined,
        cipherData(encrypted),
      ],
    ),
    ...(place === 'inside' ? [] : keys),
  ]);
  return xml.slice(0, start) + markup + xml.slice(end);
}

/** As many octets as wanted, from SHA-256 of a text and, past its length, of a count and the text. */
function stretch(seed: Buffer, length: number): Buffer {
  const parts = [createHash('sha256').update(seed).digest()];
  while (parts.length * 32 < length) {
    parts.push(createHash('sha256').update(`${parts.length}\n`).update(seed).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** XMLEnc §5.2: the initialisation vector goes in front; GCM's tag behind. */
function encryptBlock(
  clear: Buffer,
  name: (typeof CIPHERS)[Cipher]['node'],
  key: Buffer,
  iv: Buffer,
): Buffer {
  if (name === 'aes-128-gcm' || name === 'aes-192-gcm' || name === 'aes-256-gcm') {
    const gcm = createCipheriv(name, key, iv);
    return Buffer.concat([iv, gcm.update(clear), gcm.final(), gcm.getAuthTag()]);
  }
  const cbc = createCipheriv(name, key, iv);
  return Buffer.concat([iv, cbc.update(clear), cbc.final()]);
}

type Derive = (what: string, length: number) => Buffer;

function encryptedKey(
  key: Buffer,
  recipient: TestKey,
  derive: Derive,
  options: EncryptOptions,
  { id, dataId }: { readonly id?: string; readonly dataId?: string },
): string {
  const { transport = 'rsa-oaep-mgf1p', digest = 'sha1', mask = 'sha1' } = options;
  const wrapped =
    transport === 'rsa-1_5'
      ? wrapPkcs1(key, recipient, derive)
      : wrapOaep(key, recipient, derive, digest, mask);
  return element(
    'xenc:EncryptedKey',
    {
      ...(id !== undefined && { ...declares('xenc', namespaces.encryption), Id: id }),
      Recipient: options.recipient,
    },
    [
      element(
        'xenc:EncryptionMethod',
        { Algorithm: TRANSPORTS[transport] },
        transport === 'rsa-1_5'
          ? undefined
          : [
              element('ds:DigestMethod', {
                ...(id !== undefined && declares('ds', namespaces.signature)),
                Algorithm: DIGESTS[digest],
              }),
              transport === 'rsa-oaep'
                ? element('xenc11:MGF', {
                    ...declares('xenc11', ENCRYPTION11),
                    Algorithm: `${ENCRYPTION11}mgf1${mask}`,
                  })
                : undefined,
            ],
      ),
      options.certificate
        ? element('ds:KeyInfo', id === undefined ? {} : declares('ds', namespaces.signature), [
            element('ds:X509Data', {}, element('ds:X509Certificate', {}, recipient.certificateBase64)),
          ])
        : undefined,
      cipherData(wrapped),
      dataId === undefined
        ? undefined
        : element('xenc:ReferenceList', {}, element('xenc:DataReference', { URI: `#${dataId}` })),
    ],
  );
}

function wrapOaep(key: Buffer, recipient: TestKey, derive: Derive, digest: OaepHash, mask: OaepHash): Buffer {
  const { publicKey } = forge.pki.certificateFromPem(recipient.certificatePem);
  const rsa = publicKey as forge.pki.rsa.PublicKey;
  const md = forge.md[digest].create();
  const padded = pkcs1.encode_rsa_oaep(rsa, key.toString('binary'), {
    seed: derive('OAEP seed', md.digestLength).toString('binary'),
    md,
    mgf1: { md: forge.md[mask].create() },
  });
  return Buffer.from(rsa.encrypt(padded, 'RAW'), 'binary');
}

/** RFC 8017 §7.2.1, with padding that comes from the text. */
function wrapPkcs1(key: Buffer, recipient: TestKey, derive: Derive): Buffer {
  const { publicKey } = forge.pki.certificateFromPem(recipient.certificatePem);
  const size = Math.ceil((publicKey as forge.pki.rsa.PublicKey).n.bitLength() / 8);
  const filling = derive('PKCS #1 padding', size - key.length - 3).map((octet) => octet || 1);
  const block = Buffer.concat([Buffer.from([0, 2]), filling, Buffer.from([0]), key]);
  return publicEncrypt({ key: recipient.certificatePem, padding: constants.RSA_NO_PADDING }, block);
}

/** Exported by node-forge, but missing from its types. */
const { pkcs1 } = forge as unknown as {
  pkcs1: {
    encode_rsa_oaep(
      key: forge.pki.rsa.PublicKey,
      message: string,
      options: { seed: string; md: forge.md.MessageDigest; mgf1: { md: forge.md.MessageDigest } },
    ): string;
  };
};

function cipherData(octets: Buffer): string {
  return element('xenc:CipherData', {}, element('xenc:CipherValue', {}, octets.toString('base64')));
}
