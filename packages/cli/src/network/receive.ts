import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { explainConnection } from './connection-error.ts';
import { type Deadline, describeTime } from './deadline.ts';
import { FetchError } from './fetch-error.ts';
import type { Answer } from './follow.ts';
import { redacted } from './redact.ts';

/** What a body turned out to be. */
export interface Received {
  /** After decompression. */
  readonly bytes: number;
  /** SHA-256 of it, hexadecimal. */
  readonly sha256: string;
}

class TooLarge extends Error {}

/**
 * Writes the body of an answer to a new file that only its owner can read, decompressed.
 *
 * @param mostBytes the largest that is taken, before and after decompression
 * @throws FetchError
 */
export async function receive(
  asked: URL,
  { response }: Answer,
  path: string,
  mostBytes: number,
  deadline: Deadline,
): Promise<Received> {
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  if (announced > mostBytes) {
    response.destroy();
    throw new FetchError(
      redacted(asked),
      `${tooLarge(mostBytes)} (the server announces ${announced} bytes); ${DOWNLOAD}.`,
    );
  }
  const compressed = /gzip/i.test(response.headers['content-encoding'] ?? '');
  const digest = createHash('sha256');
  let came = 0;
  let bytes = 0;
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const count = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      came += chunk.length;
      if (came > mostBytes) throw new TooLarge();
      yield chunk;
    }
  };
  const digested = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new TooLarge();
      digest.update(chunk);
      yield chunk;
    }
  };
  const { signal } = deadline;
  try {
    if (compressed) await pipeline(response, count, createGunzip(), digested, file, { signal });
    else await pipeline(response, count, digested, file, { signal });
  } catch (error) {
    response.destroy();
    const [says, isOffline] = explain(error, { came, announced, mostBytes, deadline });
    throw new FetchError(redacted(asked), `${says}.`, isOffline ? 'allowed' : 'refused');
  }
  return { bytes, sha256: digest.digest('hex') };
}

interface Progress {
  readonly came: number;
  /** NaN where it was not. */
  readonly announced: number;
  readonly mostBytes: number;
  readonly deadline: Deadline;
}

function explain(
  error: unknown,
  { came, announced, mostBytes, deadline }: Progress,
): [says: string, isOffline: boolean] {
  if (!(error instanceof Error)) throw error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof TooLarge) return [`${tooLarge(mostBytes)}; ${DOWNLOAD}`, false];
  if (deadline.signal.aborted)
    return [
      `the answer was not complete within ${describeTime(deadline.ms)} (--timeout): ${came} bytes had come`,
      true,
    ];
  if (code?.startsWith('Z_')) return ['the compressed answer is damaged or cut short', false];
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    const of = Number.isNaN(announced) ? '' : ` of ${announced}`;
    return [`the answer is cut short: ${came}${of} bytes came`, true];
  }
  if (syscall === 'write' || syscall === 'open')
    return [`what came cannot be written to this disk (${code})`, false];
  const { says, isOffline } = explainConnection(error);
  return [says, isOffline];
}

const DOWNLOAD = 'download it and give the file, which may be of any size';

function tooLarge(mostBytes: number): string {
  return `it is larger than ${mostBytes / 1024 / 1024} MiB, the most that is fetched`;
}
