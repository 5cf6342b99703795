import { decodePlainBase64 } from '../base/base64.ts';
import { decodeLatin1 } from '../base/bytes.ts';
import { base64OfBytes, bytesOfBase64 } from '../base/crypto.ts';
import type { DecodingStep } from '../base/source.ts';
import { type Base64Fault, count, step } from './decoding.ts';
import { isBase64Letter, isBlank } from './letters.ts';

/** Base64 undone, and what it took to read it. */
export interface ReadBase64 {
  readonly bytes: Uint8Array;
  readonly steps: readonly DecodingStep[];
}

/** Shorter than this, anything may look like base64. */
const SHORTEST = 24;

/**
 * Reads base64 as it comes out of browsers, shells, mails and logs, and tells every repair. Linear.
 *
 * @returns the bytes; or where it breaks off, for a text of which a good part is base64; or `undefined`
 * @see RFC 4648 §4, §5 (URL-safe alphabet); RFC 2045 §6.8 (line breaks)
 */
export function readBase64(text: string): ReadBase64 | Base64Fault | undefined {
  return readStrictBase64(text) ?? repair(text);
}

/** As {@link readBase64}, but repairs nothing: one line, the standard alphabet, padded. */
export function readStrictBase64(text: string): ReadBase64 | undefined {
  const bytes = text.length < SHORTEST ? undefined : decodePlainBase64(text);
  return bytes && { bytes, steps: [told(text.length, bytes, [], [])] };
}

function repair(text: string): ReadBase64 | Base64Fault | undefined {
  const { start, end, dropped } = trim(text);
  const inner = stripArmor(text, start, end);
  const read = sift(text, inner.start, inner.end);
  // Words with blanks between them are prose.
  if (read.letters < SHORTEST || read.spaces * 8 > read.letters) return undefined;
  if (read.fault) return read.fault;

  const asides: string[] = [];
  const repairs: string[] = [];
  if (read.breaks > 0) asides.push(`${count(read.breaks, 'line break')} removed`);
  if (dropped !== '') repairs.push(`${JSON.stringify(dropped)} dropped from round it`);
  const letters = settleSpaces(read, asides, repairs);
  if (read.urlSafe > 0) repairs.push(`URL-safe alphabet: ${read.urlSafe} of "-" and "_" read as "+" and "/"`);
  const whole = settleEnd(letters, read.padding, repairs);
  const bytes = bytesOfBase64(whole);
  if (!endsClean(whole, bytes)) repairs.push('its last character holds bits that belong to no byte');
  const steps = [told(inner.end - inner.start, bytes, asides, repairs)];
  return { bytes, steps: inner.label === undefined ? steps : [armorStep(inner.label), ...steps] };
}

function told(length: number, bytes: Uint8Array, asides: readonly string[], repairs: readonly string[]) {
  const figures = `base64, ${count(length, 'character')} to ${count(bytes.length, 'byte')}`;
  return step('base64', [figures, ...asides].join('; '), repairs);
}

/** What clings to a value that was copied: quotes, list and statement punctuation, the `%` of a shell prompt. */
const CLINGING = '"\'`,;%<>()[]{}“”‘’';

interface Trimmed {
  readonly start: number;
  readonly end: number;
  readonly dropped: string;
}

function trim(text: string): Trimmed {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  const [inkStart, inkEnd] = [start, end];
  while (start < end && CLINGING.includes(text.charAt(start))) start++;
  while (end > start && CLINGING.includes(text.charAt(end - 1))) end--;
  return {
    start,
    end,
    dropped: text.slice(inkStart, start).slice(0, 8) + text.slice(end, inkEnd).slice(0, 8),
  };
}

/** Lines of the kind `-----BEGIN X-----` round the base64. */
function stripArmor(text: string, start: number, end: number) {
  if (!text.startsWith('-----BEGIN ', start)) return { start, end, label: undefined };
  const labelEnd = text.indexOf('-----', start + 11);
  const label = text.slice(start + 11, labelEnd);
  if (labelEnd < 0 || labelEnd > end || label.length > 64) return { start, end, label: undefined };
  const foot = text.lastIndexOf('-----END ', end);
  return { start: labelEnd + 5, end: foot > labelEnd ? foot : end, label };
}

function armorStep(label: string): DecodingStep {
  return step('pem', `the lines BEGIN and END ${label} taken off`, ['a message is not wrapped in PEM lines']);
}

/** Base64 without what does not belong to its alphabet. */
interface Sifted {
  /** The alphabet of RFC 4648 §4; and 0x20 for each space that may once have been a `+`. */
  readonly codes: Uint8Array;
  readonly letters: number;
  readonly spaces: number;
  readonly breaks: number;
  readonly urlSafe: number;
  readonly padding: number;
  readonly hasPlus: boolean;
  readonly fault?: Base64Fault;
}

