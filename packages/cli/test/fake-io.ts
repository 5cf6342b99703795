import type { Io } from '../src/io.ts';

/** What a fake run is given; whatever is left out is absent, empty or no terminal. */
export interface Given {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Those of the files that are pipes, whose size nobody knows. */
  readonly pipes?: readonly string[];
  readonly stdin?: string;
  readonly stdinIsTerminal?: boolean;
  readonly stdoutIsTerminal?: boolean;
  readonly stderrIsTerminal?: boolean;
  /** What the files are said to be large, in bytes; their own length without it. */
  readonly size?: number;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: number;
  /** What is typed when a secret is asked for; without it there is no terminal to ask. */
  readonly secret?: string;
}

/** The world outside the command, in memory. */
export class FakeIo implements Io {
  readonly stdin: Io['stdin'];
  readonly stdout: Io['stdout'];
  readonly stderr: Io['stderr'];
  readonly env: Io['env'];
  out = '';
  err = '';
  private readonly given: Given;

  constructor(given: Given = {}) {
    this.given = given;
    this.env = given.env ?? {};
    this.stdin = {
      isTTY: given.stdinIsTerminal === true,
      read: async () => Buffer.from(given.stdin ?? ''),
    };
    this.stdout = {
      isTTY: given.stdoutIsTerminal === true,
      ...(given.columns !== undefined && { columns: given.columns }),
      write: (text) => {
        this.out += text;
      },
    };
    this.stderr = {
      isTTY: given.stderrIsTerminal === true,
      write: (text) => {
        this.err += text;
      },
    };
  }

  async askSecret(question: string): Promise<string | undefined> {
    if (this.given.secret !== undefined) this.err += `${question}\n`;
    return this.given.secret;
  }

  now(): number {
    return this.given.now ?? Date.UTC(2026, 4, 1, 9);
  }

  readFile(path: string): Uint8Array {
    const content = this.given.files?.[path];
    if (content === undefined) throw Object.assign(new Error('absent'), { code: 'ENOENT' });
    return Buffer.from(content);
  }

  async *readChunks(path: string): AsyncGenerator<Uint8Array> {
    const bytes = path === '-' ? Buffer.from(this.given.stdin ?? '') : this.readFile(path);
    const step = Math.max(100, Math.ceil(bytes.length / 1000));
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }

  sizeOf(path: string): number | undefined {
    if (path === '-' || this.given.pipes?.includes(path)) return undefined;
    return this.given.size ?? this.readFile(path).length;
  }
}
