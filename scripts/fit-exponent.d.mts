export interface Timing {
  readonly rounds?: number;
  /** Milliseconds that one round lasts at least. */
  readonly roundMs?: number;
}

export interface Point {
  readonly size: number;
  /** Milliseconds. */
  readonly time: number;
}

export function median(values: readonly number[]): number;
export function timeOf(work: () => unknown, timing?: Timing): number;
export function fitExponent(points: readonly Point[]): number;
export function growthOf(
  sizes: readonly number[],
  prepare: (size: number) => () => unknown,
  timing?: Timing,
): { readonly exponent: number; readonly points: readonly Point[] };
