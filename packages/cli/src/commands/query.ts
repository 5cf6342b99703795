import { decode, visibleJson, visibleLines } from '@samlscope/core';
import type { QueryResult } from '@samlscope/core/query';
import type { Format } from '../arguments.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';

/** Prints what an XPath selects in each input: elements as written, anything else by its value. */
export async function runQuery(
  command: {
    readonly expression: string;
    readonly files: readonly string[];
    readonly format: Format;
    readonly quiet: boolean;
  },
  io: Io,
): Promise<ExitCode> {
  const { query } = await import('@samlscope/core/query');
  const paths = command.files.length === 0 ? ['-'] : command.files;
  const all: (QueryResult & { readonly file: string })[] = [];
  for (const path of paths) {
    const { name, bytes } = await readInput(path, io);
    for (const { xml } of decode(bytes, { name })) {
      all.push(...query(xml, command.expression).map((result) => ({ file: name, ...result })));
    }
  }
  if (command.format === 'json') io.stdout.write(visibleJson(all));
  else {
    for (const result of all) io.stdout.write(line(result, paths.length > 1, command.quiet, io));
  }
  return all.length === 0 ? exitCode.findings : exitCode.nothing;
}

function line(
  result: QueryResult & { readonly file: string },
  several: boolean,
  quiet: boolean,
  io: Io,
): string {
  const { kind, text, value, line, column, file } = result;
  const shown = kind === 'attribute' ? value : text;
  const place = quiet || line === undefined ? '' : `${line}:${column}  `;
  const name = quiet || !several ? '' : `${file}:`;
  const whole = `${name}${place}${shown}\n`;
  return io.stdout.isTTY ? visibleLines(whole) : whole;
}
