/** How long one address may take. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly ms: number;
  /** To be called when the work is done, or the process would wait for the end of the time. */
  release(): void;
}

/** Begins a time that ends with an abort. */
export function deadlineIn(ms: number): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, ms, release: () => clearTimeout(timer) };
}

/** A time as options write it: `10s`. */
export function describeTime(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
