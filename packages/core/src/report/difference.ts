/** Where two texts part: both equal before `start`, and after `expectedEnd` and `actualEnd`. UTF-16 offsets. */
export interface Difference {
  readonly start: number;
  readonly expectedEnd: number;
  readonly actualEnd: number;
}

/**
 * The part in which two texts differ, or `undefined` where they are equal or so unlike that marking it would tell
 * nothing: less than half of the longer one in common.
 */
export function difference(expected: string, actual: string): Difference | undefined {
  if (expected === actual) return undefined;
  const shorter = Math.min(expected.length, actual.length);
  let start = 0;
  while (start < shorter && expected.charCodeAt(start) === actual.charCodeAt(start)) start++;
  if (isLowSurrogate(expected, start) || isLowSurrogate(actual, start)) start--;
  let same = 0;
  while (
    same < shorter - start &&
    expected.charCodeAt(expected.length - 1 - same) === actual.charCodeAt(actual.length - 1 - same)
  ) {
    same++;
  }
  if (isLowSurrogate(expected, expected.length - same) || isLowSurrogate(actual, actual.length - same))
    same--;
  if ((start + same) * 2 < Math.max(expected.length, actual.length)) return undefined;
  return { start, expectedEnd: expected.length - same, actualEnd: actual.length - same };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
