import {
  type CheckDescription,
  catalogue,
  explainError,
  renderCheck,
  renderError,
  SamlscopeError,
  visibleJson,
} from '@samlscope/core';
import type { Format, When } from '../arguments.ts';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';
import { didYouMean } from '../suggestion.ts';

interface ExplainCommand {
  readonly subject: string;
  readonly format: Format;
  readonly color: When;
}

/** Prints the page of one check, or what an error message means. */
export async function runExplain(command: ExplainCommand, io: Io): Promise<ExitCode> {
  const { subject } = command;
  if (subject === '-') {
    const { bytes } = await readInput('-', io);
    return tellError(new TextDecoder().decode(bytes), command, io);
  }
  const check = find(subject);
  if (check) return tellCheck(check, command, io);
  if (looksLikeId(subject) && explainError(subject).kind !== 'known') throw noSuchCheck(subject);
  return tellError(subject, command, io);
}

function tellCheck(check: CheckDescription, command: ExplainCommand, io: Io): ExitCode {
  io.stdout.write(command.format === 'json' ? visibleJson(check) : renderCheck(check, drawing(command, io)));
  return exitCode.nothing;
}

function tellError(text: string, command: ExplainCommand, io: Io): ExitCode {
  const explanation = explainError(text);
  io.stdout.write(
    command.format === 'json' ? visibleJson(explanation) : renderError(explanation, drawing(command, io)),
  );
  return explanation.kind === 'unknown' ? exitCode.findings : exitCode.nothing;
}

function drawing({ color }: ExplainCommand, io: Io): { color: boolean; width: number } {
  return { color: wantsColor(color, io), width: widthOf(io) };
}

/** One word in lower case, with a slash or a hyphen in it at most: what nobody prints for an error. */
function looksLikeId(subject: string): boolean {
  return /^[a-z0-9-]+(?:\/[a-z0-9-]*)?$/.test(subject);
}

/** The check of this id, or the only one whose fault is called so. */
function find(id: string): CheckDescription | undefined {
  const exact = catalogue.find((check) => check.id === id);
  if (exact) return exact;
  const sameFault = catalogue.filter((check) => check.id.endsWith(`/${id}`));
  return sameFault.length === 1 ? sameFault[0] : undefined;
}

function noSuchCheck(id: string): SamlscopeError {
  const ids = catalogue.map((check) => check.id);
  const alike = ids.filter((known) => known.includes(id));
  return new SamlscopeError(
    'usage',
    `There is no check "${id}".${didYouMean(id, ids)}`,
    alike.length > 0
      ? ['These come near:', ...alike]
      : ['samlscope checks lists them all. For an error message, paste all of it, in quotes.'],
  );
}
