import { digestOctets, generateMask, type HashName, hashLength, xor } from '../base/crypto.ts';

/** The hash functions of OAEP and its label. */
export interface OaepParameters {
  readonly hash: HashName;
  /** That of the mask generation function MGF1. */
  readonly mask: HashName;
  /** OAEPparams; empty unless given. */
  readonly label: Uint8Array;
}

/**
 * Takes off OAEP: the message in a block as long as the modulus, or `undefined` where the block is not padded so,
 * which is what comes out under another private key, another hash or another label. Which of them, the block does
 * not tell. Not in constant time, which only a service that answers strangers needs.
 *
 * @see RFC 8017 §7.1.2
 */
export function removeOaep(block: Uint8Array, { hash, mask, label }: OaepParameters): Uint8Array | undefined {
  const size = hashLength[hash];
  if (block.length < 2 * size + 2 || block[0] !== 0) return undefined;
  const labelHash = digestOctets(hash, label);
  const maskedSeed = block.subarray(1, 1 + size);
  const maskedData = block.subarray(1 + size);
  const seedMask = generateMask(mask, maskedData, size);
  const dataMask = seedMask && generateMask(mask, xor(maskedSeed, seedMask), maskedData.length);
  if (!labelHash || !dataMask) return undefined;
  const data = xor(maskedData, dataMask);
  for (let i = 0; i < size; i++) if (data[i] !== labelHash[i]) return undefined;
  let at = size;
  while (data[at] === 0) at++;
  return data[at] === 1 ? data.subarray(at + 1) : undefined;
}

/**
 * Takes off the padding of PKCS #1 v1.5: 00 02, eight or more octets that are not zero, 00, the message.
 *
 * @see RFC 8017 §7.2.2
 */
export function removePkcs1(block: Uint8Array): Uint8Array | undefined {
  if (block[0] !== 0 || block[1] !== 2) return undefined;
  const end = block.indexOf(0, 2);
  return end < 10 ? undefined : block.subarray(end + 1);
}
