import { isCoveredBy } from '../dsig/covered.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Message } from '../metadata/model.ts';
import type { XmlElement } from '../xml/document.ts';
import { isIdAttribute } from '../xml/id.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed, isWithin, textOf } from '../xml/navigate.ts';
import { shown } from './wording.ts';

/** Whether a signature proves this element to be what was signed: it or an element round it, the very node. */
export function isCovered(element: XmlElement, signatures: readonly SignatureEvidence[]): boolean {
  for (const evidence of signatures) if (isCoveredBy(element, evidence)) return true;
  return false;
}

/** Whether a signature beside the message, over all of its XML, holds. */
export function isCoveredBeside({ delivery }: Message): boolean {
  const outcome = delivery?.signature?.outcome;
  return outcome === 'known-signer' || outcome === 'signer-unknown';
}

/**
 * Whether a signature stands where it would be taken for one of this element, or refers to it, whatever came of it.
 * What is wrong with such a signature is told by the checks on signatures.
 */
export function isClaimed(element: XmlElement, signatures: readonly SignatureEvidence[]): boolean {
  return signatures.some(
    ({ parent, references }) =>
      (parent && isWithin(element, parent)) ||
      references.some(({ target }) => target && isWithin(element, target)),
  );
}

/** `Assertion _a1b2`, or the name alone where the element has no ID. */
export function nameElement(element: XmlElement): string {
  const id = idOf(element);
  return id === undefined ? element.localName : `${element.localName} ${shown(id)}`;
}

/** The ID of an element, whatever the attribute is called. */
export function idOf({ attributes }: XmlElement): string | undefined {
  return attributes.find(({ localName, namespaceURI }) => isIdAttribute(localName, namespaceURI))?.value;
}

/** The NameID of an Assertion, or of the first one in a Response. */
export function nameIdIn(element: XmlElement): string | undefined {
  const assertion = element.localName === 'Assertion' ? element : childNamed(element, ns.saml, 'Assertion');
  const subject = assertion && childNamed(assertion, ns.saml, 'Subject');
  const nameId = subject && childNamed(subject, ns.saml, 'NameID');
  return nameId && textOf(nameId).trim();
}
