import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childNamed } from '../xml/navigate.ts';
import { attributeField, type Field, textField } from './field.ts';
import { readInstant } from './instant.ts';
import type { LogoutRequest, LogoutResponse, NameId } from './model.ts';
import { readProtocolMessage, readStatus } from './read-protocol.ts';
import { readNameId } from './read-subject.ts';

/** Reads samlp:LogoutRequest (SAML Core §3.7.1). */
export function readLogoutRequest(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): LogoutRequest {
  let nameId: NameId | undefined;
  let encryptedId: XmlElement | undefined;
  const sessionIndexes: Field[] = [];
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    if (child.namespaceURI === ns.saml) {
      if (child.localName === 'NameID') nameId ??= readNameId(child);
      else if (child.localName === 'EncryptedID') encryptedId ??= child;
    } else if (child.localName === 'SessionIndex' && child.namespaceURI === ns.samlp) {
      sessionIndexes.push(textField(child));
    }
  }
  const notOnOrAfter = attributeNamed(element, 'NotOnOrAfter');
  return {
    kind: 'logout-request',
    ...readProtocolMessage(element, signatures),
    reason: attributeField(element, 'Reason'),
    notOnOrAfter: notOnOrAfter && readInstant(notOnOrAfter),
    nameId,
    encryptedId,
    sessionIndexes,
  };
}

/** Reads samlp:LogoutResponse (SAML Core §3.7.2). */
export function readLogoutResponse(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): LogoutResponse {
  const status = childNamed(element, ns.samlp, 'Status');
  return {
    kind: 'logout-response',
    ...readProtocolMessage(element, signatures),
    inResponseTo: attributeField(element, 'InResponseTo'),
    status: status && readStatus(status),
  };
}
