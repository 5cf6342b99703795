import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Everything the command touches outside itself, so that tests can stand in for it. */
export interface Io {
  readonly stdin: Stdin;
  readonly stdout: Output & { readonly isTTY: boolean; readonly columns?: number };
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** At most `limit` bytes of a file, and one more where it is longer. Throws what Node throws. */
  readFile(path: string, limit: number): Uint8Array;
}

export interface Stdin {
  readonly isTTY: boolean;
  /** Everything up to `limit` bytes, and some more where there is more. */
  read(limit: number): Promise<Uint8Array>;
}

export interface Output {
  write(text: string): void;
}

/** The process itself. */
export const processIo: Io = {
  stdin: {
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    read: readStdin,
  },
  stdout: {
    get isTTY() {
      return process.stdout.isTTY === true;
    },
    get columns() {
      return process.stdout.columns;
    },
    write: (text) => {
      process.stdout.write(text);
    },
  },
  stderr: {
    write: (text) => {
      process.stderr.write(text);
    },
  },
  env: process.env,
  now: Date.now,
  readFile,
};

async function readStdin(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

/** Read in pieces rather than by size, so that pipes and devices work and an endless one ends. */
function readFile(path: string, limit: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const chunks: Uint8Array[] = [];
    let total = 0;
    while (total <= limit) {
      const room = Math.min(Math.max(size - total + 1, 64 * 1024), limit + 1 - total);
      const chunk = Buffer.allocUnsafe(room);
      const read = readSync(file, chunk, 0, room, null);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      total += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}
