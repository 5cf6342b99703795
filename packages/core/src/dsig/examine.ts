import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { type Digest, digest } from '../base/crypto.ts';
import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { CanonicalFormTooLong } from '../xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, descendantsNamed, isWithin, textOf } from '../xml/navigate.ts';
import { type DigestEntry, unknownAlgorithm } from './algorithms.ts';
import { Budget, BudgetSpent } from './budget.ts';
import type {
  ReferenceEvidence,
  SignatureEvidence,
  SignatureNote,
  SignatureProblem,
  ValueEvidence,
} from './evidence.ts';
import { type KeyInfoReading, readKeyInfo } from './key-info.ts';
import { noteKeyHints } from './key-notes.ts';
import { type Named, type ReferenceParts, readSignature, type SignatureParts } from './read.ts';
import { selectReference } from './references.ts';
import { applyTransforms } from './transforms.ts';
import { verifyValue } from './value.ts';

/**
 * Examines every ds:Signature of a document, in document order. Total: whatever is missing, unsupported, refused or
 * beyond a limit becomes a problem of the signature it belongs to.
 *
 * @param keys What the caller names or the metadata lists. The keys in the message are read from it.
 */
export function examineSignatures(
  document: XmlDocument,
  keys: readonly KeyCandidate[],
  limits: Limits = defaultLimits,
): readonly SignatureEvidence[] {
  const budget = new Budget(document, limits);
  const signatures = document.root ? descendantsNamed(document.root, ns.ds, 'Signature') : [];
  const examined = signatures
    .slice(0, limits.signatures)
    .map((element) => examineSignature(document, element, keys, limits, budget));
  const beyond = signatures[limits.signatures];
  if (beyond) {
    const message = `The document has ${signatures.length} signatures; the limit signatures (${limits.signatures}) ends the examination here.`;
    examined.push(unexamined(beyond, readSignature(beyond, limits), { code: 'limit', message, at: beyond }));
  }
  return examined;
}

function examineSignature(
  document: XmlDocument,
  element: XmlElement,
  keys: readonly KeyCandidate[],
  limits: Limits,
  budget: Budget,
): SignatureEvidence {
  const parts = readSignature(element, limits);
  if (document.problem) {
    const message =
      'The document is not well-formed and reading stopped before its end, so what was signed is not all known.';
    return unexamined(element, parts, { code: 'structure', message, at: element });
  }
  const brought: KeyInfoReading = parts.keyInfo
    ? readKeyInfo(parts.keyInfo, 'message', 'KeyInfo in the signature', limits)
    : { keys: [], hints: [], problems: [] };
  const problems = [...parts.problems];
  const examined = parts.references.map((reference) =>
    examineReference(reference, document, element, budget, problems),
  );

  // Only a signature in good order is held against keys: what a strict reader refuses must not be seen to match.
  const value =
    parts.problems.length === 0
      ? examineValue(parts, element, keys, brought.keys, limits, budget, problems)
      : unchecked('The signature is not built as XML Signature requires.');
  // That KeyInfo holds no key matters only where no other key could be tried.
  problems.push(...brought.problems.filter(({ code }) => code !== 'no-key' || value.tried.length === 0));

  const outcome = outcomeOf(parts, examined, value);
  const intact = outcome === 'known-signer' || outcome === 'signer-unknown';
  const evidence: SignatureEvidence = {
    element,
    parent: element.parent,
    canonicalizationMethod: parts.canonicalizationMethod?.use,
    signatureMethod: parts.signatureMethod?.use,
    references: examined.map((one) => one.evidence),
    value,
    keyInfo: brought.keys,
    outcome,
    covers: intact ? coveredBy(examined) : [],
    problems,
  };
  const notes = noteKeyHints(brought, keys).concat(noteManifests(element, examined));
  return notes.length === 0 ? evidence : { ...evidence, notes };
}

function noteManifests(signature: XmlElement, examined: readonly ExaminedReference[]): SignatureNote[] {
  return manifestsIn(signature).map((manifest) => {
    const references = childElements(manifest).filter(({ localName }) => localName === 'Reference').length;
    const covered = examined.some(({ evidence }) => evidence.target && isWithin(manifest, evidence.target));
    return {
      code: 'manifest',
      message: `A Manifest lists ${references} further reference${references === 1 ? '' : 's'}${covered ? ', and this list is signed' : ''}; whether what they refer to still matches is no part of validating a signature (XML Signature §5.1) and was not tried.`,
      at: manifest,
    };
  });
}

/** Every ds:Manifest in the Objects of a signature, of which there may be as many as there are elements. */
function manifestsIn(signature: XmlElement): XmlElement[] {
  return childElements(signature)
    .filter(({ localName, namespaceURI }) => localName === 'Object' && namespaceURI === ns.ds)
    .flatMap((object) => childElements(object))
    .filter(({ localName, namespaceURI }) => localName === 'Manifest' && namespaceURI === ns.ds)
    .slice(0, MANIFESTS_TOLD);
}

const MANIFESTS_TOLD = 8;

function outcomeOf(
  parts: SignatureParts,
  examined: readonly ExaminedReference[],
  value: ValueEvidence,
): SignatureEvidence['outcome'] {
  if (parts.problems.length > 0) return 'undecidable';
  if (examined.some(({ state }) => state === 'differs')) return 'digest-mismatch';
  if (examined.some(({ state }) => state === 'undecided') || value.state === 'unchecked')
    return 'undecidable';
  if (value.state === 'differs') return 'value-mismatch';
  return value.under?.source === 'message' ? 'signer-unknown' : 'known-signer';
}

