import { Buffer, isAscii, isUtf8 as platformIsUtf8 } from 'node:buffer';

/**
 * Between bytes and text. Together with `base64`, `inflate` and `crypto` this is the seam to the platform:
 * a build for another platform swaps these files and nothing else.
 */

/** UTF-8, strictly: `undefined` where a byte is out of place. A byte order mark stays in the text as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (!platformIsUtf8(bytes)) return undefined;
  const parts: string[] = [];
  decodeParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), parts);
  const [first = ''] = parts;
  return parts.length < 2 ? first : parts.join('');
}

/** Shorter than this, a text is not cut further. */
const PART = 512;

/**
 * Most of a message is ASCII, which the platform turns into text twenty times faster than it does UTF-8. So a text is
 * halved until what is not ASCII is in few short parts.
 */
function decodeParts(bytes: Buffer, parts: string[]): void {
  if (isAscii(bytes)) parts.push(bytes.toString('latin1'));
  else if (bytes.length <= PART) parts.push(bytes.toString('utf8'));
  else {
    let middle = bytes.length >> 1;
    // Not within a character: its further bytes are 10xxxxxx.
    while (((bytes[middle] ?? 0) & 0xc0) === 0x80) middle--;
    decodeParts(bytes.subarray(0, middle), parts);
    decodeParts(bytes.subarray(middle), parts);
  }
}

/**
 * UTF-16 in the given byte order, strictly: `undefined` where a byte is left over or a surrogate stands alone.
 * A byte order mark stays in the text as U+FEFF.
 */
export function decodeUtf16(bytes: Uint8Array, order: 'little' | 'big'): string | undefined {
  try {
    const decoder = new TextDecoder(order === 'little' ? 'utf-16le' : 'utf-16be', {
      fatal: true,
      ignoreBOM: true,
    });
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** ISO-8859-1, in which every byte is the character with its number. Never fails. */
export function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/**
 * Text in the character set of that name, as XML declarations name them; `undefined` where the platform does not
 * know the name or a byte is not in the set.
 */
export function decodeCharacterSet(bytes: Uint8Array, name: string): string | undefined {
  // TextDecoder takes Latin-1 for Windows-1252, and Windows-1252, on some platforms, for Latin-1.
  if (/^iso-?8859-1$|^latin-?1$/i.test(name)) return decodeLatin1(bytes);
  if (/^(?:windows|cp)-?1252$/i.test(name)) return decodeWindows1252(bytes);
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Windows-1252, which is Latin-1 but for the characters at 0x80 to 0x9F. Never fails: the five numbers that it leaves
 * free are control characters, as in Latin-1.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  return decodeLatin1(bytes).replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
}

const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** The text in UTF-8; a surrogate that stands alone becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const octets = Buffer.allocUnsafe(Buffer.byteLength(text, 'utf8'));
  writeUtf8(text, octets);
  return octets;
}

/**
 * Lends the text in UTF-8, as {@link encodeUtf8} makes it, for as long as `use` takes: to have new memory for every
 * message costs as much as to write or to digest it. `use` keeps nothing of it, and lends nothing itself.
 */
export function lendUtf8<T>(text: string, use: (octets: Uint8Array) => T): T {
  const most = 3 * text.length;
  if (most > LENT_MOST) return use(encodeUtf8(text));
  if (lent.length < most) lent = Buffer.allocUnsafe(Math.max(most, 2 * lent.length));
  return use(lent.subarray(0, writeUtf8(text, lent)));
}

const LENT_MOST = 4 * 1024 * 1024;
let lent = Buffer.alloc(0);

/** Returns how many octets were written. */
function writeUtf8(text: string, octets: Buffer): number {
  return BEYOND_LATIN_1.test(text) ? octets.write(text, 'utf8') : encodePart(text, octets, 0);
}

/** Of a string whose characters all fit an octet, which it then is in memory, the platform says no without looking. */
export const BEYOND_LATIN_1: RegExp = /[\u0100-\uffff]/;

/** As {@link decodeParts}, the other way, for Latin-1; returns where the octets end. */
function encodePart(text: string, octets: Buffer, start: number): number {
  const end = start + octets.write(text, start, 'latin1');
  if (isAscii(octets.subarray(start, end))) return end;
  if (text.length <= PART) return start + octets.write(text, start, 'utf8');
  const middle = text.length >> 1;
  return encodePart(text.slice(middle), octets, encodePart(text.slice(0, middle), octets, start));
}

/**
 * Whether the text is longer than `most` bytes in UTF-8, a surrogate that stands alone taken for two.
 * Counts only where the length does not tell.
 */
export function isLongerThan(text: string, most: number): boolean {
  if (text.length > most) return true;
  if (text.length * 3 <= most) return false;
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // A surrogate is half of a character of four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
  }
  return bytes > most;
}

/** Octets in hexadecimal, lower case. */
export function hexadecimal(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += octet.toString(16).padStart(2, '0');
  return text;
}

/** Whether bytes are UTF-8 from end to end: no sequence is cut, too long or of a surrogate. */
export function isUtf8(bytes: Uint8Array): boolean {
  return platformIsUtf8(bytes);
}

/** Where bytes are found in others, from an offset on; -1 where they are not. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(wanted, from);
}

/**
 * A text of its own. One that was cut out of another keeps that alive, however long it is: to be kept for longer, it must
 * be copied.
 */
export function copyOf(text: string): string {
  return decodeUtf8(encodeUtf8(text)) ?? text;
}
