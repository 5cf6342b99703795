import { catalogue, renderCatalogue, visibleJson } from '@samlscope/core';
import type { Format, When } from '../arguments.ts';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** Lists every check. */
export function runChecksCommand(
  { format, color }: { readonly format: Format; readonly color: When },
  io: Io,
): ExitCode {
  io.stdout.write(
    format === 'json'
      ? visibleJson(catalogue)
      : renderCatalogue(catalogue, { color: wantsColor(color, io), width: widthOf(io) }),
  );
  return exitCode.nothing;
}
