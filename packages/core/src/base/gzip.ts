import { createGunzip } from 'node:zlib';
import { inflate } from './inflate.ts';

/** Whether bytes begin as a gzip file does (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Undoes gzip that is there as a whole, all members of the file. The checksum at the end is not compared: what was cut short is told by what
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

/**
 * Undoes gzip as the bytes arrive, all members of the file. No more is held than the platform's own buffers.
 *
 * Throws what the platform throws where the data is damaged or cut short, after everything that came out before.
 */
export async function* gunzipChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  const feeding = feed(source, gunzip);
  // Whoever reads to the end awaits it below; whoever stops early does not want to hear of it.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
    await feeding;
  } finally {
    gunzip.destroy();
  }
}

async function feed(
  source: AsyncIterable<Uint8Array>,
  gunzip: ReturnType<typeof createGunzip>,
): Promise<void> {
  try {
    for await (const chunk of source) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) await drained(gunzip);
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error as Error);
  }
}

/** When there is room again, or nobody reads any more. */
function drained(gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      gunzip.off('drain', done);
      gunzip.off('close', done);
      resolve();
    };
    gunzip.on('drain', done);
    gunzip.on('close', done);
  });
}
