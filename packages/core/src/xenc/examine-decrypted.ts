import type { Limits } from '../base/limits.ts';
import type { AlgorithmUse, ReferenceEvidence, SignatureEvidence } from '../dsig/evidence.ts';
import { examineSignatures } from '../dsig/examine.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlDocument, XmlElement, XmlNode } from '../xml/document.ts';
import { isWithin } from '../xml/navigate.ts';
import type { Decryption } from './decrypt.ts';
import { type Move, moved } from './replace.ts';

/** A signature with the document it was examined in. */
export interface ExaminedSignature {
  /** Its nodes are those of the document that is judged. */
  readonly evidence: SignatureEvidence;
  /** The document whose text decided it, and the evidence with the nodes of that one. */
  readonly document: XmlDocument;
  readonly original: SignatureEvidence;
}

/**
 * Examines the signatures of a message that was decrypted: each in the message as it was sent and again after each
 * decryption, since a signature may have been made before a part was encrypted or after. Which of the two it matches
 * is told by {@link SignatureEvidence.form}.
 *
 * @see SAML Core §6.2
 */
export function examineDecrypted(
  { captured, moves, encryptions }: Decryption,
  keys: readonly KeyCandidate[],
  limits?: Limits,
): readonly ExaminedSignature[] {
  let signatures = examineIn(captured, keys, limits);
  for (const move of moves) {
    const before = new Map<XmlElement, ExaminedSignature>();
    const opened = encryptions.filter(
      ({ element, state }) => element.document === move.from && state === 'decrypted',
    );
    for (const signature of signatures) {
      const carried = carry(signature, move, opened);
      if (carried) before.set(carried.evidence.element, carried);
    }
    signatures = examineIn(move.to, keys, limits).map((after) => {
      const carried = before.get(after.evidence.element);
      return carried ? choose(carried, after) : after;
    });
  }
  return signatures;
}

function examineIn(
  document: XmlDocument,
  keys: readonly KeyCandidate[],
  limits: Limits | undefined,
): ExaminedSignature[] {
  return examineSignatures(document, keys, limits).map((evidence) => ({
    evidence,
    document,
    original: evidence,
  }));
}

/** Whichever matches; where neither does, what the message as it was sent shows. */
function choose(before: ExaminedSignature, after: ExaminedSignature): ExaminedSignature {
  const [was, is] = [isIntact(before.evidence), isIntact(after.evidence)];
  if (was && is) return { ...after, evidence: { ...after.evidence, ...formOf(before) } };
  if (is) return { ...after, evidence: { ...after.evidence, form: 'decrypted' } };
  if (was) return { ...before, evidence: { ...before.evidence, form: before.evidence.form ?? 'as-sent' } };
  return before.evidence.outcome === 'undecidable' ? after : before;
}

/** A signature over what no decryption touched has neither form, unless an earlier decryption gave it one. */
function formOf({ evidence }: ExaminedSignature): Pick<SignatureEvidence, 'form'> {
  return evidence.form === undefined ? {} : { form: evidence.form };
}

function isIntact({ outcome }: SignatureEvidence): boolean {
  return outcome === 'known-signer' || outcome === 'signer-unknown';
}

/** The same evidence with the nodes of the next document; `undefined` where the signature is not in it any more. */
function carry(
  signature: ExaminedSignature,
  move: Move,
  opened: Decryption['encryptions'],
): ExaminedSignature | undefined {
  const { evidence } = signature;
  const element = move.elements.get(evidence.element);
  if (!element) return undefined;
  const at = (node: XmlNode): XmlNode => moved(node, move) ?? element;
  const use = (one: AlgorithmUse): AlgorithmUse => ({ ...one, at: at(one.at) });
  const reference = (one: ReferenceEvidence): ReferenceEvidence => ({
    ...one,
    element: move.elements.get(one.element) ?? element,
    target: one.target && move.elements.get(one.target),
    transforms: one.transforms.map(use),
    digestMethod: one.digestMethod && use(one.digestMethod),
  });
  return {
    ...signature,
    evidence: {
      ...evidence,
      element,
      parent: element.parent,
      canonicalizationMethod: evidence.canonicalizationMethod && use(evidence.canonicalizationMethod),
      signatureMethod: evidence.signatureMethod && use(evidence.signatureMethod),
      references: evidence.references.map(reference),
      covers: evidence.covers
        .filter((covered) => vouchesForContent(covered, opened))
        .flatMap((covered) => move.elements.get(covered) ?? []),
      problems: evidence.problems.map((problem) => ({ ...problem, at: at(problem.at) })),
      ...(evidence.notes && { notes: evidence.notes.map((note) => ({ ...note, at: at(note.at) })) }),
    },
  };
}

/**
 * Whether a signature over an element as it was sent vouches for what was decrypted inside it too: only if the
 * EncryptedKey that opened it is signed along. With a key from elsewhere, whoever wrote that key chose the content.
 */
function vouchesForContent(covered: XmlElement, opened: Decryption['encryptions']): boolean {
  return opened.every(
    ({ element, under }) =>
      !isWithin(element, covered) || (under !== undefined && isWithin(under.encryptedKey, covered)),
  );
}
