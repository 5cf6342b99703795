import {
  constants,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  privateDecrypt,
  publicDecrypt,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { encodeUtf8, lendUtf8 } from './bytes.ts';

/**
 * The seam over the platform's cryptography. Everything of it that the library needs goes through this file, so a
 * build for another platform replaces it.
 */

/** Hash functions by the names OpenSSL gives them. */
export type HashName =
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'ripemd160';

/** Octets of each hash's output. */
export const hashLength: Readonly<Record<HashName, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-224': 28,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
  ripemd160: 20,
};

/** How a signature value is made from octets and a key. */
export type SignatureScheme =
  | { readonly kind: 'rsa' | 'ecdsa' | 'dsa'; readonly hash: HashName }
  /** `saltLength` in octets; the mask generation function is MGF1, with the same hash unless `mask` names another. */
  | {
      readonly kind: 'rsa-pss';
      readonly hash: HashName;
      readonly saltLength: number;
      readonly mask?: HashName;
    }
  /** The curve is the key's own. */
  | { readonly kind: 'ed25519' | 'ed448' };

/** A digest, and how many octets it was taken over. */
export interface Digest {
  readonly base64: string;
  readonly octets: number;
}

/** Digests octets, or a string as UTF-8; `undefined` where the platform was built without that hash. */
export function digest(name: HashName, data: string | Uint8Array): Digest | undefined {
  const digestOf = (octets: Uint8Array) => ({ base64: hash(name, octets, 'base64'), octets: octets.length });
  try {
    return typeof data === 'string' ? lendUtf8(data, digestOf) : digestOf(data);
  } catch {
    return undefined;
  }
}

/** The octets of a digest; `undefined` where the platform was built without that hash. */
export function digestOctets(name: HashName, data: Uint8Array): Uint8Array | undefined {
  try {
    return hash(name, data, 'buffer');
  } catch {
    return undefined;
  }
}

/** The digest of octets in several pieces, in base64; `undefined` where the platform was built without that hash. */
export function digestOfPieces(name: HashName, pieces: readonly Uint8Array[]): string | undefined {
  try {
    const state = createHash(name);
    for (const piece of pieces) state.update(piece);
    return state.digest('base64');
  } catch {
    return undefined;
  }
}

/** The beginning of many octets, digested once for all of them. */
export interface DigestedBeginning {
  /** Adds octets to the beginning. */
  extend(octets: Uint8Array): void;
  /** The digest in base64 of the beginning with these pieces after it. The beginning stays as it is. */
  followedBy(pieces: readonly Uint8Array[]): string;
}

/** Begins digests with a beginning in common; `undefined` where the platform was built without that hash. */
export function digestedBeginning(name: HashName): DigestedBeginning | undefined {
  try {
    const state = createHash(name);
    return {
      extend: (octets) => void state.update(octets),
      followedBy(pieces) {
        const whole = state.copy();
        for (const piece of pieces) whole.update(piece);
        return whole.digest('base64');
      },
    };
  } catch {
    return undefined;
  }
}

/** A digest in the making, for what is never in memory as a whole. */
export interface RunningDigest {
  update(octets: Uint8Array): void;
  /** Ends it. */
  finish(): Digest;
}

/** Begins a digest; `undefined` where the platform was built without that hash. */
export function runningDigest(name: HashName): RunningDigest | undefined {
  try {
    const state = createHash(name);
    let octets = 0;
    return {
      update(piece) {
        octets += piece.length;
        state.update(piece);
      },
      finish: () => ({ base64: state.digest('base64'), octets }),
    };
  } catch {
    return undefined;
  }
}

/** An HMAC over a string in UTF-8; `undefined` where the platform does not know the hash. */
export function hmac(name: string, secret: string, data: string): Uint8Array | undefined {
  try {
    return createHmac(name, secret).update(data, 'utf8').digest();
  } catch {
    return undefined;
  }
}

