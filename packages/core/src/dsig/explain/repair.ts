import type { Canonicalization } from '../../xml/c14n.ts';
import type { XmlElement, XmlNode } from '../../xml/document.ts';
import type { DigestTrial } from './digest-trial.ts';
import type { Cause, ExplanationRemedy, Found } from './explanation.ts';
import { sentence } from './naming.ts';
import { both, type Change } from './rewrite.ts';

/** One way to undo a change that went through all of what was signed. */
export interface Way {
  readonly change: Change;
  /** Another canonicalisation than the reference names. */
  readonly how?: Canonicalization;
  /** What happened, in one sentence. */
  readonly says: string;
  /** How it is undone, to begin a sentence: `without the white space between the elements`. */
  readonly undone: string;
  readonly at?: XmlNode;
  readonly remedy: ExplanationRemedy;
}

/** A kind of change that goes through all of what was signed. `ways` is empty where there is no trace of it. */
export interface Repair<Trial extends Repairable = DigestTrial> {
  readonly id: string;
  ways(trial: Trial): Iterable<Way>;
}

/** What repairs can be tried on: what a reference leads to, or SignedInfo. */
export interface Repairable {
  /** The element that was canonicalised. */
  readonly target: XmlElement;
  readonly how: Canonicalization;
  /** The elements of its canonical form, in document order. */
  elements(): Iterable<XmlElement>;
  /** Whether it matches with a change made. */
  changed(change: Change, how?: Canonicalization): boolean;
  /** What {@link changed} found last, to end a sentence: `the sha256 digest … is exactly the one written`. */
  readonly conclusion: string;
}

/** A repair as a cause: the first way that makes it match. */
export function causeOf<Trial extends Repairable>({ id, ways }: Repair<Trial>): Cause<Trial> {
  return {
    id,
    find(trial) {
      for (const way of ways(trial)) if (trial.changed(way.change, way.how)) return foundBy(trial, [way]);
      return undefined;
    },
  };
}

/** Two repairs at once, each by its first few ways: what reads and writes XML anew changes several things. */
export function pairsOf<Trial extends Repairable>(repairs: readonly Repair<Trial>[]): Cause<Trial> {
  return {
    id: 'several-changes',
    find(trial) {
      const ways = repairs.map((repair) => firstOf(repair.ways(trial), WAYS));
      for (const [i, first] of ways.entries()) {
        for (const second of ways.slice(i + 1)) {
          const found = pairOf(trial, first, second);
          if (found) return found;
        }
      }
      return undefined;
    },
  };
}

/** Ways of each repair that are tried together with those of another. */
const WAYS = 6;

function pairOf(trial: Repairable, first: readonly Way[], second: readonly Way[]): Found | undefined {
  for (const one of first) {
    for (const other of second) {
      if (one.how && other.how) continue;
      if (trial.changed(both(one.change, other.change), one.how ?? other.how)) {
        return foundBy(trial, [one, other]);
      }
    }
  }
  return undefined;
}

function foundBy({ conclusion }: Repairable, ways: readonly Way[]): Found {
  const undone = ways.map((way) => way.undone).join(', and ');
  const at = ways.find((way) => way.at)?.at;
  const [first] = ways as [Way];
  return {
    says: ways.map(({ says }) => says).join(' '),
    proof: `${sentence(undone)}, ${conclusion}.`,
    ...(at && { at }),
    remedy: first.remedy,
  };
}

function firstOf<T>(items: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length === most) break;
    first.push(item);
  }
  return first;
}
