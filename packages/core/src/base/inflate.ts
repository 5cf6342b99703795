import { constants, inflateRawSync, inflateSync } from 'node:zlib';

/** `raw` is RFC 1951, what the Redirect binding asks for; `zlib` is the same with the wrapper of RFC 1950. */
export type DeflateFormat = 'raw' | 'zlib';

/** What became of deflated bytes. */
export type Inflated =
  | {
      readonly outcome: 'inflated';
      readonly bytes: Uint8Array;
      /** False where the deflated data ends before its last block does; `bytes` is then what came out until there. */
      readonly complete: boolean;
      /** Bytes after the end of the deflated data, which were not read. */
      readonly unread: number;
    }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'not-deflated' };

/** Undoes DEFLATE. No more than `mostBytes` are ever produced: past that the outcome is `too-large`. */
export function inflate(bytes: Uint8Array, format: DeflateFormat, mostBytes: number): Inflated {
  if (format === 'raw' && !mayBeDeflated(bytes)) return { outcome: 'not-deflated' };
  const whole = run(bytes, format, mostBytes, constants.Z_FINISH);
  if (whole !== 'cut-short') return whole;
  const part = run(bytes, format, mostBytes, constants.Z_SYNC_FLUSH);
  if (part === 'cut-short' || (part.outcome === 'inflated' && part.bytes.length === 0)) {
    return { outcome: 'not-deflated' };
  }
  return part.outcome === 'inflated' ? { ...part, complete: false } : part;
}

/** Looks at the first block, so that zlib is not set up in vain: it costs more than reading most messages. */
function mayBeDeflated(bytes: Uint8Array): boolean {
  const [head, length0, length1, check0, check1] = bytes;
  if (head === undefined) return false;
  const type = (head >> 1) & 3;
  if (type !== STORED || check1 === undefined) return type !== RESERVED;
  return length0 === (~(check0 as number) & 0xff) && length1 === (~check1 & 0xff);
}

/** RFC 1951 §3.2.3 and §3.2.4: a stored block has its length twice, the second time complemented. */
const [STORED, RESERVED] = [0, 3];

function run(
  bytes: Uint8Array,
  format: DeflateFormat,
  mostBytes: number,
  finish: number,
): Inflated | 'cut-short' {
  const undo = format === 'raw' ? inflateRawSync : inflateSync;
  try {
    const options = { maxOutputLength: Math.max(1, Math.floor(mostBytes)), finishFlush: finish, info: true };
    const { buffer, engine } = undo(bytes, options) as unknown as WithEngine;
    return {
      outcome: 'inflated',
      bytes: buffer,
      complete: true,
      unread: bytes.length - engine.bytesWritten,
    };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { outcome: 'too-large' };
    return code === 'Z_BUF_ERROR' ? 'cut-short' : { outcome: 'not-deflated' };
  }
}

/** What node:zlib answers with the option `info`, which its types do not tell. */
interface WithEngine {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}
