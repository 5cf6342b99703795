import { decryptCbc, decryptGcm } from '../base/crypto.ts';
import type { BlockCipherEntry } from './algorithms.ts';
import type { EncryptionProblem } from './evidence.ts';

/** The content in the clear, or why not. */
export type Content =
  | { readonly octets: Uint8Array; readonly code?: undefined }
  | {
      readonly code: Extract<
        EncryptionProblem['code'],
        'unreadable-value' | 'tag-mismatch' | 'wrong-padding'
      >;
      readonly message: string;
    };

const TAG_LENGTH = 16;

/**
 * Decrypts a CipherValue with the content key: the initialisation vector stands in front, the tag of GCM behind.
 *
 * @see XML Encryption 1.1 §5.2
 */
export function decryptContent(entry: BlockCipherEntry, key: Uint8Array, value: Uint8Array): Content {
  const iv = value.subarray(0, entry.ivLength);
  const rest = value.subarray(entry.ivLength);
  return entry.cipher.mode === 'gcm'
    ? openGcm(entry, entry.cipher.name, key, iv, rest)
    : openCbc(entry, entry.cipher.name, key, iv, rest);
}

function openGcm(
  { name }: BlockCipherEntry,
  cipher: Parameters<typeof decryptGcm>[0],
  key: Uint8Array,
  iv: Uint8Array,
  rest: Uint8Array,
): Content {
  if (rest.length < TAG_LENGTH) {
    return {
      code: 'unreadable-value',
      message: `CipherValue is too short for ${name}: an initialisation vector of ${iv.length} octets and a tag of ${TAG_LENGTH} must be in it.`,
    };
  }
  const tagAt = rest.length - TAG_LENGTH;
  const octets = decryptGcm(cipher, key, iv, rest.subarray(0, tagAt), rest.subarray(tagAt));
  return octets
    ? { octets }
    : {
        code: 'tag-mismatch',
        message: `The authentication tag of ${name} does not match: the content was altered after it was encrypted, or another key than the one in EncryptedKey encrypted it.`,
      };
}

function openCbc(
  { name, ivLength }: BlockCipherEntry,
  cipher: Parameters<typeof decryptCbc>[0],
  key: Uint8Array,
  iv: Uint8Array,
  rest: Uint8Array,
): Content {
  const blocks =
    rest.length === 0 || rest.length % ivLength !== 0 ? undefined : decryptCbc(cipher, key, iv, rest);
  if (!blocks) {
    return {
      code: 'unreadable-value',
      message: `CipherValue holds ${iv.length + rest.length} octets, which is no whole number of blocks of ${ivLength} that ${name} makes.`,
    };
  }
  // Only the last octet counts: what stands before it in the padding may be anything.
  const padding = blocks.at(-1) ?? 0;
  return padding >= 1 && padding <= ivLength
    ? { octets: blocks.subarray(0, blocks.length - padding) }
    : {
        code: 'wrong-padding',
        message: `The last block does not end in the padding of ${name}: the content was altered after it was encrypted, or another key than the one in EncryptedKey encrypted it.`,
      };
}
