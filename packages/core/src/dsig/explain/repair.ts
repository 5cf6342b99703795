import type { Canonicalization } from '../../xml/c14n.ts';
import type { XmlElement, XmlNode } from '../../xml/document.ts';
import { type DigestTrial, isOfValues } from './digest-trial.ts';
import type { Cause, ExplanationRemedy, Found } from './explanation.ts';
import { sentence } from './naming.ts';
import type { Change } from './rewrite.ts';

/** One way to undo a change that went through all of what was signed. */
export interface Way {
  readonly change: Change;
  /** Another canonicalisation than the reference names. */
  readonly how?: Canonicalization;
  /** What SignatureMethod names once this is undone, where that is another algorithm. */
  readonly signatureMethod?: string;
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
  /** Whether it matches with a change made that makes a difference. */
  changed(change: Change, how?: Canonicalization): boolean;
  /**
   * Whether it matches with two changes made, one after the other.
   *
   * @param times how many others of values alone are tried on top of the first
   */
  changedToo(first: Way, second: Way, times: number): boolean;
  /** What {@link changed} found last, to end a sentence: `the sha256 digest … is exactly the one written`. */
  readonly conclusion: string;
  /** What else is the matter with what {@link changed} found last, as sentences; empty where nothing is. */
  besides?(signatureMethod?: string): string;
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
      const ways = repairs.flatMap((repair, of) =>
        firstOf(repair.ways(trial), WAYS).map((way) => ({ way, of })),
      );
      // What changes values alone is cheap on top of anything else, so it always comes second.
      const shaping = ways.filter(({ way }) => way.how !== undefined || !isOfValues(way.change));
      const rewording = ways.filter((one) => !shaping.includes(one));
      for (const first of ways) {
        const others = shaping.includes(first) ? [...rewording, ...shaping] : rewording;
        for (const second of others) {
          const twice = shaping.includes(first) === shaping.includes(second);
          if (first.of === second.of || (twice && first.of > second.of)) continue;
          if (first.way.how && second.way.how) continue;
          if (!trial.changedToo(first.way, second.way, rewording.length)) continue;
          return foundBy(trial, first.of < second.of ? [first.way, second.way] : [second.way, first.way]);
        }
      }
      return undefined;
    },
  };
}

/** Ways of each repair that are tried together with those of another. */
const WAYS = 4;

function foundBy(trial: Repairable, ways: readonly Way[]): Found {
  const undone = ways.map((way) => way.undone).join(', and ');
  const at = ways.find((way) => way.at)?.at;
  const [first] = ways as [Way];
  const besides = trial.besides?.(ways.find((way) => way.signatureMethod)?.signatureMethod) ?? '';
  return {
    says: ways.map(({ says }) => says).join(' ') + besides,
    proof: `${sentence(undone)}, ${trial.conclusion}.`,
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
