import type { XmlElement } from '../xml/document.ts';
import { isWithin } from '../xml/navigate.ts';
import type { SignatureEvidence } from './evidence.ts';

/**
 * The signatures under which an element is what was signed: those that cover it or an element round it.
 *
 * What stands inside a signature is left out of what that signature digests (enveloped-signature), so an element
 * hidden there is not covered by it, unless the signature covers a part of itself that holds the element.
 */
export function signaturesCovering(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): readonly SignatureEvidence[] {
  return signatures.filter((evidence) => isCoveredBy(element, evidence));
}

/** Whether one signature is among {@link signaturesCovering}. */
export function isCoveredBy(element: XmlElement, evidence: SignatureEvidence): boolean {
  for (const covered of evidence.covers) if (holds(evidence, covered, element)) return true;
  return false;
}

function holds({ element: signature }: SignatureEvidence, covered: XmlElement, element: XmlElement): boolean {
  if (!isWithin(element, covered)) return false;
  return isWithin(covered, signature) || !isWithin(element, signature);
}
