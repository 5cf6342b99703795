import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A file that is held open, so that it can be read to its end even where somebody else replaces or removes it in the
 * meantime.
 */
export class HeldFile {
  readonly size: number;
  private readonly file: number;

  /** Throws what Node throws. */
  constructor(path: string) {
    this.file = openSync(path, 'r');
    this.size = fstatSync(this.file).size;
  }

  /** At most `limit` bytes, and one more where there are more. */
  read(limit: number): Uint8Array {
    const bytes = Buffer.alloc(Math.min(this.size, limit + 1));
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(this.file, bytes, at, bytes.length - at, at);
      if (read === 0) break;
      at += read;
    }
    return bytes.subarray(0, at);
  }

  chunks(): AsyncIterable<Uint8Array> {
    return createReadStream('', { fd: this.file, start: 0, autoClose: false, highWaterMark: 256 * 1024 });
  }

  close(): void {
    closeSync(this.file);
  }
}
