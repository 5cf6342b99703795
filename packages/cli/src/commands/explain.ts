import { type CheckDescription, catalogue, renderCheck, SamlscopeError } from '@samlscope/core';
import type { Format, When } from '../arguments.ts';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { didYouMean } from '../suggestion.ts';

/** Prints the page of one check. */
export function runExplain(
  { check, format, color }: { readonly check: string; readonly format: Format; readonly color: When },
  io: Io,
): ExitCode {
  const described = find(check);
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify(described, null, 2)}\n`
      : renderCheck(described, { color: wantsColor(color, io), width: widthOf(io) }),
  );
  return exitCode.nothing;
}

/** The check of this id, or the only one whose fault is called so. */
function find(id: string): CheckDescription {
  const exact = catalogue.find((check) => check.id === id);
  if (exact) return exact;
  const sameFault = catalogue.filter((check) => check.id.endsWith(`/${id}`));
  if (sameFault.length === 1 && sameFault[0]) return sameFault[0];
  const ids = catalogue.map((check) => check.id);
  const alike = ids.filter((known) => known.includes(id.toLowerCase()));
  throw new SamlscopeError(
    'usage',
    `There is no check "${id}".${didYouMean(id, ids)}`,
    alike.length > 0 ? ['These come near:', ...alike] : ['samlscope checks lists them all.'],
  );
}
