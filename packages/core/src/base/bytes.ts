/**
 * Between bytes and text. Together with `base64`, `inflate` and `crypto` this is the seam to the platform:
 * a build for another platform swaps these files and nothing else.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Encoder = new TextEncoder();

/** UTF-8, strictly: `undefined` where a byte is out of place. A byte order mark stays in the text as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
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
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += LATIN1_PIECE) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + LATIN1_PIECE)));
  }
  return pieces.join('');
}

/** Few enough to be passed as arguments. */
const LATIN1_PIECE = 8192;

/**
 * Text in the character set of that name, as XML declarations name them; `undefined` where the platform does not
 * know the name or a byte is not in the set.
 */
export function decodeCharacterSet(bytes: Uint8Array, name: string): string | undefined {
  // TextDecoder takes this name for windows-1252, which differs at 0x80 to 0x9F.
  if (/^iso-?8859-1$|^latin-?1$/i.test(name)) return decodeLatin1(bytes);
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text in UTF-8; a surrogate that stands alone becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

/** Whether the text is longer than `most` bytes in UTF-8. Counts only where the length does not tell. */
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
