import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeField, type Field, fieldOf, textField } from './field.ts';
import { type Instant, readInstant } from './instant.ts';
import type { Attribute, AttributeValue, AuthnStatement, AuthzDecisionStatement } from './model.ts';

/** Reads saml:AuthnStatement (SAML Core §2.7.2). */
export function readAuthnStatement(element: XmlElement): AuthnStatement {
  let authnInstant: Instant | undefined;
  let sessionIndex: Field | undefined;
  let sessionNotOnOrAfter: Instant | undefined;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'AuthnInstant':
        authnInstant = readInstant(attribute);
        break;
      case 'SessionIndex':
        sessionIndex = fieldOf(attribute);
        break;
      case 'SessionNotOnOrAfter':
        sessionNotOnOrAfter = readInstant(attribute);
        break;
    }
  }
  let locality: XmlElement | undefined;
  let context: XmlElement | undefined;
  for (const child of element.children) {
    if (child.type !== 'element' || child.namespaceURI !== ns.saml) continue;
    if (child.localName === 'SubjectLocality') locality ??= child;
    else if (child.localName === 'AuthnContext') context ??= child;
  }
  return {
    element,
    authnInstant,
    sessionIndex,
    sessionNotOnOrAfter,
    ...readAuthnContext(context),
    subjectLocalityAddress: locality && attributeField(locality, 'Address'),
  };
}

function readAuthnContext(
  context: XmlElement | undefined,
): Pick<AuthnStatement, 'classRef' | 'declRef' | 'authenticatingAuthorities'> {
  let classRef: Field | undefined;
  let declRef: Field | undefined;
  const authenticatingAuthorities: Field[] = [];
  for (const child of context?.children ?? []) {
    if (child.type !== 'element' || child.namespaceURI !== ns.saml) continue;
    switch (child.localName) {
      case 'AuthnContextClassRef':
        classRef ??= textField(child);
        break;
      case 'AuthnContextDeclRef':
        declRef ??= textField(child);
        break;
      case 'AuthenticatingAuthority':
        authenticatingAuthorities.push(textField(child));
        break;
    }
  }
  return { classRef, declRef, authenticatingAuthorities };
}

/** Reads a saml:AttributeStatement (SAML Core §2.7.3) into the lists of the assertion it belongs to. */
export function readAttributeStatement(
  element: XmlElement,
  attributes: Attribute[],
  encryptedAttributes: XmlElement[],
): void {
  for (const child of element.children) {
    if (child.type !== 'element' || child.namespaceURI !== ns.saml) continue;
    if (child.localName === 'Attribute') attributes.push(readAttribute(child));
    else if (child.localName === 'EncryptedAttribute') encryptedAttributes.push(child);
  }
}

/** Reads saml:Attribute (SAML Core §2.7.3.1). */
export function readAttribute(element: XmlElement): Attribute {
  let name: Field | undefined;
  let nameFormat: Field | undefined;
  let friendlyName: Field | undefined;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'Name':
        name = fieldOf(attribute);
        break;
      case 'NameFormat':
        nameFormat = fieldOf(attribute);
        break;
      case 'FriendlyName':
        friendlyName = fieldOf(attribute);
        break;
    }
  }
  const values: AttributeValue[] = [];
  for (const child of element.children) {
    if (child.type === 'element' && child.localName === 'AttributeValue' && child.namespaceURI === ns.saml)
      values.push(readAttributeValue(child));
  }
  return { element, name, nameFormat, friendlyName, values };
}

function readAttributeValue(element: XmlElement): AttributeValue {
  const { value, raw } = textField(element);
  let type: Field | undefined;
  let nil = false;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== ns.xsi) continue;
    if (attribute.localName === 'type') type = fieldOf(attribute);
    else if (attribute.localName === 'nil') nil = attribute.value === 'true' || attribute.value === '1';
  }
  const structured = element.children.some((child) => child.type === 'element');
  return { value, raw, at: element, type, nil, structured };
}

/** Reads saml:AuthzDecisionStatement (SAML Core §2.7.4), or AuthorizationDecisionStatement (SAML 1.1 Core §2.4.5). */
export function readAuthzDecisionStatement(element: XmlElement): AuthzDecisionStatement {
  const actions: Field[] = [];
  for (const child of element.children) {
    if (
      child.type === 'element' &&
      child.localName === 'Action' &&
      child.namespaceURI === element.namespaceURI
    )
      actions.push(textField(child));
  }
  return {
    element,
    resource: attributeField(element, 'Resource'),
    decision: attributeField(element, 'Decision'),
    actions,
  };
}
