import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed } from '../xml/navigate.ts';

/** md:AffiliationDescriptor (SAML Metadata §2.5): entities that share persistent names of their users. */
export interface Affiliation {
  readonly element: XmlElement;
  readonly ownerId: Field | undefined;
  readonly members: readonly Field[];
}

/** Reads an AffiliationDescriptor. Total. */
export function readAffiliation(element: XmlElement): Affiliation {
  return {
    element,
    ownerId: attributeField(element, 'affiliationOwnerID'),
    members: childrenNamed(element, ns.md, 'AffiliateMember').map(textField),
  };
}
