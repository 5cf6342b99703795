import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';

/** A saml:Attribute of mdattr:EntityAttributes: what somebody says of an entity. */
export interface EntityAttribute {
  readonly element: XmlElement;
  readonly name: Field | undefined;
  readonly nameFormat: Field | undefined;
  readonly values: readonly Field[];
}

/** Names of the entity attributes that federations use. */
export const entityAttributeNames = {
  category: 'http://macedir.org/entity-category',
  categorySupport: 'http://macedir.org/entity-category-support',
  assurance: 'urn:oasis:names:tc:SAML:attribute:assurance-certification',
  subjectId: 'urn:oasis:names:tc:SAML:profiles:subject-id:req',
} as const;

/** Entity categories and assurance certifications by the names people call them. */
export const entityCategories = {
  'Research and Scholarship': 'http://refeds.org/category/research-and-scholarship',
  'Hide From Discovery': 'http://refeds.org/category/hide-from-discovery',
  'GÉANT Code of Conduct 1': 'http://www.geant.net/uri/dataprotection-code-of-conduct/v1',
  'REFEDS Code of Conduct 2': 'https://refeds.org/category/code-of-conduct/v2',
  'Anonymous Access': 'https://refeds.org/category/anonymous',
  'Pseudonymous Access': 'https://refeds.org/category/pseudonymous',
  'Personalized Access': 'https://refeds.org/category/personalized',
  Academia: 'http://clarin.eu/category/clarin-member',
  'InCommon Research and Scholarship': 'http://id.incommon.org/category/research-and-scholarship',
  'InCommon registered by': 'http://id.incommon.org/category/registered-by-incommon',
  Sirtfi: 'https://refeds.org/sirtfi',
  'Sirtfi 2': 'https://refeds.org/sirtfi2',
} as const;

/** Every attribute in the EntityAttributes of an EntityDescriptor or EntitiesDescriptor; signed assertions there are not read. */
export const readEntityAttributes = byElement((element): readonly EntityAttribute[] =>
  extensionsNamed(element, ns.mdattr, 'EntityAttributes').flatMap((attributes) =>
    childrenNamed(attributes, ns.saml, 'Attribute').map((attribute) => ({
      element: attribute,
      name: attributeField(attribute, 'Name'),
      nameFormat: attributeField(attribute, 'NameFormat'),
      values: childrenNamed(attribute, ns.saml, 'AttributeValue').map(textField),
    })),
  ),
);

/** The values of one entity attribute, by its Name. */
export function entityAttributeValues(element: XmlElement, name: string): readonly Field[] {
  return readEntityAttributes(element).flatMap((one) => (one.name?.value === name ? one.values : []));
}
