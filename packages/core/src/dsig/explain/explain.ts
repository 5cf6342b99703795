import { limits as defaultLimits, type Limits } from '../../base/limits.ts';
import type { KeyCandidate } from '../../x509/certificate.ts';
import type { XmlDocument } from '../../xml/document.ts';
import type { SignatureEvidence } from '../evidence.ts';
import { explainSignature } from './explain-signature.ts';
import { Spending } from './spending.ts';

/** What may be in place of something in the message, or have made a signature, and is not in the message. */
export interface Known {
  /** EntityIDs, URLs, IDs of requests. */
  readonly values: readonly string[];
  /** The keys that were tried on the signatures. */
  readonly keys: readonly KeyCandidate[];
  /** Every other key that is known: of other entities, of the service provider, for encryption. */
  readonly otherKeys: readonly KeyCandidate[];
}

/**
 * Finds out why signatures do not match, by undoing one change after another until a digest or a value does. Costs
 * nothing where all of them match. Whatever is told is proven: with the change undone, the very digest or value that
 * was written comes out.
 *
 * @param whatIsKnown is asked only where something does not match
 * @returns the evidence as given, with `explanation` and `ruledOut` where something did not match.
 */
export function explainSignatures(
  document: XmlDocument,
  signatures: readonly SignatureEvidence[],
  whatIsKnown: () => Known,
  limits: Limits = defaultLimits,
): readonly SignatureEvidence[] {
  if (!signatures.some(isUnexplained)) return signatures;
  const known = whatIsKnown();
  const spending = new Spending(document, limits);
  return signatures.map((evidence) =>
    isUnexplained(evidence) ? explainSignature(document, evidence, known, limits, spending) : evidence,
  );
}

/** A value that is no base64, or a digest of the wrong length, could not be decided, but it can be explained. */
function isUnexplained({ outcome, problems }: SignatureEvidence): boolean {
  return (
    outcome === 'digest-mismatch' ||
    outcome === 'value-mismatch' ||
    (outcome === 'undecidable' &&
      problems.some(({ code }) => code === 'unreadable-value' || code === 'no-key'))
  );
}
