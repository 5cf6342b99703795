/**
 * Standard input and output, read and written as files. Node's own streams for them take longer to load than a message
 * takes to inspect; they serve terminals, and pipes that answer "not now".
 */

import { fstatSync, readSync, writeSync } from 'node:fs';
import type { Output, Stdin } from './io.ts';

const ROOM = 64 * 1024;

export const standardInput: Stdin = {
  get isTTY() {
    return mayBeTerminal(0) && process.stdin.isTTY === true;
  },
  async read(limit) {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const take = (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.length;
      return size <= limit;
    };
    if (mayBeTerminal(0) || !readNow(take)) {
      for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) if (!take(chunk)) break;
    }
    return Buffer.concat(chunks);
  },
};

/** Reads until `take` wants no more or there is no more; `false` where the rest has to be waited for. */
function readNow(take: (chunk: Uint8Array) => boolean): boolean {
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(ROOM);
      const read = readSync(0, chunk);
      if (read === 0 || !take(chunk.subarray(0, read))) return true;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return false;
    if (code === 'EOF') return true; // how Windows tells the end of a pipe
    throw error;
  }
}

/** Whether nothing is left that a stream has yet to write. */
export const isAllWritten = () => standardOutput.isAllWritten && standardError.isAllWritten;

type Terminal = Output & {
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly isAllWritten: boolean;
};

export const standardOutput = output(1, () => process.stdout);
export const standardError = output(2, () => process.stderr);

function output(file: 1 | 2, streamOf: () => NodeJS.WriteStream): Terminal {
  let stream: NodeJS.WriteStream | undefined;
  const asStream = () => {
    stream ??= streamOf().on('error', stopped);
    return stream;
  };
  return {
    get isTTY() {
      return mayBeTerminal(file) && asStream().isTTY === true;
    },
    get columns() {
      return asStream().columns;
    },
    get isAllWritten() {
      return stream === undefined;
    },
    write(text) {
      const rest = stream || mayBeTerminal(file) ? text : writeNow(file, Buffer.from(text));
      if (rest.length > 0) asStream().write(rest);
    },
  };
}

/** @returns what could not be written without waiting */
function writeNow(file: number, bytes: Uint8Array): Uint8Array {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') stopped(error as NodeJS.ErrnoException);
  }
  return bytes.subarray(written);
}

/** Whoever reads the output may stop before its end (`samlscope … | head`): no reason to complain. */
function stopped(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}

/** `/dev/null` is such a device, too. Whatever is none is no terminal. */
function mayBeTerminal(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return false;
  }
}
