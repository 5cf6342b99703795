import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { standardError, standardInput, standardOutput } from './standard-streams.ts';

/** Everything the command touches outside itself, so that tests can stand in for it. */
export interface Io {
  readonly stdin: Stdin;
  readonly stdout: Output & { readonly isTTY: boolean; readonly columns?: number };
  readonly stderr: Output & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks the terminal for a line without showing what is typed; `undefined` where there is no terminal to ask. */
  askSecret(question: string): Promise<string | undefined>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** At most `limit` bytes of a file, and one more where it is longer. Throws what Node throws. */
  readFile(path: string, limit: number): Uint8Array;
  /** A file of any size, or standard input for `-`, as it is read. Throws what Node throws. */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** Bytes of a file; `undefined` where that is not known. */
  sizeOf(path: string): number | undefined;
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
  stdin: standardInput,
  stdout: standardOutput,
  stderr: standardError,
  env: process.env,
  askSecret,
  now: Date.now,
  readFile,
  readChunks,
  sizeOf,
};

/**
 * Reads from the terminal itself rather than from standard input, which may hold the message. Where the system has no
 * file for it, standard input will do if that is the terminal.
 */
async function askSecret(question: string): Promise<string | undefined> {
  let file: number | undefined;
  try {
    file = openSync('/dev/tty', 'r+');
  } catch {
    if (process.stdin.isTTY !== true) return undefined;
  }
  const { ReadStream } = await import('node:tty');
  const terminal = file === undefined ? process.stdin : new ReadStream(file);
  const write = (text: string) => (file === undefined ? process.stderr.write(text) : writeSync(file, text));
  try {
    write(question);
    terminal.setRawMode(true);
    return await readLine(terminal);
  } finally {
    terminal.setRawMode(false);
    write('\n');
    if (file === undefined) terminal.pause();
    else terminal.destroy();
  }
}

/** Return, line feed and control-D. */
const ENTER = '\r\n\u0004';
/** Control-C. */
const INTERRUPT = '\u0003';
/** Backspace, as terminals send it. */
const ERASE = '\b\u007f';

/** In raw mode the keys that end, erase and interrupt arrive as characters. */
function readLine(terminal: NodeJS.ReadStream): Promise<string | undefined> {
  return new Promise((resolve) => {
    let line = '';
    const finish = (answer: string | undefined) => {
      terminal.removeListener('data', take);
      resolve(answer);
    };
    const take = (chunk: string | Buffer) => {
      for (const character of chunk.toString()) {
        if (character === INTERRUPT) return finish(undefined);
        if (ENTER.includes(character)) return finish(line);
        line = ERASE.includes(character) ? [...line].slice(0, -1).join('') : line + character;
      }
    };
    terminal.on('data', take);
    terminal.resume();
  });
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

/** What a disk gives in one go without the reading falling behind. */
const CHUNK = 256 * 1024;

function readChunks(path: string): AsyncIterable<Uint8Array> {
  return path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK });
}

function sizeOf(path: string): number | undefined {
  if (path === '-') return undefined;
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}