function coveredBy(examined: readonly ExaminedReference[]): readonly XmlElement[] {
  const covered = new Set<XmlElement>();
  for (const { evidence, wholeElement } of examined) {
    if (evidence.target && wholeElement) covered.add(evidence.target);
  }
  return [...covered];
}

/** As {@link verifyValue}, with a limit reached turned into a problem. */
function examineValue(
  parts: SignatureParts,
  element: XmlElement,
  named: readonly KeyCandidate[],
  brought: readonly KeyCandidate[],
  limits: Limits,
  budget: Budget,
  problems: SignatureProblem[],
): ValueEvidence {
  const value = withinLimits(element, () => verifyValue(parts, named, brought, limits, budget, problems));
  if (!('code' in value)) return value;
  problems.push(value);
  return unchecked(value.message);
}

interface ExaminedReference {
  readonly evidence: ReferenceEvidence;
  readonly state: 'matches' | 'differs' | 'undecided';
  /** Whether a matching digest vouches for the target with all its markup. */
  readonly wholeElement: boolean;
}

function examineReference(
  parts: ReferenceParts,
  document: XmlDocument,
  signature: XmlElement,
  budget: Budget,
  problems: SignatureProblem[],
): ExaminedReference {
  const undecided = (
    problem: SignatureProblem | undefined,
    target: XmlElement | undefined,
  ): ExaminedReference => {
    if (problem) problems.push(problem);
    return { evidence: { ...undigested(parts), target }, state: 'undecided', wholeElement: false };
  };
  const { element, digestMethod, digestValue } = parts;
  const selection = selectReference(parts.uri, document);
  if ('code' in selection) return undecided({ ...selection, at: element }, undefined);
  const { target } = selection;
  // Without these the structure has a problem already.
  if (!digestMethod || !digestValue) return undecided(undefined, target);
  const transformed = withinLimits(element, () =>
    applyTransforms(selection, parts.transforms, signature, budget),
  );
  if ('code' in transformed) return undecided(transformed, target);
  const computed = digestWith(digestMethod, transformed.octets);
  if ('code' in computed) return undecided(computed, target);

  const digestWritten = withoutWhiteSpace(textOf(digestValue));
  const matches = computed.base64 === digestWritten;
  const { octets, wholeElement } = transformed;
  const unreadable = matches ? undefined : digestFault(digestWritten, computed, digestValue);
  if (unreadable) problems.push(unreadable);
  const evidence: ReferenceEvidence & { canonical?: string } = {
    element,
    uri: parts.uri,
    target,
    transforms: parts.transformUses,
    digestMethod: digestMethod.use,
    digestWritten,
    digestComputed: computed.base64,
    matches,
    octets: computed.octets,
  };
  if (matches && wholeElement && typeof octets === 'string') evidence.canonical = octets;
  return { evidence, state: matches ? 'matches' : unreadable ? 'undecided' : 'differs', wholeElement };
}

function digestWith(
  { use, entry }: Named<DigestEntry>,
  octets: string | Uint8Array,
): Digest | SignatureProblem {
  if (entry?.refusal !== undefined) return { code: 'refused-algorithm', message: entry.refusal, at: use.at };
  const computed = entry?.hash === undefined ? undefined : digest(entry.hash, octets);
  return (
    computed ?? {
      code: 'unsupported-algorithm',
      message: unknownAlgorithm('DigestMethod', use.uri),
      at: use.at,
    }
  );
}

/** What is wrong with a DigestValue that could not be a digest at all, whatever was signed. */
function digestFault(written: string, computed: Digest, at: XmlElement): SignatureProblem | undefined {
  const { bytes, fault } = decodeBase64(written);
  if (!bytes) return { code: 'unreadable-value', message: `DigestValue ${fault}.`, at };
  if (written.length === computed.base64.length) return undefined;
  return {
    code: 'unreadable-value',
    message: `DigestValue has ${bytes.length} octets, which is not what its DigestMethod yields.`,
    at,
  };
}

/** A signature that is described and not examined further. */
function unexamined(
  element: XmlElement,
  parts: SignatureParts,
  problem: SignatureProblem,
): SignatureEvidence {
  return {
    references: parts.references.map(undigested),
    ...described(element, parts),
    value: unchecked(problem.message),
    keyInfo: [],
    outcome: 'undecidable',
    covers: [],
    problems: [problem, ...parts.problems],
  };
}

function described(
  element: XmlElement,
  parts: SignatureParts,
): Pick<SignatureEvidence, 'element' | 'parent' | 'canonicalizationMethod' | 'signatureMethod'> {
  return {
    element,
    parent: element.parent,
    canonicalizationMethod: parts.canonicalizationMethod?.use,
    signatureMethod: parts.signatureMethod?.use,
  };
}

function undigested(parts: ReferenceParts): ReferenceEvidence {
  return {
    element: parts.element,
    uri: parts.uri,
    target: undefined,
    transforms: parts.transformUses,
    digestMethod: parts.digestMethod?.use,
    digestWritten: parts.digestValue ? withoutWhiteSpace(textOf(parts.digestValue)) : '',
    digestComputed: undefined,
    matches: false,
    octets: 0,
  };
}

function unchecked(because: string): ValueEvidence {
  return { state: 'unchecked', tried: [], because };
}

/** Turns the limits on work, which end it from deep inside, into the problem they are. */
function withinLimits<T>(at: XmlElement, run: () => T): T | SignatureProblem {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof BudgetSpent || error instanceof CanonicalFormTooLong)) throw error;
    return {
      code: 'limit',
      message:
        'The signatures of this document ask for more canonicalisation than the limits canonicalRatio and canonicalFloor allow.',
      at,
    };
  }
}
