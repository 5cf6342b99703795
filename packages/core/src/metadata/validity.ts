import { attributeField, type Field } from '../saml/field.ts';
import { type Instant, readInstant } from '../saml/instant.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';

/** What one element of metadata says of how long it may be used. */
export interface Validity {
  /** An EntitiesDescriptor, an EntityDescriptor or a role. */
  readonly element: XmlElement;
  readonly validUntil: Instant | undefined;
  readonly cacheDuration: Field | undefined;
}

/** Every element from the root down to the roles that sets validUntil or cacheDuration, in document order. */
export const validitiesIn = byElement((root): readonly Validity[] => {
  const found: Validity[] = [];
  const pending: XmlElement[] = [root];
  for (let here = pending.pop(); here; here = pending.pop()) {
    const validUntil = attributeNamed(here, 'validUntil');
    const cacheDuration = attributeField(here, 'cacheDuration');
    if (validUntil || cacheDuration)
      found.push({ element: here, validUntil: validUntil && readInstant(validUntil), cacheDuration });
    if (!holdsOthers(here)) continue;
    for (const child of childElements(here).reverse()) if (child.namespaceURI === ns.md) pending.push(child);
  }
  return found;
});

function holdsOthers({ localName }: XmlElement): boolean {
  return localName === 'EntitiesDescriptor' || localName === 'EntityDescriptor';
}

/** The earliest validUntil that holds for an element: its own or that of whatever it stands in (SAML Metadata §2.3.1). */
export function validUntilOf(element: XmlElement): Instant | undefined {
  let earliest: Instant | undefined;
  for (let here: XmlElement | undefined = element; here; here = here.parent) {
    const attribute = here.namespaceURI === ns.md ? attributeNamed(here, 'validUntil') : undefined;
    const instant = attribute && readInstant(attribute);
    if (instant?.epochMs === undefined) continue;
    if (earliest?.epochMs === undefined || instant.epochMs < earliest.epochMs) earliest = instant;
  }
  return earliest;
}

const DURATION =
  /^-?P(?=[\dT])(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?$/;

/** Whether a text is an xs:duration (XML Schema Part 2 §3.2.6). */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}
