import type { XmlNode } from '../../xml/document.ts';

/**
 * Why something of a signature does not match: one change, proven by computation. What cannot be proven is not told.
 */
export interface Explanation {
  /** What kind of change it was: `pretty-printed`. Stable, for programs. */
  readonly cause: string;
  /** Whether it is about the digest of what a reference leads to, or about SignatureValue. */
  readonly of: 'digest' | 'value';
  /** What happened, in one sentence. */
  readonly says: string;
  /** What was computed and matches, in one sentence. */
  readonly proof: string;
  /** The very place, where there is one. */
  readonly at?: XmlNode;
  readonly remedy: ExplanationRemedy;
}

/** What to do, and at which end; `you` is whoever handles the message in between or inspects it. */
export interface ExplanationRemedy {
  readonly end: 'identity provider' | 'service provider' | 'you';
  readonly do: string;
}

/** What a cause found: all of an explanation but its name. */
export type Found = Omit<Explanation, 'cause' | 'of'>;

/**
 * One kind of change that makes signatures fail. `find` undoes it in the thing at hand, and answers only where that
 * made it match.
 */
export interface Cause<Trial> {
  readonly id: string;
  /** @throws Spent, CanonicalFormTooLong where the search reached its limit. */
  find(trial: Trial): Found | undefined;
}

/** The remedy for a change on the way. */
export function onTheWay(what: string): ExplanationRemedy {
  return { end: 'you', do: what };
}

/** The remedy for what the signer itself does wrong. */
export function atTheSigner(what: string): ExplanationRemedy {
  return { end: 'identity provider', do: what };
}
