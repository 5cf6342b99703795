import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childNamed, childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { type LocalizedText, localizedChildren } from './localized.ts';

/** md:ContactPerson (SAML Metadata §2.3.2.2). */
export interface ContactPerson {
  readonly element: XmlElement;
  readonly contactType: Field | undefined;
  /** `remd:contactType`, which says that an `other` contact is the one for security. */
  readonly refedsType: Field | undefined;
  readonly company: Field | undefined;
  readonly givenName: Field | undefined;
  readonly surName: Field | undefined;
  readonly emailAddresses: readonly Field[];
  readonly telephoneNumbers: readonly Field[];
}

/** The remd:contactType of a security contact (REFEDS Security Contact Metadata Extension). */
export const SECURITY_CONTACT = 'http://refeds.org/metadata/contactType/security';

/** md:Organization (SAML Metadata §2.3.2.1). */
export interface Organization {
  readonly element: XmlElement;
  readonly names: readonly LocalizedText[];
  readonly displayNames: readonly LocalizedText[];
  readonly urls: readonly LocalizedText[];
}

/** Every ContactPerson of an entity or a role. */
export const readContacts = byElement((element): readonly ContactPerson[] =>
  childrenNamed(element, ns.md, 'ContactPerson').map((contact) => {
    const text = (name: string) => {
      const found = childNamed(contact, ns.md, name);
      return found && textField(found);
    };
    const refedsType = attributeNamed(contact, 'contactType', ns.remd);
    return {
      element: contact,
      contactType: attributeField(contact, 'contactType'),
      refedsType: refedsType && { value: refedsType.value.trim(), raw: refedsType.value, at: refedsType },
      company: text('Company'),
      givenName: text('GivenName'),
      surName: text('SurName'),
      emailAddresses: childrenNamed(contact, ns.md, 'EmailAddress').map(textField),
      telephoneNumbers: childrenNamed(contact, ns.md, 'TelephoneNumber').map(textField),
    };
  }),
);

/** Every Organization of an entity or a role; the schema allows one. */
export const readOrganizations = byElement((element): readonly Organization[] =>
  childrenNamed(element, ns.md, 'Organization').map((organization) => ({
    element: organization,
    names: localizedChildren(organization, ns.md, 'OrganizationName'),
    displayNames: localizedChildren(organization, ns.md, 'OrganizationDisplayName'),
    urls: localizedChildren(organization, ns.md, 'OrganizationURL'),
  })),
);
