import { encodeUtf8 } from '../base/bytes.ts';

const SIZE = 128 * 1024;
/** From here on, bytes are handed on as they stand rather than copied. */
const LARGE = 32 * 1024;
/** Up to here, a loop copies faster than the platform is called. */
const SMALL = 32;

/** Gathers bytes into pieces that are worth a call, and hands them to a digest. */
export class ByteWriter {
  private readonly buffer = new Uint8Array(SIZE);
  private length = 0;
  private readonly write: (bytes: Uint8Array) => void;

  /** `write` must be done with the bytes when it returns: their memory is used again. */
  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  bytes(from: Uint8Array, start = 0, end = from.length): void {
    const size = end - start;
    if (size > LARGE) {
      this.flush();
      this.write(from.subarray(start, end));
      return;
    }
    if (this.length + size > SIZE) this.flush();
    const { buffer } = this;
    if (size <= SMALL) {
      let at = this.length;
      for (let i = start; i < end; i++) buffer[at++] = from[i] as number;
    } else buffer.set(from.subarray(start, end), this.length);
    this.length += size;
  }

  byte(byte: number): void {
    if (this.length === SIZE) this.flush();
    this.buffer[this.length++] = byte;
  }

  text(text: string): void {
    this.bytes(encodeUtf8(text));
  }

  flush(): void {
    if (this.length > 0) this.write(this.buffer.subarray(0, this.length));
    this.length = 0;
  }
}
