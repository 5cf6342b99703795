import { SamlscopeError } from '@samlscope/core';

/** What the command says to the shell. Where several files disagree, the highest number wins. */
export const exitCode = {
  /** Nothing found at or above the threshold. */
  nothing: 0,
  /** Findings at or above the threshold; for `query`, nothing selected. */
  findings: 1,
  /** The command line is wrong. */
  usage: 2,
  /** An input could not be read. */
  unreadable: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit code of an error that stops the command. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof SamlscopeError && error.code === 'usage' ? exitCode.usage : exitCode.unreadable;
}
