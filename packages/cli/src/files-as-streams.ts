import { type AggregateOptions, type AggregateReport, inspectAggregate } from '@samlscope/core/metadata';
import { readableName, UnreadableFile, unreadable } from './files.ts';
import type { Io } from './io.ts';
import { keepMemoryLow } from './keep-memory-low.ts';

/**
 * Reads a metadata file in one pass, with progress told on a terminal.
 *
 * @param chunks its bytes, where somebody began to read them already
 */
export async function readMetadataFile(
  path: string,
  options: Omit<AggregateOptions, 'name' | 'onProgress'>,
  io: Io,
  chunks: AsyncIterable<Uint8Array> = io.readChunks(path),
): Promise<AggregateReport> {
  keepMemoryLow();
  const name = readableName(path);
  const progress = progressOf(path, io);
  try {
    const report = await inspectAggregate(chunks, {
      ...options,
      name,
      onProgress: progress.tell,
    });
    const [problem] = report.problems;
    if (!report.root)
      throw new UnreadableFile(
        name,
        problem ? `line ${problem.at.line}: ${problem.message}` : 'it is empty.',
      );
    if (report.root.kind === 'other') {
      throw new UnreadableFile(name, `its root is <${report.root.name}>, which is no SAML metadata.`);
    }
    return report;
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    progress.end();
  }
}

/** Below this, a file is read before anybody could see a bar. */
const WORTH_TELLING = 20_000_000;
const WIDTH = 30;

function progressOf(
  path: string,
  io: Io,
): { readonly tell: (bytes: number) => void; readonly end: () => void } {
  const size = io.stderr.isTTY === true ? safeSize(path, io) : undefined;
  if (size === undefined || size < WORTH_TELLING) return { tell: () => undefined, end: () => undefined };
  let shown = -1;
  return {
    tell(bytes) {
      const percent = Math.floor((bytes * 100) / size);
      if (percent === shown) return;
      shown = percent;
      const filled = Math.floor((percent * WIDTH) / 100);
      io.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent} %`);
    },
    end() {
      if (shown >= 0) io.stderr.write(`\r${' '.repeat(WIDTH + 8)}\r`);
    },
  };
}

function safeSize(path: string, io: Io): number | undefined {
  try {
    return io.sizeOf(path);
  } catch {
    return undefined;
  }
}
