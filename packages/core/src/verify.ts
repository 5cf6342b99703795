import { SamlscopeError } from './base/errors.ts';
import type { Limits } from './base/limits.ts';
import type { Source } from './base/source.ts';
import { capture, type Input } from './capture/capture.ts';
import type { SignatureEvidence } from './dsig/evidence.ts';
import { examineSignatures } from './dsig/examine.ts';
import type { KeyCandidate } from './x509/certificate.ts';
import { readKeysPem } from './x509/read.ts';
import { attributeNamed } from './xml/navigate.ts';
import { parseXml } from './xml/parse.ts';
import { xpathOf } from './xml/position.ts';

/** What to verify with. */
export interface VerifyOptions {
  /** Certificates or public keys of the signer, agreed on beforehand: PEM texts, or DER in base64. */
  readonly keys: readonly string[];
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/** What the signatures of one message prove. Plain data. */
export interface Verification {
  /**
   * The elements that one of the keys given signed, in the order of the signatures. Empty where nothing is proven;
   * whatever is not in here was not signed, wherever in the message it stands.
   */
  readonly signed: readonly SignedElement[];
  /** Every ds:Signature, in document order. */
  readonly signatures: readonly VerifiedSignature[];
  /** Where the text stops being well-formed XML: then nothing is signed. */
  readonly notWellFormed?: string;
}

/** An element that is what was signed. */
export interface SignedElement {
  readonly localName: string;
  readonly namespace: string;
  /** Value of its ID attribute. */
  readonly id?: string;
  /** Where it stands in the message. */
  readonly xpath: string;
  /**
   * The very text that was digested: the canonical form of the element, without the signature where that is
   * enveloped. Whoever reads this, and not the message, reads only what was signed.
   */
  readonly text: string;
  /** Which of `keys` signed it, for people: `key 2 of 3 given`. */
  readonly by: string;
}

/** One ds:Signature. */
export interface VerifiedSignature {
  readonly xpath: string;
  /**
   * - `known-signer`: every digest and the value match, under one of the keys given.
   * - `signer-unknown`: they match only under the key in the message itself, which anybody can put there.
   * - `digest-mismatch`, `value-mismatch`: it was changed, or another key signed.
   * - `undecidable`: `problems` says why.
   */
  readonly outcome: SignatureEvidence['outcome'];
  /** XPaths of the elements that are what was signed. */
  readonly covers: readonly string[];
  /** The key it matches under. */
  readonly key?: {
    readonly from: string;
    readonly type: string;
    readonly bits: number;
    /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal, upper case. */
    readonly spkiSha256: string;
    readonly subject?: string;
  };
  /** Short names of the algorithms in use that no longer protect, each with the reason. */
  readonly weak: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Examines the signatures of one message, and nothing else: no checks, no report. For a program that wants to read
 * what was signed and what was not.
 *
 * It says who signed, not that the message may be accepted: it may have run out, be meant for somebody else, or have
 * been used before. {@link inspect} asks these questions. Signatures beside the XML (HTTP-Redirect) are not looked at.
 *
 * @param input XML as text or bytes, or any capture with one message in it
 * @throws SamlscopeError `no-saml` where there is no XML, `limit` where it is too large, `unreadable-key` for a key,
 *   `usage` where no key is given or there are several messages
 */
export function verify(input: Input, options: VerifyOptions): Verification {
  const keys = readKeys(options.keys);
  const document = parseXml(sourceOf(input, options.limits), options.limits);
  const examined = examineSignatures(document, keys, options.limits);
  const verification = { signed: examined.flatMap(signedBy), signatures: examined.map(describe) };
  return document.problem ? { ...verification, notWellFormed: document.problem.message } : verification;
}

function readKeys(texts: readonly string[]): readonly KeyCandidate[] {
  if (!Array.isArray(texts) || texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    throw new SamlscopeError(
      'usage',
      'keys must be a list of PEM texts with one at least: without a key agreed on beforehand a signature proves nothing.',
    );
  }
  return texts.flatMap((text, i) =>
    readKeysPem(text, texts.length === 1 ? 'the key given' : `key ${i + 1} of ${texts.length} given`),
  );
}

function sourceOf(input: Input, limits: Limits | undefined): Source {
  const [{ source }, ...more] = capture(input, 'input', limits);
  if (more.length > 0) {
    throw new SamlscopeError('usage', `The input holds ${more.length + 1} messages; verify takes one.`);
  }
  return source;
}

function signedBy({ outcome, references, covers, value }: SignatureEvidence): SignedElement[] {
  const by = value.under?.from;
  if (outcome !== 'known-signer' || by === undefined) return [];
  return references.flatMap(({ target, canonical }) => {
    if (!target || canonical === undefined || !covers.includes(target)) return [];
    const { localName, namespaceURI: namespace } = target;
    const id = attributeNamed(target, 'ID')?.value ?? attributeNamed(target, 'Id')?.value;
    const place = { xpath: xpathOf(target), text: canonical, by };
    return [id === undefined ? { localName, namespace, ...place } : { localName, namespace, id, ...place }];
  });
}

function describe(evidence: SignatureEvidence): VerifiedSignature {
  const { element, outcome, covers, value, problems, signatureMethod, references } = evidence;
  const weak = new Set<string>();
  for (const use of [signatureMethod, ...references.map(({ digestMethod }) => digestMethod)]) {
    if (use?.weakness !== undefined) weak.add(`${use.name} (${use.weakness})`);
  }
  const described = {
    xpath: xpathOf(element),
    outcome,
    covers: covers.map((covered) => xpathOf(covered)),
    weak: [...weak],
    problems: problems.map(({ message }) => message),
  };
  return value.under ? { ...described, key: describeKey(value.under) } : described;
}

function describeKey({ from, key, certificate }: KeyCandidate): NonNullable<VerifiedSignature['key']> {
  const { type, bits, spkiSha256 } = key;
  return certificate
    ? { from, type, bits, spkiSha256, subject: certificate.subject }
    : { from, type, bits, spkiSha256 };
}
