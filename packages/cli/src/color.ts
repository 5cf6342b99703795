import type { When } from './arguments.ts';
import type { Io } from './io.ts';

/**
 * Whether to colour what goes to standard output. Under `auto` FORCE_COLOR decides before NO_COLOR, as it does in
 * Node, and both before the question whether anybody is watching.
 */
export function wantsColor(when: When, { env, stdout }: Pick<Io, 'env' | 'stdout'>): boolean {
  if (when !== 'auto') return when === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stdout.isTTY && env['TERM'] !== 'dumb';
}

/** Columns to write in: the terminal's, within reason for reading; 80 where there is none. */
export function widthOf({ stdout }: Pick<Io, 'stdout'>): number {
  if (!stdout.isTTY || stdout.columns === undefined) return 80;
  return Math.min(Math.max(stdout.columns, 40), 110);
}
