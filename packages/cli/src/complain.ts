import { SamlscopeError, visible } from '@samlscope/core';
import type { Io } from './io.ts';

/** Tells an error on standard error: one line, then what more there is to say. Never a stack trace. */
export function complain(error: Error, io: Pick<Io, 'stderr'>): void {
  const details = error instanceof SamlscopeError ? error.details : [];
  io.stderr.write(
    [`samlscope: ${visible(error.message)}`, ...details.map((line) => `  ${visible(line)}`), ''].join('\n'),
  );
}
