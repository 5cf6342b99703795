import {
  type DigestedBeginning,
  digest,
  digestedBeginning,
  digestOfPieces,
  type HashName,
  hashLength,
} from '../../base/crypto.ts';
import { type Canonicalization, canonicalize } from '../../xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../../xml/document.ts';
import { isWithin } from '../../xml/navigate.ts';
import type { ReferenceParts } from '../read.ts';
import { withParameters } from '../transforms.ts';
import type { Way } from './repair.ts';
import { both, type Change, rewrite } from './rewrite.ts';
import { type Sketch, sketch } from './sketch.ts';
import type { Spending } from './spending.ts';

/** What is known beside the message, for the search. */
export interface Beside {
  /** Values that the message might have held: entityIDs, URLs, IDs of requests. */
  readonly values: readonly string[];
}

/** A reference whose digest does not match, and the means to try what would. */
export class DigestTrial {
  readonly document: XmlDocument;
  readonly signature: XmlElement;
  readonly reference: ReferenceParts;
  /** The element that the reference leads to. */
  readonly target: XmlElement;
  /** How it is canonicalised. */
  readonly how: Canonicalization;
  /** The signature, where enveloped-signature leaves it out of the target. */
  readonly omitted: XmlElement | undefined;
  readonly hash: HashName;
  /** DigestValue without white space. */
  readonly written: string;
  readonly beside: Beside;
  private readonly spending: Spending;
  private sketched: { readonly of: Sketch | undefined } | undefined;
  private lastSketched: { readonly way: Way; readonly of: Sketch | undefined } | undefined;

  constructor(
    found: Pick<
      DigestTrial,
      'document' | 'signature' | 'reference' | 'target' | 'hash' | 'written' | 'beside'
    >,
    { how, enveloped }: UsualTransforms,
    spending: Spending,
  ) {
    this.document = found.document;
    this.signature = found.signature;
    this.reference = found.reference;
    this.target = found.target;
    this.hash = found.hash;
    this.written = found.written;
    this.beside = found.beside;
    this.how = how;
    this.omitted = enveloped && isWithin(found.signature, found.target) ? found.signature : undefined;
    this.spending = spending;
  }

  get conclusion(): string {
    return `the ${this.hash} digest of the ${this.target.localName} is exactly the one written`;
  }

  /** Whether DigestValue has the length that the digest algorithm yields: if not, nothing at all can match. */
  get canMatch(): boolean {
    return this.written.length === 4 * Math.ceil(hashLength[this.hash] / 3);
  }

  /** The elements that are digested: the target and all in it, without what the transforms leave out. */
  *elements(): Generator<XmlElement, void, undefined> {
    const pending: XmlElement[] = [this.target];
    for (let element = pending.pop(); element; element = pending.pop()) {
      yield element;
      for (let i = element.children.length - 1; i >= 0; i--) {
        const child = element.children[i];
        if (child?.type === 'element' && child !== this.omitted) pending.push(child);
      }
    }
  }

  /** The canonical form of the target with a change made. */
  form(change?: Change, how: Canonicalization = this.how, target: XmlElement = this.target): string {
    const { omitted, spending } = this;
    // Once to copy, once to write.
    spending.spend(2 * (target.end - target.start));
    return change && Object.keys(change).length > 0
      ? canonicalize(rewrite(target, change, omitted), how, undefined, spending.rest)
      : canonicalize(target, how, omitted, spending.rest);
  }

  /** Whether octets have the digest that was written. */
  matches(octets: string | Uint8Array): boolean {
    this.spending.spend(octets.length);
    return digest(this.hash, octets)?.base64 === this.written;
  }

  /** Whether the target with a change made has the digest that was written. */
  changed(change: Change, how?: Canonicalization): boolean {
    const pieces = how === undefined && isOfValues(change) ? this.sketch?.withValues(change) : undefined;
    return pieces ? this.piecesMatch(pieces) : this.matches(this.form(change, how));
  }

