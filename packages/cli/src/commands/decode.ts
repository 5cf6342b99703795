import { decode, visibleLines } from '@samlscope/core';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';

/**
 * Prints the XML of each input and nothing else: byte for byte what was captured, so that other tools can verify it.
 * Only on a terminal are control characters written out, and a last line end added.
 */
export async function runDecode(
  { files, pretty }: { readonly files: readonly string[]; readonly pretty: boolean },
  io: Io,
): Promise<ExitCode> {
  let endsLine = true;
  for (const path of files.length === 0 ? ['-'] : files) {
    const { name, bytes } = await readInput(path, io);
    for (const { xml } of decode(bytes, { name, pretty })) {
      if (!endsLine) io.stdout.write('\n');
      io.stdout.write(io.stdout.isTTY ? visibleLines(xml) : xml);
      endsLine = xml.endsWith('\n');
    }
  }
  if (io.stdout.isTTY && !endsLine) io.stdout.write('\n');
  return exitCode.nothing;
}
