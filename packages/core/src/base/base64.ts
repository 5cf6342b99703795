import { BEYOND_LATIN_1 } from './bytes.ts';
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
  const bytes = decodePlainBase64(compact);
  return bytes ? { bytes } : { fault: faultIn(compact) };
}

/**
 * Decodes base64 as {@link decodeBase64} does, but without white space; `undefined` where anything is wrong.
 *
 * The platform decodes at a hundredth of what a look at each character costs, but passes over what is not base64: then
 * fewer octets come out than the length promises.
 */
export function decodePlainBase64(text: string): Uint8Array | undefined {
  const { length } = text;
  const padding = paddingOf(text);
  // It takes the URL-safe alphabet, too, and of a character beyond U+00FF the lower half.
  if (length % 4 !== 0 || text.includes('-') || text.includes('_') || BEYOND_LATIN_1.test(text))
    return undefined;
  const bytes = bytesOfBase64(text);
  return bytes.length === (length / 4) * 3 - padding && endsClean(text, padding) ? bytes : undefined;
}

function paddingOf(text: string): 0 | 1 | 2 {
  return text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
}

function endsClean(text: string, padding: 0 | 1 | 2): boolean {
  if (padding === 0) return true;
  const last = text.charAt(text.length - padding - 1);
  return (padding === 2 ? ENDS_BEFORE_TWO : ENDS_BEFORE_ONE).includes(last);
}

/** What is wrong with base64, white space already taken out. */
function faultIn(compact: string): string {
  const { length } = compact;
  const padding = paddingOf(compact);
  const illegal = compact.search(NOT_ALPHABET);
  if (illegal >= 0 && illegal < length - padding) {
    const character = String.fromCodePoint(compact.codePointAt(illegal) ?? 0);
    return `holds ${JSON.stringify(character)} as character ${illegal + 1}, which is not base64`;
  }
  if (length % 4 !== 0) return `has ${length} base64 characters, which is not a multiple of four`;
  return 'ends in base64 bits that belong to no octet and are not zero';
}

/** Encodes octets as base64, padded, without line breaks. */
export function encodeBase64(bytes: Uint8Array): string {
  return base64OfBytes(bytes);
}
