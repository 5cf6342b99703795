import { base64OfBytes, bytesOfBase64 } from './crypto.ts';

/** What strict decoding of base64 gives: the octets, or what is wrong and where. */
export type Base64 =
  | { readonly bytes: Uint8Array; readonly fault?: undefined }
  | { readonly bytes?: undefined; readonly fault: string };

const WHITE_SPACE = /[ \t\r\n]/;
const NOT_ALPHABET = /[^A-Za-z0-9+/]/;
/** Last characters that leave no bits over: before `==` four bits must be zero, before `=` two. */
const ENDS_BEFORE_TWO = 'AQgw';
const ENDS_BEFORE_ONE = 'AEIMQUYcgkosw048';

/** The text without the white space of XML, which base64 in XML may hold anywhere. */
export function withoutWhiteSpace(text: string): string {
  return WHITE_SPACE.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
}

/**
 * Decodes base64 strictly, white space of XML aside: no character outside the alphabet, padding complete, no bits
 * left over. Total: what is not base64 yields a `fault`, half a sentence to be put after the name of the value.
 *
 * @see XML Schema Part 2 §3.2.16, which spells out the same grammar.
 */
export function decodeBase64(text: string): Base64 {
  const compact = withoutWhiteSpace(text);
  const { length } = compact;
  const padding = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0;
  const illegal = compact.search(NOT_ALPHABET);
  if (illegal >= 0 && illegal < length - padding) {
    const character = String.fromCodePoint(compact.codePointAt(illegal) ?? 0);
    return { fault: `holds ${JSON.stringify(character)} as character ${illegal + 1}, which is not base64` };
  }
  if (length % 4 !== 0) {
    return { fault: `has ${length} base64 characters, which is not a multiple of four` };
  }
  if (
    (padding === 2 && !ENDS_BEFORE_TWO.includes(compact.charAt(length - 3))) ||
    (padding === 1 && !ENDS_BEFORE_ONE.includes(compact.charAt(length - 2)))
  ) {
    return { fault: 'ends in base64 bits that belong to no octet and are not zero' };
  }
  return { bytes: bytesOfBase64(compact) };
}

/** Encodes octets as base64, padded, without line breaks. */
export function encodeBase64(bytes: Uint8Array): string {
  return base64OfBytes(bytes);
}
