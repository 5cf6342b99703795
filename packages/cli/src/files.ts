import { limits } from '@samlscope/core';
import type { Io } from './io.ts';

/** A file that cannot be read. The message is one line that names it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly path: string;
  /** Node's code, where the file system refused: `ENOENT`. */
  readonly code: string | undefined;

  constructor(path: string, says: string, code?: string) {
    super(`${path}: ${says}`);
    this.path = path;
    this.code = code;
  }
}

/** An input with the name to call it by. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The input under a name from the command line; `-` is standard input. */
export async function readInput(path: string, io: Io): Promise<InputFile> {
  const name = readableName(path);
  const bytes = path === '-' ? await io.stdin.read(limits.inputBytes) : readUpToLimit(path, io);
  if (isCompressed(bytes))
    throw new UnreadableFile(name, `it is compressed with gzip; decompress it first. ${OF_METADATA}`);
  requireSize(name, bytes, OF_METADATA);
  return { name, bytes };
}

const OF_METADATA = 'Metadata is taken as it is, of any size, by samlscope metadata lint.';

/** Whether a file is compressed with gzip, going by its first bytes (RFC 1952 §2.3.1). */
export function isCompressed([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/** A text file given as a fact, in UTF-8 or, with its byte order mark, UTF-16. */
export function readText(path: string, io: Io): string {
  return textOf(readBytes(path, io));
}

/** The text of such a file. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** A certificate or key as the library takes it: PEM as it stands, DER in base64. */
export function readCertificateFile(path: string, io: Io): string {
  const bytes = readBytes(path, io);
  // DER begins with a SEQUENCE (0x30, which is "0" in ASCII) and a length of more than 127.
  const isDer = bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80;
  return isDer ? Buffer.from(bytes).toString('base64') : readText(path, io);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EISDIR: 'this is a directory; name a file in it.',
  EACCES: 'you may not read this file.',
  EPERM: 'you may not read this file.',
};

/** What to call the input under a name from the command line. */
export function readableName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** The error to throw for what a file system refused; any other error as it is. */
export function unreadable(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || (syscall === undefined && REASONS[code] === undefined)) return error;
  return new UnreadableFile(path, REASONS[code] ?? `it cannot be read (${code}).`, code);
}

/** The bytes of a file given as a fact. */
export function readBytes(path: string, io: Io): Uint8Array {
  const bytes = readUpToLimit(path, io);
  requireSize(path, bytes);
  return bytes;
}

function readUpToLimit(path: string, io: Io): Uint8Array {
  try {
    return io.readFile(path, limits.inputBytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new UnreadableFile(path, REASONS[code] ?? `it cannot be read (${code}).`, code);
  }
}

/** @param advice what to do, in a sentence */
function requireSize(name: string, bytes: Uint8Array, advice?: string): void {
  if (bytes.length <= limits.inputBytes) return;
  const says = `it is larger than ${limits.inputBytes / 1024 / 1024} MiB, the most that is read.`;
  throw new UnreadableFile(name, advice === undefined ? says : `${says} ${advice}`);
}