/** SHA-256 in hexadecimal, upper case. */
export function sha256Hex(data: Uint8Array): string {
  return hash('sha256', data, 'hex').toUpperCase();
}

/**
 * Whether a signature value over octets, or a string in UTF-8, is right. ECDSA and DSA values are `r` and `s` side by
 * side, as XML Signature has them.
 * A value of the wrong length or a key that cannot be used with the scheme is not right; nothing throws.
 */
export function verifySignature(
  scheme: SignatureScheme,
  data: string | Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean {
  const octets = typeof data === 'string' ? encodeUtf8(data) : data;
  try {
    switch (scheme.kind) {
      case 'rsa':
        return verify(scheme.hash, octets, key, signature);
      case 'rsa-pss': {
        const { hash: name, mask = name } = scheme;
        if (mask !== name) return verifyPss({ ...scheme, mask }, octets, key, signature);
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        return verify(scheme.hash, octets, { key, padding, saltLength: scheme.saltLength }, signature);
      }
      case 'ecdsa':
      case 'dsa':
        return verify(scheme.hash, octets, { key, dsaEncoding: 'ieee-p1363' }, signature);
      default:
        return verify(null, octets, key, signature);
    }
  } catch {
    return false;
  }
}

/**
 * RSASSA-PSS-VERIFY with a mask of another hash than the message, which the platform does not offer.
 *
 * @see RFC 8017 §8.1.2 and §9.1.2
 */
function verifyPss(
  { hash: name, mask, saltLength }: { hash: HashName; mask: HashName; saltLength: number },
  octets: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean {
  const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
  const block = rsaRecoverBlock(key, signature);
  const messageHash = digestOctets(name, octets);
  if (!block || !messageHash || signature.length !== block.length) return false;
  // The block is as long as the modulus, which is an octet more than the encoding where the modulus ends with an octet.
  const encoded = block.subarray(block.length - Math.ceil(bits / 8));
  if (block.length > encoded.length && block[0] !== 0) return false;
  const hashAt = encoded.length - hashLength[name] - 1;
  // The bits of the first octet that are beyond the modulus.
  const unused = (0xff00 >> (8 * encoded.length - bits)) & 0xff;
  if (hashAt < saltLength + 1 || encoded[encoded.length - 1] !== 0xbc) return false;
  if (((encoded[0] ?? 0) & unused) !== 0) return false;
  const hashed = encoded.subarray(hashAt, -1);
  const dataMask = generateMask(mask, hashed, hashAt);
  if (!dataMask) return false;
  const data = xor(encoded.subarray(0, hashAt), dataMask);
  data[0] = (data[0] ?? 0) & ~unused;
  const saltAt = hashAt - saltLength;
  if (data[saltAt - 1] !== 1 || data.subarray(0, saltAt - 1).some((octet) => octet !== 0)) return false;
  const again = digestOctets(name, Buffer.concat([new Uint8Array(8), messageHash, data.subarray(saltAt)]));
  return again !== undefined && Buffer.from(again).equals(hashed);
}

/** MGF1 of RFC 8017 appendix B.2.1; `undefined` where the platform was built without that hash. */
export function generateMask(name: HashName, seed: Uint8Array, length: number): Uint8Array | undefined {
  const mask = new Uint8Array(length);
  const input = new Uint8Array(seed.length + 4);
  input.set(seed);
  for (let counter = 0, at = 0; at < length; counter++) {
    new DataView(input.buffer).setUint32(seed.length, counter);
    const octets = digestOctets(name, input);
    if (!octets) return undefined;
    mask.set(octets.subarray(0, length - at), at);
    at += octets.length;
  }
  return mask;
}

/** Octets combined by exclusive or, as many as the first has. */
export function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return Uint8Array.from(one, (octet, i) => octet ^ (other[i] ?? 0));
}

/** Reads a SubjectPublicKeyInfo in DER. Throws whatever the platform throws. */
export function importPublicKey(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

/** Reads an RSAPublicKey of PKCS #1 in DER. Throws whatever the platform throws. */
export function importRsaPublicKey(pkcs1: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(pkcs1), format: 'der', type: 'pkcs1' });
}