  /** As {@link changed}, for a change on top of another. Many on top of the same one cost little. */
  changedToo(first: Way, second: Way, times: number): boolean {
    if (times >= WORTH_SKETCHING && second.how === undefined && isOfValues(second.change)) {
      const pieces = this.sketchWith(first)?.withValues(second.change);
      if (pieces) return this.piecesMatch(pieces);
    }
    return this.matches(this.form(both(first.change, second.change), first.how ?? second.how));
  }

  /** As {@link matches}, for octets in pieces. */
  piecesMatch(pieces: readonly Uint8Array[]): boolean {
    this.spending.spend(pieces.reduce((sum, { length }) => sum + length, 0));
    return digestOfPieces(this.hash, pieces) === this.written;
  }

  /** Goes through the octets of the sketch from the beginning to the end. */
  walk(): Walk | undefined {
    const { sketch: sketched, hash } = this;
    const beginning = sketched && digestedBeginning(hash);
    return beginning && new Walk(sketched.octets, beginning, this.written, this.spending);
  }

  /** The canonical form of the target with its parts marked, made once. */
  get sketch(): Sketch | undefined {
    this.sketched ??= { of: sketch((change) => this.form(change)) };
    return this.sketched.of;
  }

  /** The same with a change made. The last one is kept. */
  private sketchWith(way: Way): Sketch | undefined {
    if (this.lastSketched?.way !== way) {
      const of = sketch((marks) => this.form(both(way.change, marks), way.how));
      this.lastSketched = { way, of };
    }
    return this.lastSketched.of;
  }
}

/** A sketch costs as much as three canonical forms. */
const WORTH_SKETCHING = 4;

/**
 * A walk through octets that tries, at one place after another, what else may have followed from there. What lies
 * behind is digested once for all places.
 */
export class Walk {
  private at = 0;
  private readonly octets: Uint8Array;
  private readonly beginning: DigestedBeginning;
  private readonly written: string;
  private readonly spending: Spending;

  constructor(octets: Uint8Array, beginning: DigestedBeginning, written: string, spending: Spending) {
    this.octets = octets;
    this.beginning = beginning;
    this.written = written;
    this.spending = spending;
  }

  /**
   * Whether the digest that was written is that of the octets up to one place, then `instead`, then the octets from
   * another place on.
   *
   * @param from never before that of the last call
   */
  matches(from: number, instead: Uint8Array | undefined, to: number): boolean {
    if (from > this.at) {
      this.spending.spend(from - this.at);
      this.beginning.extend(this.octets.subarray(this.at, from));
      this.at = from;
    }
    this.spending.spend(this.octets.length - to + (instead?.length ?? 0));
    const rest = this.octets.subarray(to);
    return this.beginning.followedBy(instead ? [instead, rest] : [rest]) === this.written;
  }
}

/** Whether a change is one of values alone, which a sketch has in their places. */
export function isOfValues(change: Change): boolean {
  const { children, declarations, prefix, around, attributesAdded } = change;
  return !children && !declarations && !prefix && !around && !attributesAdded;
}

/** The transforms that SAML allows, which is all that changes can be tried under. */
export interface UsualTransforms {
  readonly how: Canonicalization;
  readonly enveloped: boolean;
}

/** What the transforms come to; `undefined` where they are not the usual ones. */
export function usualTransforms({ transforms }: ReferenceParts): UsualTransforms | undefined {
  let how: Canonicalization | undefined;
  let enveloped = false;
  for (const { element, entry } of transforms) {
    const operation = entry?.operation;
    if (operation === 'enveloped-signature') enveloped = true;
    else if (typeof operation !== 'object' || how) return undefined;
    else {
      const parameters = withParameters(element, operation);
      if ('code' in parameters) return undefined;
      how = parameters;
    }
  }
  // Only an XPointer keeps comments in what a reference selects; see `references.ts`.
  return { how: { ...(how ?? { form: 'inclusive' }), withComments: false }, enveloped };
}
