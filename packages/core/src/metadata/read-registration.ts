import { attributeField, type Field } from '../saml/field.ts';
import { type Instant, readInstant } from '../saml/instant.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';
import { type LocalizedText, localizedChildren } from './localized.ts';

/** mdrpi:RegistrationInfo: who registered an entity, and when (Metadata Extensions for Registration and Publication §2.1). */
export interface RegistrationInfo {
  readonly element: XmlElement;
  readonly authority: Field | undefined;
  readonly instant: Instant | undefined;
  /** Addresses of the policy it was registered under. */
  readonly policies: readonly LocalizedText[];
}

/** mdrpi:PublicationInfo: who published the document, and when (§2.2). */
export interface PublicationInfo {
  readonly element: XmlElement;
  readonly publisher: Field | undefined;
  readonly publicationId: Field | undefined;
  readonly creationInstant: Instant | undefined;
  readonly usagePolicies: readonly LocalizedText[];
}

/** Every RegistrationInfo in the Extensions of an EntityDescriptor or EntitiesDescriptor. */
export const readRegistrations = byElement((element): readonly RegistrationInfo[] =>
  extensionsNamed(element, ns.mdrpi, 'RegistrationInfo').map((info) => ({
    element: info,
    authority: attributeField(info, 'registrationAuthority'),
    instant: instantOf(info, 'registrationInstant'),
    policies: localizedChildren(info, ns.mdrpi, 'RegistrationPolicy'),
  })),
);

/** Every PublicationInfo in the Extensions of an EntityDescriptor or EntitiesDescriptor. */
export const readPublications = byElement((element): readonly PublicationInfo[] =>
  extensionsNamed(element, ns.mdrpi, 'PublicationInfo').map((info) => ({
    element: info,
    publisher: attributeField(info, 'publisher'),
    publicationId: attributeField(info, 'publicationId'),
    creationInstant: instantOf(info, 'creationInstant'),
    usagePolicies: localizedChildren(info, ns.mdrpi, 'UsagePolicy'),
  })),
);

function instantOf(element: XmlElement, name: string): Instant | undefined {
  const attribute = attributeNamed(element, name);
  return attribute && readInstant(attribute);
}
