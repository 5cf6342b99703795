import { type Normalised, normalise } from './normalise.ts';

/** A known text, ready to be looked for: what stands fast in it, and the names of the values between. */
export interface Pattern {
  /** In lower case; one more than there are values. The first and the last may be empty. */
  readonly parts: readonly string[];
  readonly values: readonly string[];
  /** Units that stand fast: how much a match says. */
  readonly weight: number;
}

/** Where a known text stands in a pasted one. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  /** What stood in place of each value. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Longest value between two parts of a text. */
const VALUE = 500;
/** Longest value at the end or the beginning of a text, where nothing says where it ends. */
const EDGE = 200;
/** Places of the first part that are tried. */
const STARTS = 32;
/** Where a value at an edge may end. */
const EDGE_STOPS = /[\s,;)\]]/;

/** Takes a known text apart at its `{values}`. */
export function readPattern(says: string): Pattern {
  const pieces = says.split(/\{([a-z][A-Za-z ]*)\}/);
  const parts = pieces.filter((_, i) => i % 2 === 0).map((piece) => foldPart(piece));
  // A mark after the last value may stand in the value as well, and says nothing.
  if (parts.length > 1 && /^\W$/.test(parts.at(-1) ?? '')) parts[parts.length - 1] = '';
  // A sentence is pasted without its full stop as often as with it.
  parts[parts.length - 1] = (parts.at(-1) ?? '').replace(/[^\s.]\.$/, (end) => end.slice(0, 1));
  return {
    parts,
    values: pieces.filter((_, i) => i % 2 === 1),
    weight: parts.reduce((sum, part) => sum + part.trim().length, 0),
  };
}

/** `normalise` takes away the space next to a value, which belongs to the text. */
function foldPart(piece: string): string {
  const { folded } = normalise(`<${piece}>`);
  return folded.slice(1, -1);
}

/**
 * Looks for a known text. Every part is searched for once from where the one before it ended, so that the cost grows with
 * the length of the text, whatever it holds.
 */
export function findPattern({ text, folded }: Normalised, pattern: Pattern): PatternMatch | undefined {
  const { parts } = pattern;
  const anchor = parts.findIndex((part) => part.trim() !== '');
  const first = parts[anchor];
  if (first === undefined) return undefined;
  let from = 0;
  for (let tried = 0; tried < STARTS; tried++) {
    const start = folded.indexOf(first, from);
    if (start < 0) return undefined;
    from = start + 1;
    const ends = partsFrom(folded, parts, anchor, start);
    if (ends && isWhole(folded, start, ends.at(-1)?.end ?? start, first)) {
      return { start, end: ends.at(-1)?.end ?? start, values: valuesBetween(text, pattern, anchor, ends) };
    }
  }
  return undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where each part from the anchor on stands; `undefined` where one does not follow in time. */
function partsFrom(
  folded: string,
  parts: readonly string[],
  anchor: number,
  start: number,
): Stretch[] | undefined {
  const found: Stretch[] = [{ start, end: start + (parts[anchor]?.length ?? 0) }];
  for (const part of parts.slice(anchor + 1)) {
    const after = found.at(-1)?.end ?? start;
    if (part.trim() === '') {
      found.push({ start: after, end: after });
      continue;
    }
    const at = folded.slice(after, after + VALUE + part.length).indexOf(part);
    if (at < 0) return undefined;
    found.push({ start: after + at, end: after + at + part.length });
  }
  return found;
}

/** A text that begins or ends in a word must not begin or end inside one. */
function isWhole(folded: string, start: number, end: number, first: string): boolean {
  const inside = (a: string | undefined, b: string | undefined) => isWord(a) && isWord(b);
  return !inside(folded[start - 1], first[0]) && !inside(folded[end - 1], folded[end]);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9_]/.test(character);
}

function valuesBetween(
  text: string,
  { parts, values }: Pattern,
  anchor: number,
  found: readonly Stretch[],
): { name: string; value: string }[] {
  return values.map((name, i) => {
    const before = found[i - anchor];
    const after = found[i + 1 - anchor];
    const last = parts[i + 1]?.trim() === '';
    if (i < anchor) return { name, value: wordBefore(text, found[0]?.start ?? 0) };
    if (last) return { name, value: wordAfter(text, before?.end ?? 0) };
    return { name, value: text.slice(before?.end ?? 0, after?.start ?? 0).trim() };
  });
}

function wordBefore(text: string, end: number): string {
  const words = text.slice(Math.max(0, end - EDGE), end).trim();
  return words.slice(words.lastIndexOf(' ') + 1);
}

/** The next word, or what stands between quotes. */
function wordAfter(text: string, start: number): string {
  const rest = text.slice(start, start + EDGE).trimStart();
  if (rest.startsWith("'")) {
    const close = rest.indexOf("'", 1);
    if (close > 0) return rest.slice(1, close);
  }
  const stop = rest.search(EDGE_STOPS);
  return (stop < 0 ? rest : rest.slice(0, stop)).replace(/[.:]$/, '');
}
