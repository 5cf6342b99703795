import type { CbcCipher, GcmCipher, HashName } from '../base/crypto.ts';

/** A cipher for the content. Sizes are in octets. */
export interface BlockCipherEntry {
  /** Short name for people. */
  readonly name: string;
  readonly weakness?: string;
  readonly cipher:
    | { readonly mode: 'cbc'; readonly name: CbcCipher }
    | { readonly mode: 'gcm'; readonly name: GcmCipher };
  readonly keyLength: number;
  readonly ivLength: number;
}

/** How a content key is encrypted. `how` is absent where samlscope knows the algorithm and has no key for it. */
export interface KeyTransportEntry {
  readonly name: string;
  readonly weakness?: string;
  readonly how?: 'oaep' | 'pkcs1';
  /** Why there is no key for it, as half a sentence after the algorithm's name. */
  readonly because?: string;
}

const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';

const TRIPLE_DES_WEAKNESS = '3DES has blocks of 64 bits only, and NIST withdrew it';
const PKCS1_WEAKNESS =
  'RSA PKCS #1 v1.5 lets an attacker who sees whether decryption fails decrypt it piece by piece';

/** XML Encryption 1.1 §5.2. */
export const blockCiphers: ReadonlyMap<string, BlockCipherEntry> = new Map<string, BlockCipherEntry>([
  ...([128, 192, 256] as const).flatMap((bits): [string, BlockCipherEntry][] => [
    [
      `${XENC}aes${bits}-cbc`,
      {
        name: `aes${bits}-cbc`,
        cipher: { mode: 'cbc', name: `aes-${bits}-cbc` },
        keyLength: bits / 8,
        ivLength: 16,
      },
    ],
    [
      `${XENC11}aes${bits}-gcm`,
      {
        name: `aes${bits}-gcm`,
        cipher: { mode: 'gcm', name: `aes-${bits}-gcm` },
        keyLength: bits / 8,
        ivLength: 12,
      },
    ],
  ]),
  [
    `${XENC}tripledes-cbc`,
    {
      name: 'tripledes-cbc',
      weakness: TRIPLE_DES_WEAKNESS,
      cipher: { mode: 'cbc', name: 'des-ede3-cbc' },
      keyLength: 24,
      ivLength: 8,
    },
  ],
]);

const SHARED_SECRET = 'opens with a secret that both sides share, not with a private key';

/** XML Encryption 1.1 §5.5 and §5.7. */
export const keyTransports: ReadonlyMap<string, KeyTransportEntry> = new Map<string, KeyTransportEntry>([
  [`${XENC}rsa-oaep-mgf1p`, { name: 'rsa-oaep-mgf1p', how: 'oaep' }],
  [`${XENC11}rsa-oaep`, { name: 'rsa-oaep', how: 'oaep' }],
  [`${XENC}rsa-1_5`, { name: 'rsa-1_5', how: 'pkcs1', weakness: PKCS1_WEAKNESS }],
  [`${XENC}kw-tripledes`, { name: 'kw-tripledes', because: SHARED_SECRET }],
  ...([128, 192, 256] as const).flatMap((bits): [string, KeyTransportEntry][] => [
    [`${XENC}kw-aes${bits}`, { name: `kw-aes${bits}`, because: SHARED_SECRET }],
    [`${XENC11}kw-aes-${bits}-pad`, { name: `kw-aes-${bits}-pad`, because: SHARED_SECRET }],
  ]),
]);

/** Mask generation functions of `rsa-oaep`, by the hash they use (XML Encryption 1.1 §5.5.2). */
export const maskHashes: ReadonlyMap<string, HashName> = new Map<string, HashName>([
  [`${XENC11}mgf1sha1`, 'sha1'],
  [`${XENC11}mgf1sha224`, 'sha224'],
  [`${XENC11}mgf1sha256`, 'sha256'],
  [`${XENC11}mgf1sha384`, 'sha384'],
  [`${XENC11}mgf1sha512`, 'sha512'],
]);

/** Names of key agreement, for people (XML Encryption 1.1 §5.6). */
export const agreements: ReadonlyMap<string, string> = new Map([
  [`${XENC11}ECDH-ES`, 'ECDH-ES'],
  [`${XENC11}dh-es`, 'Diffie-Hellman (dh-es)'],
  [`${XENC}dh`, 'Diffie-Hellman'],
]);

/** `rsa-oaep-mgf1p` takes SHA-1 in its mask, whatever the digest (XML Encryption 1.1 §5.5.2). */
export const OAEP_MGF1P: string = `${XENC}rsa-oaep-mgf1p`;
