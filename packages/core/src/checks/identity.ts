import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed, elementsIn, textOf } from '../xml/navigate.ts';
import { nameElement } from './coverage.ts';
import { shown } from './wording.ts';

/** Whom a message names, with the element that does. */
export interface Identity {
  readonly element: XmlElement;
  /** The text of the NameID; `undefined` where there is none that can be read. */
  readonly nameId: string | undefined;
}

/** The user named by an Assertion, a request, or the first Assertion in a Response: all text of the NameID. */
export function identityIn(element: XmlElement): Identity {
  const holder =
    element.localName === 'Response' ? (childNamed(element, ns.saml, 'Assertion') ?? element) : element;
  const subject = childNamed(holder, ns.saml, 'Subject') ?? holder;
  const nameId = childNamed(subject, ns.saml, 'NameID');
  return { element, nameId: nameId && textOf(nameId).trim() };
}

/** The user of the first Assertion anywhere in an element. */
export function firstIdentityIn(element: XmlElement): Identity | undefined {
  for (const one of elementsIn(element)) if (isAssertion(one)) return identityIn(one);
  return undefined;
}

/** Whether an element is a saml:Assertion. */
export function isAssertion(element: XmlElement): boolean {
  return element.localName === 'Assertion' && element.namespaceURI === ns.saml;
}

/** `Assertion _a1 (user ana)`. */
export function nameIdentity({ element, nameId }: Identity): string {
  const name = nameElement(element);
  return nameId === undefined ? name : `${name} (user ${shown(nameId)})`;
}

/** What is signed beside what is claimed, for a finding's two values. */
export function sideBySide(signed: string, claimed: string): { expected: string; actual: string } {
  return { expected: `signed: ${signed}`, actual: `read: ${claimed}` };
}

/** The elements round a node from the nearest out. */
export function* ancestorsOf(element: XmlElement): Generator<XmlElement, void, undefined> {
  for (let outer = element.parent; outer; outer = outer.parent) yield outer;
}

/** The ds:Signature that an element stands in, the innermost; or itself. */
export function signatureRound(element: XmlElement): XmlElement | undefined {
  if (isSignature(element)) return element;
  for (const outer of ancestorsOf(element)) if (isSignature(outer)) return outer;
  return undefined;
}

function isSignature({ localName, namespaceURI }: XmlElement): boolean {
  return localName === 'Signature' && namespaceURI === ns.ds;
}
