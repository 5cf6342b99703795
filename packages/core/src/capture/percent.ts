import { decodeUtf8, decodeWindows1252, encodeUtf8 } from '../base/bytes.ts';
import type { DecodingStep } from '../base/source.ts';
import { count, step } from './decoding.ts';

/** A percent-decoded text and what it took. */
export interface PercentDecoded {
  readonly text: string;
  /** Sequences `%XX` decoded. */
  readonly decoded: number;
  /** `+` read as a space. */
  readonly spaces: number;
  /** Percent signs without two hexadecimal digits after them, left as they were. */
  readonly stray: number;
  /** False where the decoded bytes are not UTF-8 and were read as Windows-1252. */
  readonly utf8: boolean;
}

/**
 * Undoes percent-encoding once. Total: what is no escape stays as it is.
 *
 * @param plus `space` in a form body or a query, where a space is written `+`; `plus` elsewhere
 * @see RFC 3986 §2.1; URL Standard, application/x-www-form-urlencoded parsing
 */
export function decodePercent(text: string, plus: 'space' | 'plus'): PercentDecoded {
  const hasPlus = plus === 'space' && text.includes('+');
  if (!hasPlus && !text.includes('%')) return { text, decoded: 0, spaces: 0, stray: 0, utf8: true };
  const bytes = encodeUtf8(text);
  let decoded = 0;
  let spaces = 0;
  let stray = 0;
  let end = 0;
  // In place: what comes out is never longer than what goes in.
  for (let index = 0; index < bytes.length; index++) {
    let byte = bytes[index] as number;
    if (byte === PERCENT) {
      const high = hexadecimal(bytes[index + 1]);
      const low = hexadecimal(bytes[index + 2]);
      if (high < 0 || low < 0) {
        stray++;
      } else {
        byte = high * 16 + low;
        index += 2;
        decoded++;
      }
    } else if (byte === PLUS && hasPlus) {
      byte = 0x20;
      spaces++;
    }
    bytes[end++] = byte;
  }
  const result = bytes.subarray(0, end);
  const utf8 = decodeUtf8(result);
  const read = utf8 ?? decodeWindows1252(result);
  return { text: read, decoded, spaces, stray, utf8: utf8 !== undefined };
}

/** The step to tell, or none where there was nothing to decode. */
export function percentSteps({ decoded, spaces, stray, utf8 }: PercentDecoded): readonly DecodingStep[] {
  if (decoded === 0 && stray === 0) return [];
  const repairs: string[] = [];
  if (stray > 0)
    repairs.push(`${count(stray, 'percent sign')} without two hexadecimal digits left as written`);
  if (!utf8) repairs.push('the decoded bytes are not UTF-8 and were read as Windows-1252');
  const says = `percent-encoding, ${count(decoded, 'escape')} decoded${
    spaces > 0 ? `, ${spaces} "+" read as a space` : ''
  }`;
  return [step('percent-encoding', says, repairs)];
}

const PERCENT = 0x25;
const PLUS = 0x2b;

function hexadecimal(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
