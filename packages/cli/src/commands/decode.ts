import { decode, visibleLines } from '@samlscope/core';
import type { KeyArguments } from '../arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';
import { readPrivateKeys } from '../private-keys.ts';

/**
 * Prints the XML of each input and nothing else: byte for byte what was captured, so that other tools can verify it.
 * With a private key, what is encrypted is put in its place. Only on a terminal are control characters written out, and a last line end added.
 */
export async function runDecode(
  {
    files,
    pretty,
    keys,
  }: { readonly files: readonly string[]; readonly pretty: boolean; readonly keys?: KeyArguments },
  io: Io,
): Promise<ExitCode> {
  const privateKeys = await readPrivateKeys(keys, io);
  let endsLine = true;
  for (const path of files.length === 0 ? ['-'] : files) {
    const { name, bytes } = await readInput(path, io);
    for (const { xml } of decode(bytes, { name, pretty, privateKeys })) {
      if (!endsLine) io.stdout.write('\n');
      io.stdout.write(io.stdout.isTTY ? visibleLines(xml) : xml);
      endsLine = xml.endsWith('\n');
    }
  }
  if (io.stdout.isTTY && !endsLine) io.stdout.write('\n');
  return exitCode.nothing;
}