/** Forms of a private key in DER: PKCS #8 (plain or encrypted), PKCS #1 for RSA, SEC 1 for elliptic curves. */
export type PrivateKeyForm = 'pkcs8' | 'pkcs1' | 'sec1';

/**
 * Reads a private key: PEM, or DER of the form named. Throws whatever the platform throws.
 */
export function importPrivateKey(
  key: string | { readonly der: Uint8Array; readonly form: PrivateKeyForm },
  passphrase?: string,
): KeyObject {
  const secret = passphrase === undefined ? {} : { passphrase };
  if (typeof key === 'string') return createPrivateKey({ key, format: 'pem', ...secret });
  return createPrivateKey({ key: Buffer.from(key.der), format: 'der', type: key.form, ...secret });
}

/** Whether what {@link importPrivateKey} threw says that the platform lacks the algorithm, rather than the right passphrase. */
export function isUnsupported(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code.endsWith('UNSUPPORTED');
}

/** A private key in PKCS #8, PEM, not encrypted. */
export function exportPrivateKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The public half of a private key. */
export function publicHalf(key: KeyObject): KeyObject {
  return createPublicKey(key);
}

/**
 * RSADP of RFC 8017 §5.1.2: the padded block, as long as the modulus. The padding is left to the caller, because
 * OpenSSL offers OAEP with one hash for both of its purposes only, and Node.js refuses PKCS #1 v1.5 altogether.
 * `undefined` for a ciphertext that is no number below the modulus.
 */
export function rsaDecryptBlock(key: KeyObject, ciphertext: Uint8Array): Uint8Array | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext);
  } catch {
    return undefined;
  }
}

/**
 * RSAVP1 of RFC 8017 §5.2.2: the padded block that a signature was made of, as long as the modulus. It shows what the
 * key signed, whatever was verified. `undefined` for a signature that is no number below the modulus.
 */
export function rsaRecoverBlock(key: KeyObject, signature: Uint8Array): Uint8Array | undefined {
  try {
    return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined;
  }
}

/** Block ciphers by OpenSSL's names. */
export type CbcCipher = 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'des-ede3-cbc';
export type GcmCipher = 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';

/** Decrypts whole blocks and leaves the padding in place; `undefined` where the platform refuses key or length. */
export function decryptCbc(
  cipher: CbcCipher,
  key: Uint8Array,
  iv: Uint8Array,
  blocks: Uint8Array,
): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv(cipher, key, iv).setAutoPadding(false);
    return Buffer.concat([decipher.update(blocks), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Decrypts and checks the tag of 16 octets; `undefined` where it does not match. */
export function decryptGcm(
  cipher: GcmCipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv(cipher, key, iv, { authTagLength: 16 }).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The SubjectPublicKeyInfo of a key, in DER. */
export function exportPublicKey(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

/** A certificate as the platform reads it. */
export type PlatformCertificate = X509Certificate;

/** Reads a certificate in DER. Throws whatever the platform throws. */
export function importCertificate(der: Uint8Array): PlatformCertificate {
  return new X509Certificate(der);
}

/** A key as the platform holds it. */
export type PlatformKey = KeyObject;

/** Base64 to octets, skipping whatever is not base64: see `base64.ts` for the strict form. */
export function bytesOfBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

/** Octets to base64, padded, without line breaks. */
export function base64OfBytes(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64');
}

/** For {@link SignatureScheme}'s `saltLength`: whatever length the salt turns out to have. */
export const ANY_SALT_LENGTH = constants.RSA_PSS_SALTLEN_AUTO;

/** Signs octets as XML Signature has it: RSA with PKCS #1 v1.5, ECDSA with `r` and `s` side by side. */
export function signOctets(hashName: HashName, data: Uint8Array, key: KeyObject): Uint8Array {
  return sign(hashName, data, { key, dsaEncoding: 'ieee-p1363' });
}
