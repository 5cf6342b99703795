import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { type Field, fieldOf, textField } from './field.ts';
import { type Instant, readInstant } from './instant.ts';
import type { Assertion, Issuer, NameId, Subject, SubjectConfirmation } from './model.ts';

/** Reads saml:Subject (SAML Core §2.4). `assertion` is the one it stands in; a request's Subject has none. */
export function readSubject(element: XmlElement, assertion: Assertion | undefined): Subject {
  let nameId: NameId | undefined;
  let baseId: XmlElement | undefined;
  let encryptedId: XmlElement | undefined;
  const confirmations: SubjectConfirmation[] = [];
  for (const child of element.children) {
    if (child.type !== 'element' || child.namespaceURI !== ns.saml) continue;
    switch (child.localName) {
      case 'NameID':
        nameId ??= readNameId(child);
        break;
      case 'BaseID':
        baseId ??= child;
        break;
      case 'EncryptedID':
        encryptedId ??= child;
        break;
      case 'SubjectConfirmation':
        confirmations.push(readConfirmation(child, assertion));
        break;
    }
  }
  return { element, nameId, baseId, encryptedId, confirmations };
}

/** Reads saml:NameID (SAML Core §2.2.3). */
export function readNameId(element: XmlElement): NameId {
  const { value, raw } = textField(element);
  let format: Field | undefined;
  let nameQualifier: Field | undefined;
  let spNameQualifier: Field | undefined;
  let spProvidedId: Field | undefined;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'Format':
        format = fieldOf(attribute);
        break;
      case 'NameQualifier':
        nameQualifier = fieldOf(attribute);
        break;
      case 'SPNameQualifier':
        spNameQualifier = fieldOf(attribute);
        break;
      case 'SPProvidedID':
        spProvidedId = fieldOf(attribute);
        break;
    }
  }
  return { value, raw, at: element, format, nameQualifier, spNameQualifier, spProvidedId };
}

/** Reads saml:Issuer (SAML Core §2.2.5). */
export function readIssuer(element: XmlElement): Issuer {
  const { value, raw } = textField(element);
  let format: Field | undefined;
  for (const attribute of element.attributes) {
    if (attribute.localName === 'Format' && attribute.namespaceURI === '') format = fieldOf(attribute);
  }
  return { value, raw, at: element, format };
}

function readConfirmation(element: XmlElement, assertion: Assertion | undefined): SubjectConfirmation {
  let data: XmlElement | undefined;
  for (const child of element.children) {
    if (
      child.type === 'element' &&
      child.localName === 'SubjectConfirmationData' &&
      child.namespaceURI === ns.saml
    ) {
      data = child;
      break;
    }
  }
  let method: Field | undefined;
  for (const attribute of element.attributes) {
    if (attribute.localName === 'Method' && attribute.namespaceURI === '') method = fieldOf(attribute);
  }
  let notBefore: Instant | undefined;
  let notOnOrAfter: Instant | undefined;
  let recipient: Field | undefined;
  let inResponseTo: Field | undefined;
  let address: Field | undefined;
  for (const attribute of data?.attributes ?? []) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'NotBefore':
        notBefore = readInstant(attribute);
        break;
      case 'NotOnOrAfter':
        notOnOrAfter = readInstant(attribute);
        break;
      case 'Recipient':
        recipient = fieldOf(attribute);
        break;
      case 'InResponseTo':
        inResponseTo = fieldOf(attribute);
        break;
      case 'Address':
        address = fieldOf(attribute);
        break;
    }
  }
  return { element, assertion, method, data, notBefore, notOnOrAfter, recipient, inResponseTo, address };
}
