import {
  decodeCharacterSet,
  decodeLatin1,
  decodeUtf8,
  decodeUtf16,
  decodeWindows1252,
} from '../base/bytes.ts';
import { type DecodingStep, UTF8_MARK_REMOVED } from '../base/source.ts';
import { count, step } from './decoding.ts';

/** Bytes read as text. */
export interface Characters {
  readonly text: string;
  readonly steps: readonly DecodingStep[];
}

/**
 * Reads bytes as text: by their byte order mark, by the zeros that UTF-16 leaves between ASCII letters, by the XML
 * declaration, and otherwise as UTF-8. `undefined` where they are no text.
 *
 * XML in bytes that contradict its declaration is read all the same, as UTF-8 or Windows-1252, and that is told.
 *
 * @see XML 1.0 §4.3.3 and appendix F
 */
export function readCharacters(bytes: Uint8Array): Characters | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    const rest = readUnmarked(bytes.subarray(3));
    const mark = UTF8_MARK_REMOVED;
    return rest && { text: rest.text, steps: [mark, ...rest.steps] };
  }
  const order = utf16Order(bytes);
  return order ? readUtf16(bytes, order) : readUnmarked(bytes);
}

/**
 * Text in a set of one byte a character, whatever the bytes; `undefined` where control characters among them show
 * that they are no text.
 */
export function readSingleBytes(bytes: Uint8Array): Characters | undefined {
  if (bytes.length === 0 || hasControls(decodeLatin1(bytes.subarray(0, SAMPLE)))) return undefined;
  return readFallback(bytes);
}

function readUnmarked(bytes: Uint8Array): Characters | undefined {
  const declared = declaredCharacterSet(bytes);
  const utf8 = decodeUtf8(bytes);
  if (utf8 === undefined) return readOther(bytes, declared);
  const allAscii = utf8.length === bytes.length;
  if (declared === undefined || /^(?:utf-?8|(?:us-)?ascii)$/i.test(declared)) {
    return startsWithMarkup(bytes) || !hasControls(utf8.slice(0, SAMPLE))
      ? { text: utf8, steps: [] }
      : undefined;
  }
  if (/^(?:utf-16|utf-32|ucs-|iso-10646-ucs-)/i.test(declared)) {
    const repair = `the XML declaration names ${declared}, which the bytes are not`;
    return { text: utf8, steps: [step('character-set', 'read as UTF-8', [repair])] };
  }
  return allAscii ? { text: utf8, steps: [] } : readDeclared(bytes, declared);
}

/** Bytes that are not UTF-8. */
function readOther(bytes: Uint8Array, declared: string | undefined): Characters | undefined {
  if (declared !== undefined && !/^utf/i.test(declared)) return readDeclared(bytes, declared);
  return startsWithMarkup(bytes) ? readFallback(bytes) : undefined;
}

function readDeclared(bytes: Uint8Array, declared: string): Characters {
  const text = decodeCharacterSet(bytes, declared);
  if (text === undefined) return readFallback(bytes);
  const operation = /8859-?1$|^latin-?1$|1252$/i.test(declared) ? 'latin-1' : 'character-set';
  const says = `read as ${declared}, which the XML declaration names`;
  return { text, steps: [step(operation, says)] };
}

function readFallback(bytes: Uint8Array): Characters {
  const repair = 'the bytes are neither UTF-8 nor in a character set that the XML declaration names';
  const says = `${count(bytes.length, 'byte')} read as Windows-1252`;
  return { text: decodeWindows1252(bytes), steps: [step('latin-1', says, [repair])] };
}

function readUtf16(bytes: Uint8Array, { order, marked }: Utf16): Characters | undefined {
  const odd = bytes.length % 2;
  const text = decodeUtf16(bytes.subarray(marked ? 2 : 0, bytes.length - odd), order);
  if (text === undefined) return undefined;
  const repairs: string[] = [];
  if (!marked) repairs.push('no byte order mark, which XML requires of UTF-16');
  if (odd) repairs.push('an odd byte at the end dropped');
  const says = `UTF-16 (${order}-endian), ${count(bytes.length, 'byte')} to ${count(text.length, 'character')}`;
  const read = step('utf-16', says, repairs);
  return {
    text,
    steps: marked ? [step('byte-order-mark', 'a UTF-16 byte order mark removed'), read] : [read],
  };
}

interface Utf16 {
  readonly order: 'little' | 'big';
  readonly marked: boolean;
}

function utf16Order(bytes: Uint8Array): Utf16 | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return { order: 'little', marked: true };
  if (first === 0xfe && second === 0xff) return { order: 'big', marked: true };
  if (fourth === undefined) return undefined;
  if (first && second === 0 && third && fourth === 0) return { order: 'little', marked: false };
  if (first === 0 && second && third === 0 && fourth) return { order: 'big', marked: false };
  return undefined;
}

/** Longest XML declaration that is looked into. */
const DECLARATION = 256;

function declaredCharacterSet(bytes: Uint8Array): string | undefined {
  const start = firstInk(bytes);
  if (bytes[start] !== 0x3c || bytes[start + 1] !== 0x3f) return undefined;
  const head = decodeLatin1(bytes.subarray(start, start + DECLARATION));
  const declaration = head.startsWith('<?xml') ? head.slice(0, head.indexOf('?>') + 1) : '';
  return /\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(declaration)?.[1];
}

function startsWithMarkup(bytes: Uint8Array): boolean {
  return bytes[firstInk(bytes)] === 0x3c;
}

function firstInk(bytes: Uint8Array): number {
  let index = 0;
  while (bytes[index] === 0x20 || bytes[index] === 0x0a || bytes[index] === 0x0d || bytes[index] === 0x09)
    index++;
  return index;
}

/** How much is looked at to tell text from other data. */
const SAMPLE = 1024;

function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Tab to carriage return occur in text, as does escape, with which terminals colour their logs.
    if (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b) return true;
  }
  return false;
}
