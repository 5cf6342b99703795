import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeField, type Field, fieldOf, textField } from './field.ts';
import { type Instant, readInstant } from './instant.ts';
import type { Issuer, ProtocolMessage, Status } from './model.ts';
import { readInstants } from './read-instants.ts';
import { readIssuer } from './read-subject.ts';

/**
 * Reads what all requests and responses share (SAML Core §3.2.1, §3.2.2).
 * The instants are those of the whole document, so that an envelope round the message counts too.
 */
export function readProtocolMessage(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): ProtocolMessage {
  let id: Field | undefined;
  let version: Field | undefined;
  let issueInstant: Instant | undefined;
  let destination: Field | undefined;
  let consent: Field | undefined;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'ID':
        id = fieldOf(attribute);
        break;
      case 'Version':
        version = fieldOf(attribute);
        break;
      case 'IssueInstant':
        issueInstant = readInstant(attribute);
        break;
      case 'Destination':
        destination = fieldOf(attribute);
        break;
      case 'Consent':
        consent = fieldOf(attribute);
        break;
    }
  }
  let issuer: Issuer | undefined;
  for (const child of element.children) {
    if (child.type === 'element' && child.localName === 'Issuer' && child.namespaceURI === ns.saml) {
      issuer = readIssuer(child);
      break;
    }
  }
  return {
    document: element.document,
    element,
    signatures,
    instants: readInstants(element.document.root ?? element),
    id,
    version,
    issueInstant,
    destination,
    consent,
    issuer,
  };
}

/** Reads samlp:Status (SAML Core §3.2.2.1): of each level of nested codes the first. */
export function readStatus(element: XmlElement): Status {
  let code: XmlElement | undefined;
  let message: Field | undefined;
  let detail: XmlElement | undefined;
  for (const child of element.children) {
    if (child.type !== 'element' || child.namespaceURI !== ns.samlp) continue;
    switch (child.localName) {
      case 'StatusCode':
        code ??= child;
        break;
      case 'StatusMessage':
        message ??= textField(child);
        break;
      case 'StatusDetail':
        detail ??= child;
        break;
    }
  }
  const codes: Field[] = [];
  for (; code; code = nestedCode(code)) {
    const value = attributeField(code, 'Value');
    if (value) codes.push(value);
  }
  return { element, codes, message, detail };
}

function nestedCode(code: XmlElement): XmlElement | undefined {
  for (const child of code.children) {
    if (child.type === 'element' && child.localName === 'StatusCode' && child.namespaceURI === ns.samlp)
      return child;
  }
  return undefined;
}
