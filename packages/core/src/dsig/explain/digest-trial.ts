import { digest, digestOfPieces, type HashName, hashLength } from '../../base/crypto.ts';
import { type Canonicalization, canonicalize } from '../../xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../../xml/document.ts';
import { isWithin } from '../../xml/navigate.ts';
import type { ReferenceParts } from '../read.ts';
import { withParameters } from '../transforms.ts';
import { type Change, rewrite } from './rewrite.ts';
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
    return change
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
    return this.matches(this.form(change, how));
  }

  /** As {@link matches}, for octets in pieces. */
  piecesMatch(pieces: readonly Uint8Array[]): boolean {
    this.spending.spend(pieces.reduce((sum, { length }) => sum + length, 0));
    return digestOfPieces(this.hash, pieces) === this.written;
  }

  /** The canonical form of the target with its values marked, made once. */
  get sketch(): Sketch | undefined {
    this.sketched ??= { of: sketch((change) => this.form(change)) };
    return this.sketched.of;
  }
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
