import {
  bytesOfBase64,
  digest,
  digestOctets,
  type HashName,
  type SignatureScheme,
  verifySignature,
} from '../../base/crypto.ts';
import type { KeyCandidate } from '../../x509/certificate.ts';
import { type Canonicalization, canonicalize } from '../../xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../../xml/document.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { signatureMethods } from '../algorithms.ts';
import type { ReferenceEvidence } from '../evidence.ts';
import type { SignatureParts } from '../read.ts';
import { fits } from '../value.ts';
import { nameOfKey } from './naming.ts';
import type { Way } from './repair.ts';
import { both, type Change, rewrite } from './rewrite.ts';
import { type RsaBlock, readRsaBlock } from './rsa-block.ts';
import type { Spending } from './spending.ts';

/** What an operation with a public key counts for, in characters canonicalised. */
const KEY_OPERATION = 20_000;

/** What a {@link ValueTrial} is made of. */
export type ValueParts = Pick<
  ValueTrial,
  | 'document'
  | 'signature'
  | 'target'
  | 'how'
  | 'parts'
  | 'references'
  | 'scheme'
  | 'text'
  | 'value'
  | 'expected'
  | 'others'
>;

/** A SignatureValue that does not match, and the means to try what would. */
export class ValueTrial {
  readonly document: XmlDocument;
  readonly signature: XmlElement;
  /** SignedInfo. */
  readonly target: XmlElement;
  readonly how: Canonicalization;
  readonly parts: SignatureParts;
  readonly references: readonly ReferenceEvidence[];
  readonly scheme: SignatureScheme;
  /** SignatureValue as written. */
  readonly text: string;
  /** Its octets; `undefined` where it is not base64. */
  readonly value: Uint8Array | undefined;
  /** Keys that were tried already, or would have been. */
  readonly expected: readonly KeyCandidate[];
  /** Further keys that are known. */
  readonly others: readonly KeyCandidate[];
  /** Under whose key it matched last. */
  private under: KeyCandidate | undefined;
  private asItStands: string | undefined;
  private readonly spending: Spending;
  private readonly blocks = new Map<KeyCandidate, RsaBlock | undefined>();

  constructor(found: ValueParts, spending: Spending) {
    this.document = found.document;
    this.signature = found.signature;
    this.target = found.target;
    this.how = found.how;
    this.parts = found.parts;
    this.references = found.references;
    this.scheme = found.scheme;
    this.text = found.text;
    this.value = found.value;
    this.expected = found.expected;
    this.others = found.others;
    this.spending = spending;
  }

  get conclusion(): string {
    const key = this.under ? nameOfKey(this.under) : 'a key that is known';
    return `SignatureValue verifies under ${key}`;
  }

  elements(): Iterable<XmlElement> {
    return elementsIn(this.target);
  }

  /** The canonical form of SignedInfo with a change made. */
  form(change?: Change, how: Canonicalization = this.how): string {
    const { target, spending } = this;
    spending.spend(2 * (target.end - target.start));
    return canonicalize(change ? rewrite(target, change) : target, how, undefined, spending.rest);
  }

  /**
   * Whether the value matches SignedInfo with a change made, under any key that is known. Never where the change makes
   * no difference: under another key, or with another hash, SignedInfo may match just as it stands.
   */
  changed(change: Change, how?: Canonicalization): boolean {
    const form = this.form(change, how);
    this.asItStands ??= this.form();
    return form !== this.asItStands && this.signerOf(form) !== undefined;
  }

  changedToo(first: Way, second: Way): boolean {
    return this.changed(both(first.change, second.change), first.how ?? second.how);
  }

  /**
   * What else is the matter with the signature that {@link signerOf} found last, as sentences to be put after others:
   * that another key made it than those expected, or another algorithm than the one named.
   *
   * @param named the URI in SignatureMethod, where a change made it another
   */
  besides(named?: string): string {
    const { under } = this;
    return under ? this.strange(under) + this.otherwiseMade(under, named) : '';
  }

  /** That a key may not sign for the issuer, as a sentence to be put after others; empty where it may. */
  strange({ key }: KeyCandidate): string {
    const known = this.expected.find((one) => one.key.spkiSha256 === key.spkiSha256);
    if (!known) return ' Besides, that key is none of those that may sign for this issuer.';
    return known.source === 'message' && this.expected.some(({ source }) => source !== 'message')
      ? ' Besides, only the message itself vouches for that key.'
      : '';
  }

  /** That an RSA value is made otherwise than is named, as {@link strange}. */
  otherwiseMade(candidate: KeyCandidate, uri?: string): string {
    const block = candidate.key.type === 'rsa' ? this.blockOf(candidate) : undefined;
    if (block?.kind !== 'digest') return '';
    const made = `rsa-${block.hash}`;
    const named = uri === undefined ? this.parts.signatureMethod?.use.name : signatureMethods.get(uri)?.name;
    return named === made ? '' : ` Besides, the value was made by ${made}, and not by ${named ?? uri}.`;
  }

  /** The key under which the value matches these octets, whichever hash SignatureMethod names; see {@link besides}. */
  signerOf(octets: string | Uint8Array): KeyCandidate | undefined {
    const { value, scheme } = this;
    const keys = [...this.expected, ...this.others];
    this.under = value && keys.find((candidate) => this.signed(candidate, octets, scheme, value));
    return this.under;
  }

  /** Whether a key verifies these octets by a scheme. An RSA key shows what it signed, so it is asked only once. */
  signed(
    candidate: KeyCandidate,
    octets: string | Uint8Array,
    scheme: SignatureScheme,
    value: Uint8Array,
  ): boolean {
    if (!fits(scheme, candidate.key.type)) return false;
    if (scheme.kind === 'rsa' && value === this.value) return this.shows(candidate, octets);
    this.spending.spend(KEY_OPERATION + octets.length);
    return verifySignature(scheme, octets, candidate.key.handle, value);
  }

  /** Whether the value, undone with an RSA key, is PKCS #1 v1.5 with the digest of these octets, by whatever hash. */
  shows(candidate: KeyCandidate, octets: string | Uint8Array): boolean {
    const block = this.blockOf(candidate);
    if (block?.kind !== 'digest') return false;
    this.spending.spend(octets.length);
    return equal(block.digest, digestOf(block.hash, octets));
  }

  /** What the value shows when it is undone with an RSA key; kept, since it costs an operation. */
  blockOf(candidate: KeyCandidate): RsaBlock | undefined {
    if (this.blocks.has(candidate)) return this.blocks.get(candidate);
    this.spending.spend(KEY_OPERATION);
    const block = this.value && readRsaBlock(candidate.key, this.value);
    this.blocks.set(candidate, block);
    return block;
  }
}

/** The octets of a digest. */
export function digestOf(hash: HashName, octets: string | Uint8Array): Uint8Array | undefined {
  if (typeof octets !== 'string') return digestOctets(hash, octets);
  const base64 = digest(hash, octets)?.base64;
  return base64 === undefined ? undefined : bytesOfBase64(base64);
}

/** Whether two runs of octets are the same. */
export function equal(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && one.length === other.length && one.every((octet, i) => octet === other[i]);
}
