import { decodeUtf8 } from '../base/bytes.ts';

/** XML 1.0 §4.6. */
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** Bytes known to be UTF-8 as text. */
export function textOfBytes(buffer: Uint8Array, start: number, end: number): string {
  return decodeUtf8(buffer.subarray(start, end)) ?? '';
}

/** The value of an attribute known to be well-formed: white space normalised, references expanded (XML 1.0 §3.3.3). */
export function expandValue(buffer: Uint8Array, start: number, end: number): string {
  return expandRaw(textOfBytes(buffer, start, end));
}

/** As {@link expandValue}, for the characters between the quotes. */
export function expandRaw(raw: string): string {
  return raw
    .replace(/\r\n|[\t\n\r]/g, ' ')
    .replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g, (_, hexadecimal, decimal, name: string) =>
      hexadecimal !== undefined
        ? String.fromCodePoint(Number.parseInt(hexadecimal, 16))
        : decimal !== undefined
          ? String.fromCodePoint(Number(decimal))
          : (PREDEFINED[name] ?? ''),
    );
}

/** Line ends as XML 1.0 §2.11 has them. */
export function linesOfText(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}
