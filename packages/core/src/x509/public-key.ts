import { encodeBase64 } from '../base/base64.ts';
import { exportPublicKey, importPublicKey, type PlatformKey, sha256Hex } from '../base/crypto.ts';
import { remember } from './cache.ts';
import type { PublicKey } from './certificate.ts';
import { derBitString, derNull, derObjectIdentifier, derSequence, derUnsignedInteger } from './der.ts';

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

const known = new Map<string, PublicKey>();

/** Describes a key the platform has read. */
export function describePublicKey(handle: PlatformKey): PublicKey {
  const type = handle.asymmetricKeyType ?? 'unknown';
  const details = handle.asymmetricKeyDetails;
  const curve = details?.namedCurve;
  const described = {
    type,
    bits: details?.modulusLength ?? fieldBits(curve ?? type),
    spkiSha256: spkiSha256(handle),
    handle,
  };
  return curve === undefined ? described : { ...described, curve: CURVES[curve] ?? curve };
}

/** SHA-256 of a key's SubjectPublicKeyInfo, hexadecimal, upper case. */
export function spkiSha256(handle: PlatformKey): string {
  return sha256Hex(exportPublicKey(handle));
}

/** Reads a SubjectPublicKeyInfo in DER; the same octets give the same object. Throws what the platform throws. */
export function readSpki(der: Uint8Array): PublicKey {
  const name = encodeBase64(der);
  return known.get(name) ?? remember(known, name, describePublicKey(importPublicKey(der)));
}

/** An RSA key's SubjectPublicKeyInfo from its numbers (RFC 3279 §2.3.1). */
export function rsaSpki(modulus: Uint8Array, exponent: Uint8Array): Uint8Array {
  const numbers = derSequence(derUnsignedInteger(modulus), derUnsignedInteger(exponent));
  return derSequence(derSequence(oid('1.2.840.113549.1.1.1'), derNull()), derBitString(numbers));
}

/** A DSA key's SubjectPublicKeyInfo from its numbers (RFC 3279 §2.3.2). */
export function dsaSpki(p: Uint8Array, q: Uint8Array, g: Uint8Array, y: Uint8Array): Uint8Array {
  const parameters = derSequence(derUnsignedInteger(p), derUnsignedInteger(q), derUnsignedInteger(g));
  return derSequence(derSequence(oid('1.2.840.10040.4.1'), parameters), derBitString(derUnsignedInteger(y)));
}

/** An EC key's SubjectPublicKeyInfo from its curve and encoded point (RFC 5480 §2). */
export function ecSpki(curve: string, point: Uint8Array): Uint8Array {
  return derSequence(derSequence(oid('1.2.840.10045.2.1'), oid(curve)), derBitString(point));
}

function oid(dotted: string): Uint8Array {
  const encoded = derObjectIdentifier(dotted);
  if (!encoded) throw new Error(`${dotted.slice(0, 40)} is not an object identifier`);
  return encoded;
}

/** OpenSSL's names of curves carry the size of the field: `secp384r1`, `brainpoolP256r1`, `ed448`. */
function fieldBits(name: string): number {
  if (name === 'ed25519' || name === 'x25519') return 255;
  return Number(/\d{3}/.exec(name)?.[0] ?? 0);
}
