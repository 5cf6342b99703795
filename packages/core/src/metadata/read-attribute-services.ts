import { attributeField, type Field } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { type LocalizedText, localizedChildren } from './localized.ts';

/** md:AttributeConsumingService (SAML Metadata §2.4.4.1): a service and the attributes it wants. */
export interface AttributeConsumingService {
  readonly element: XmlElement;
  readonly index: Field | undefined;
  readonly isDefault: Field | undefined;
  readonly serviceNames: readonly LocalizedText[];
  readonly serviceDescriptions: readonly LocalizedText[];
  readonly requested: readonly WantedAttribute[];
}

/** md:RequestedAttribute (§2.4.4.2). */
export interface WantedAttribute {
  readonly element: XmlElement;
  readonly name: Field | undefined;
  readonly nameFormat: Field | undefined;
  readonly friendlyName: Field | undefined;
  readonly isRequired: Field | undefined;
}

/** Every AttributeConsumingService of an SPSSODescriptor. */
export const readAttributeServices = byElement((role): readonly AttributeConsumingService[] =>
  childrenNamed(role, ns.md, 'AttributeConsumingService').map((service) => ({
    element: service,
    index: attributeField(service, 'index'),
    isDefault: attributeField(service, 'isDefault'),
    serviceNames: localizedChildren(service, ns.md, 'ServiceName'),
    serviceDescriptions: localizedChildren(service, ns.md, 'ServiceDescription'),
    requested: childrenNamed(service, ns.md, 'RequestedAttribute').map((requested) => ({
      element: requested,
      name: attributeField(requested, 'Name'),
      nameFormat: attributeField(requested, 'NameFormat'),
      friendlyName: attributeField(requested, 'FriendlyName'),
      isRequired: attributeField(requested, 'isRequired'),
    })),
  })),
);
