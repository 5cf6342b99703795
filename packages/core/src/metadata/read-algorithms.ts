import { attributeField, type Field } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';

/** An algorithm that an entity or a role says it supports. */
export interface SupportedAlgorithm {
  readonly element: XmlElement;
  readonly kind: 'digest' | 'signing' | 'encryption';
  readonly algorithm: Field | undefined;
  /** Bits, of keys to sign with. */
  readonly minKeySize: Field | undefined;
  readonly maxKeySize: Field | undefined;
}

/** alg:DigestMethod and alg:SigningMethod in the Extensions of an entity or a role (Metadata Profile for Algorithm Support §2). */
export const readSupportedAlgorithms = byElement((element): readonly SupportedAlgorithm[] => [
  ...extensionsNamed(element, ns.alg, 'DigestMethod').map((one) => read(one, 'digest')),
  ...extensionsNamed(element, ns.alg, 'SigningMethod').map((one) => read(one, 'signing')),
]);

/** md:EncryptionMethod of a KeyDescriptor (SAML Metadata §2.4.1.1). */
export const readEncryptionMethods = byElement((keyDescriptor): readonly SupportedAlgorithm[] =>
  childrenNamed(keyDescriptor, ns.md, 'EncryptionMethod').map((one) => read(one, 'encryption')),
);

function read(element: XmlElement, kind: SupportedAlgorithm['kind']): SupportedAlgorithm {
  return {
    element,
    kind,
    algorithm: attributeField(element, 'Algorithm'),
    minKeySize: attributeField(element, 'MinKeySize'),
    maxKeySize: attributeField(element, 'MaxKeySize'),
  };
}
