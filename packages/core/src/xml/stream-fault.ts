import { isUtf8 } from '../base/bytes.ts';
import type { Limits } from '../base/limits.ts';
import type { XmlDocument } from './document.ts';
import { parseXml } from './parse.ts';

/** Reads a piece in which there is a fault, to learn what it is. */
export function diagnose(text: string, limits: Limits): XmlDocument {
  return parseXml({ name: 'stream', text, steps: [] }, limits);
}

/** How many bytes at the end begin a sequence of UTF-8 that needs more of them. */
export function incompleteTail(buffer: Uint8Array, start: number, end: number): number {
  for (let i = end - 1; i >= start && i >= end - 3; i--) {
    const byte = buffer[i] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return end - i < sequenceLength(byte) ? end - i : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}

/** Where the first sequence begins that UTF-8 does not allow, in bytes known to hold one. */
export function firstNotUtf8(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  // Bytes up to `good` are UTF-8, bytes up to `bad` are not, both ending where a sequence does or may.
  while (bad - good > 4) {
    let middle = (good + bad) >> 1;
    while (middle > good && ((bytes[middle] as number) & 0xc0) === 0x80) middle--;
    if (middle === good) break;
    if (isUtf8(bytes.subarray(good, middle))) good = middle;
    else bad = middle;
  }
  for (let i = good; i < bytes.length; ) {
    const byte = bytes[i] as number;
    const length = byte < 0x80 ? 1 : sequenceLength(byte);
    if (!isUtf8(bytes.subarray(i, i + length))) return i;
    i += length;
  }
  return bytes.length;
}
