import { inflate } from './inflate.ts';

/** Whether bytes begin as a gzip file does (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Undoes gzip, all members of the file. The checksum at the end is not compared: what was cut short is told by what
 * reads the content.
 *
 * @returns `too-large` past `mostBytes`; `not-gzip` where it is no gzip or damaged
 * @see RFC 1952
 */
export function gunzip(bytes: Uint8Array, mostBytes: number): Uint8Array | 'too-large' | 'not-gzip' {
  const parts: Uint8Array[] = [];
  let size = 0;
  let rest = bytes;
  while (isGzip(rest)) {
    const start = contentStart(rest);
    const member = start === undefined ? undefined : inflate(rest.subarray(start), 'raw', mostBytes - size);
    if (member?.outcome === 'too-large') return 'too-large';
    if (member?.outcome !== 'inflated') return 'not-gzip';
    parts.push(member.bytes);
    size += member.bytes.length;
    // CRC32 and ISIZE follow.
    rest = rest.subarray(rest.length - Math.max(0, member.unread - 8));
    if (member.unread <= 8 || size >= mostBytes) break;
  }
  if (parts.length === 0) return 'not-gzip';
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Where the deflated data begins, behind a header of ten bytes and the fields that its flags announce. */
function contentStart(bytes: Uint8Array): number | undefined {
  const [, , method, flags = 0] = bytes;
  if (method !== 8 || bytes.length < 10) return undefined;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : undefined;
}