function sift(text: string, start: number, end: number): Sifted {
  const codes = new Uint8Array(end - start);
  let length = 0;
  let spaces = 0;
  let breaks = 0;
  let urlSafe = 0;
  let padding = 0;
  let hasPlus = false;
  let fault: Base64Fault | undefined;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (isBase64Letter(code) && padding === 0) {
      codes[length++] = code;
      hasPlus ||= code === PLUS;
    } else if ((code === DASH || code === UNDERSCORE) && padding === 0) {
      codes[length++] = code === DASH ? PLUS : SLASH;
      urlSafe++;
    } else if (code === EQUALS) {
      padding++;
    } else if (code === SPACE) {
      const next = skipSpaces(text, index, end);
      if (isBreak(text.charCodeAt(index - 1)) || isBreak(text.charCodeAt(next)) || padding > 0) {
        index = next - 1; // Indentation, or a space before the line ends.
      } else {
        codes[length++] = SPACE;
        spaces++;
      }
    } else if (isBlank(code)) {
      // CR LF is one break.
      if (code !== LF || text.charCodeAt(index - 1) !== CR) breaks++;
    } else {
      const character = String.fromCodePoint(text.codePointAt(index) ?? code);
      fault = { offset: index, character, afterPadding: padding > 0 && isBase64Letter(code) };
      break;
    }
  }
  const letters = length - spaces;
  const sifted = { codes: codes.subarray(0, length), letters, spaces, breaks, urlSafe, padding, hasPlus };
  return fault ? { ...sifted, fault } : sifted;
}

const [PLUS, SLASH, DASH, UNDERSCORE, EQUALS, SPACE, LF, CR] = [
  0x2b, 0x2f, 0x2d, 0x5f, 0x3d, 0x20, 0x0a, 0x0d,
];

function isBreak(code: number): boolean {
  return code === LF || code === CR || code === 0x09;
}

function skipSpaces(text: string, index: number, end: number): number {
  let next = index;
  while (next < end && text.charCodeAt(next) === SPACE) next++;
  return next;
}

/** Decides whether the spaces within were once `+`, and gives back the letters with them or without. */
function settleSpaces(read: Sifted, asides: string[], repairs: string[]): string {
  const text = decodeLatin1(read.codes);
  if (read.spaces === 0) return text;
  if (separate(read)) {
    asides.push(`${count(read.spaces, 'space')} removed`);
    return text.replaceAll(' ', '');
  }
  repairs.push(
    `${count(read.spaces, 'space')} put back to "+", as a form parser leaves a "+" that is not percent-encoded`,
  );
  return text.replaceAll(' ', '+');
}

/** True where the spaces stand between pieces of base64 rather than for a `+`. */
function separate({ codes, letters, spaces, padding, hasPlus }: Sifted): boolean {
  const fitsWithout = (letters + padding) % 4 === 0;
  const fitsWith = (letters + spaces + padding) % 4 === 0;
  if (fitsWithout !== fitsWith) return fitsWithout;
  return hasPlus || evenlySpaced(codes);
}

/** Lines joined by a space: every piece but the last as long as the first, and long enough to be a line. */
function evenlySpaced(codes: Uint8Array): boolean {
  const line = codes.indexOf(SPACE);
  if (line < 32) return false;
  for (let index = line; index < codes.length; index += line + 1) {
    if (codes[index] !== SPACE) return false;
    const next = codes.indexOf(SPACE, index + 1);
    if (next >= 0 && next !== index + line + 1) return false;
  }
  return true;
}

/** Puts the padding right, whatever it was. */
function settleEnd(letters: string, padding: number, repairs: string[]): string {
  const over = letters.length % 4;
  const needed = over === 0 ? 0 : 4 - over;
  if (over === 1) {
    repairs.push('cut short: its last character belongs to no byte');
    return letters.slice(0, -1);
  }
  if (padding < needed) repairs.push(`${count(needed - padding, 'padding character')} "=" added`);
  if (padding > needed) repairs.push(`${count(padding - needed, 'padding character')} "=" too many dropped`);
  return letters;
}

/** Whether the last letters are those that encoding the last bytes gives: otherwise bits are left over. */
function endsClean(letters: string, bytes: Uint8Array): boolean {
  const over = bytes.length % 3;
  return (
    over === 0 || letters.endsWith(base64OfBytes(bytes.subarray(bytes.length - over)).slice(0, over + 1))
  );
}
