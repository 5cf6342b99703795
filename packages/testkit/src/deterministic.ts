import { createECDH, createHash, createHmac, createPrivateKey } from 'node:crypto';

/** The order of P-256's base point (FIPS 186-5, SP 800-186 §3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const BYTES = 32;

/**
 * Signs with ECDSA on P-256 so that the same text under the same key yields the same signature (RFC 6979), which
 * node:crypto does not offer: a fixture must come out the same when it is made again.
 *
 * @returns r and s, 32 octets each, as XML Signature wants them (XMLDSig 1.1 §6.4.3).
 */
export function signEcdsa(message: Buffer, privateKeyPem: string, hash: string): Buffer {
  const { d } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
  if (d === undefined) throw new TypeError('signEcdsa needs a private key on an elliptic curve');
  const secret = BigInt(`0x${Buffer.from(d, 'base64url').toString('hex')}`);
  const digest = createHash(hash).update(message).digest();
  const e = leftmostBits(digest);
  for (const k of candidates(secret, e, hash)) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(octets(k));
    // The public key of k is the point k·G: 04, then x, then y.
    const r =
      BigInt(
        `0x${ecdh
          .getPublicKey()
          .subarray(1, 1 + BYTES)
          .toString('hex')}`,
      ) % ORDER;
    const s = (inverse(k) * ((e + r * secret) % ORDER)) % ORDER;
    if (r !== 0n && s !== 0n) return Buffer.concat([octets(r), octets(s)]);
  }
  throw new Error('unreachable: the candidates never end');
}

/** As {@link signEcdsa}, in the DER form that certificates use. */
export function signEcdsaDer(message: Buffer, privateKeyPem: string, hash: string): Buffer {
  const raw = signEcdsa(message, privateKeyPem, hash);
  const integers = Buffer.concat([derInteger(raw.subarray(0, BYTES)), derInteger(raw.subarray(BYTES))]);
  return Buffer.concat([Buffer.from([0x30, integers.length]), integers]);
}

/** RFC 6979 §3.2, steps b to h. */
function* candidates(secret: bigint, e: bigint, hash: string): Generator<bigint, void, undefined> {
  const hmac = (key: Buffer, ...parts: Buffer[]) => {
    const mac = createHmac(hash, key);
    for (const part of parts) mac.update(part);
    return mac.digest();
  };
  const size = createHash(hash).digest().length;
  const seed = Buffer.concat([octets(secret), octets(e % ORDER)]);
  let key: Buffer = Buffer.alloc(size, 0);
  let value: Buffer = Buffer.alloc(size, 1);
  key = hmac(key, value, Buffer.from([0]), seed);
  value = hmac(key, value);
  key = hmac(key, value, Buffer.from([1]), seed);
  value = hmac(key, value);
  for (;;) {
    let bits: Buffer = Buffer.alloc(0);
    while (bits.length < BYTES) {
      value = hmac(key, value);
      bits = Buffer.concat([bits, value]);
    }
    const k = BigInt(`0x${bits.subarray(0, BYTES).toString('hex')}`);
    if (k > 0n && k < ORDER) yield k;
    key = hmac(key, value, Buffer.from([0]));
    value = hmac(key, value);
  }
}

function leftmostBits(digest: Buffer): bigint {
  return BigInt(`0x${digest.subarray(0, BYTES).toString('hex')}`);
}

function octets(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * BYTES, '0'), 'hex');
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value % ORDER;
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

function derInteger(value: Buffer): Buffer {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start++;
  const body = value.subarray(start);
  const padded = (body[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), body]) : body;
  return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
}
