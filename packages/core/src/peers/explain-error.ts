import { SamlscopeError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import { type EntraError, entraErrorOf } from '../vendors/entra-errors.ts';
import { entraChecks } from './entra-checks.ts';
import { normalise } from './normalise.ts';
import { findPattern, type Pattern, readPattern } from './pattern.ts';
import type { Peer, Refusal } from './peer.ts';
import { peers } from './peers.ts';
import { WordIndex } from './similar.ts';

/** What a pasted error message says. */
export interface ErrorExplanation {
  /**
   * - `known`: the text of a product, or a code of Microsoft Entra ID, stands in it.
   * - `alike`: no known text does, but some use the same words. They are guesses.
   * - `unknown`: neither.
   */
  readonly kind: 'known' | 'alike' | 'unknown';
  /** The texts found, that which says most first; of `alike` the nearest, best first. */
  readonly texts: readonly KnownText[];
  /** Codes of Microsoft Entra ID, each once, in their order. */
  readonly codes: readonly ErrorCode[];
  /** What identifies the very event to whoever has the logs: `Correlation ID`, `Request ID`, `Trace ID`, `Timestamp`. */
  readonly identifiers: readonly { readonly name: string; readonly value: string }[];
}

/** A text that a product is known to print. */
export interface KnownText {
  /** Every product that prints it. */
  readonly products: readonly string[];
  /** As the product prints it, with `{issuer}` and the like for values. */
  readonly says: string;
  /** The values that stood in the pasted text. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
  /** Checks that find the reason in the message itself, the likeliest first. */
  readonly checks: readonly string[];
  readonly means?: string;
  readonly note?: string;
  readonly source: string;
  /** ISO date of the day the source was read. */
  readonly checkedOn: string;
  readonly unverified?: true;
  /** For `alike`: from 0 to 1, how much of the words is the same. */
  readonly similarity?: number;
}

/** An error code of Microsoft Entra ID. */
export interface ErrorCode {
  /** `AADSTS50011`. */
  readonly code: string;
  /** One clause; absent where the code is not known here. */
  readonly means?: string;
  readonly remedy?: { readonly end: EntraError['end']; readonly do: string };
  readonly checks: readonly string[];
}

interface Entry {
  readonly peer: Peer;
  readonly refusal: Refusal;
  readonly pattern: Pattern;
}

/** Shortest text that may be looked for in a long one: shorter ones say too little. */
const LEAST_WEIGHT = 8;
const ALIKE = { least: 0.45, most: 5, lines: 200, units: 2000 } as const;

let known: { readonly entries: readonly Entry[]; readonly words: WordIndex } | undefined;

/**
 * Says what an error message of a SAML product means: an exception, a line of a log, a whole error page.
 *
 * Nothing is guessed in silence: texts that are merely alike are told as such.
 *
 * @throws SamlscopeError `limit` where the text is longer than the limit `errorTextUnits`
 */
export function explainError(text: string): ErrorExplanation {
  if (text.length > limits.errorTextUnits) {
    throw new SamlscopeError(
      'limit',
      `The text is longer than ${limits.errorTextUnits} characters, the most that is read. Paste the error alone.`,
    );
  }
  const codes = codesIn(text);
  const identifiers = identifiersIn(text);
  const texts = textsIn(text);
  if (texts.length > 0 || codes.length > 0) return { kind: 'known', texts, codes, identifiers };
  const alike = textsLike(text);
  return { kind: alike.length > 0 ? 'alike' : 'unknown', texts: alike, codes, identifiers };
}

function knownTexts(): NonNullable<typeof known> {
  if (!known) {
    const entries = peers.flatMap((peer) =>
      peer.refusals.map((refusal) => ({ peer, refusal, pattern: readPattern(refusal.says) })),
    );
    known = { entries, words: new WordIndex(entries.map(({ refusal }) => refusal.says)) };
  }
  return known;
}

/** The known texts that stand in the pasted one, without those that are only part of a longer one. */
function textsIn(text: string): KnownText[] {
  const normalised = normalise(text);
  const found = knownTexts().entries.flatMap((entry) => {
    const match = entry.pattern.weight >= LEAST_WEIGHT ? findPattern(normalised, entry.pattern) : undefined;
    return match ? [{ entry, match }] : [];
  });
  found.sort((a, b) => b.entry.pattern.weight - a.entry.pattern.weight);
  const kept: typeof found = [];
  for (const one of found) {
    const within = kept.some(
      ({ entry, match }) =>
        match.start <= one.match.start &&
        one.match.end <= match.end &&
        entry.pattern.weight > one.entry.pattern.weight,
    );
    if (!within) kept.push(one);
  }
  return merged(kept.map(({ entry, match }) => told(entry, { values: match.values })));
}

function textsLike(text: string): KnownText[] {
  const { entries, words } = knownTexts();
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const best = new Map<number, number>();
  for (const line of [...lines.slice(0, ALIKE.lines), lines.slice(0, ALIKE.lines).join(' ')]) {
    for (const { index, score } of words.nearest(line.slice(0, ALIKE.units), ALIKE.least, ALIKE.most)) {
      best.set(index, Math.max(score, best.get(index) ?? 0));
    }
  }
  const nearest = [...best].sort(([, a], [, b]) => b - a);
  return merged(
    nearest.flatMap(([index, score]) => {
      const entry = entries[index];
      return entry ? [told(entry, { values: [], similarity: Math.round(score * 100) / 100 })] : [];
    }),
  ).slice(0, ALIKE.most);
}

function told({ peer, refusal }: Entry, found: Pick<KnownText, 'values' | 'similarity'>): KnownText {
  const { says, checks, means, note, source, unverified } = refusal;
  return {
    products: [peer.name],
    says,
    values: found.values,
    checks: [...new Set(checks)],
    ...(means !== undefined && { means }),
    ...(note !== undefined && { note }),
    source: source ?? peer.source,
    checkedOn: peer.checkedOn,
    ...(unverified && { unverified }),
    ...(found.similarity !== undefined && { similarity: found.similarity }),
  };
}

/** One entry for each text, with every product that prints it. */
function merged(texts: readonly KnownText[]): KnownText[] {
  const byText = new Map<string, KnownText>();
  for (const one of texts) {
    const before = byText.get(one.says);
    byText.set(
      one.says,
      before ? { ...before, products: [...new Set([...before.products, ...one.products])] } : one,
    );
  }
  return [...byText.values()];
}

function codesIn(text: string): ErrorCode[] {
  const written = new Set([...text.matchAll(/\bAADSTS(\d{4,8})\b/gi)].map(([, digits]) => Number(digits)));
  return [...written].map((code) => {
    const error = entraErrorOf(code);
    return {
      code: `AADSTS${code}`,
      ...(error && { means: error.means, remedy: { end: error.end, do: error.remedy } }),
      checks: entraChecks.get(code) ?? [],
    };
  });
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** What support asks for, by the names under which pages and logs give it. */
const IDENTIFIERS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'Correlation ID', pattern: new RegExp(`\\bcorrelation[ _-]?id["']? ?[:=]? ?["']?(${ID})`, 'i') },
  { name: 'Trace ID', pattern: new RegExp(`\\btrace[ _-]?id["']? ?[:=]? ?["']?(${ID})`, 'i') },
  { name: 'Request ID', pattern: new RegExp(`\\brequest[ _-]?id["']? ?[:=]? ?["']?(${ID})`, 'i') },
  { name: 'Activity ID', pattern: new RegExp(`\\bactivity[ _-]?id["']? ?[:=]? ?["']?(${ID})`, 'i') },
  {
    name: 'Timestamp',
    pattern: /\btimestamp["']? ?[:=]? ?["']?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?)/i,
  },
];

function identifiersIn(text: string): { name: string; value: string }[] {
  const spaced = text.replace(/\s+/g, ' ');
  return IDENTIFIERS.flatMap(({ name, pattern }) => {
    const value = pattern.exec(spaced)?.[1];
    return value === undefined ? [] : [{ name, value }];
  });
}
