import { SamlscopeError, VERSION, visible } from '@samlscope/core';
import { type Command, readArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCode, exitCodeOf } from './exit-code.ts';
import { UnreadableFile } from './files.ts';
import type { Io } from './io.ts';
import { namesAddress } from './network/addresses.ts';
import { commandNames } from './options.ts';
import { nearest } from './suggestion.ts';

/** Runs a command line from beginning to end. Never throws; what went wrong is told on standard error. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const command = readArguments(args);
    if (waitsForTyping(command, io)) {
      io.stderr.write((await import('./help.ts')).shortUsage);
      return exitCode.usage;
    }
    if (namesAddress(command)) {
      const { runWithFetched } = await import('./network/run-with-fetched.ts');
      return await runWithFetched(command, io, runCommand);
    }
    return await runCommand(command, io);
  } catch (error) {
    if (error instanceof SamlscopeError || error instanceof UnreadableFile) {
      complain(error, io);
      return exitCodeOf(error);
    }
    return complainOfBug(error, io);
  }
}

async function runCommand(command: Command, io: Io): Promise<ExitCode> {
  switch (command.name) {
    case 'inspect': {
      requireNoMisspeltCommand(command.files, io);
      return (await import('./commands/inspect.ts')).runInspect(command, io);
    }
    case 'decode':
      return (await import('./commands/decode.ts')).runDecode(command, io);
    case 'query':
      return (await import('./commands/query.ts')).runQuery(command, io);
    case 'explain':
      return (await import('./commands/explain.ts')).runExplain(command, io);
    case 'checks':
      return (await import('./commands/checks.ts')).runChecksCommand(command, io);
    case 'aws':
      return (await import('./commands/aws.ts')).runAws(command, io);
    case 'metadata':
      return (await import('./commands/metadata.ts')).runMetadata(command, io);
    case 'help':
      io.stdout.write((await import('./help.ts')).fullHelp());
      return exitCode.nothing;
    case 'version':
      io.stdout.write(`${VERSION}\n`);
      return exitCode.nothing;
  }
}

/** Whether the input would have to be typed, which nobody means to do. */
function waitsForTyping(command: Command, io: Io): boolean {
  return 'files' in command && command.files.length === 0 && io.stdin.isTTY;
}

/** A first word that is no file and nearly a command is a command misspelt. */
function requireNoMisspeltCommand([first]: readonly string[], io: Io): void {
  if (first === undefined || !/^[a-z]+$/i.test(first)) return;
  const meant = nearest(first, commandNames);
  if (meant === undefined) return;
  try {
    io.readFile(first, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
    throw new SamlscopeError('usage', `There is no command or file "${first}". Did you mean "${meant}"?`);
  }
}

function complainOfBug(error: unknown, io: Io): ExitCode {
  const says = error instanceof Error ? error.message : String(error);
  io.stderr.write(`samlscope: internal error: ${visible(says)}. Please report it.\n`);
  if (io.env['SAMLSCOPE_DEBUG'] === '1' && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return exitCode.unreadable;
}
