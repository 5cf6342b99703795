import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeField } from './field.ts';
import type { Assertion, Response } from './model.ts';
import { readAssertion } from './read-assertion.ts';
import { readProtocolMessage, readStatus } from './read-protocol.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads samlp:Response (SAML Core §3.3.3). Its assertions are its children alone: one that hides deeper
 * is no part of what the response says.
 */
export function readResponse(element: XmlElement, signatures: readonly SignatureEvidence[]): Response {
  const assertions: Assertion[] = [];
  const encryptedAssertions: XmlElement[] = [];
  const response: Mutable<Response> = {
    kind: 'response',
    ...readProtocolMessage(element, signatures),
    inResponseTo: attributeField(element, 'InResponseTo'),
    status: undefined,
    assertions,
    encryptedAssertions,
  };
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    if (child.namespaceURI === ns.saml) {
      if (child.localName === 'Assertion') assertions.push(readAssertion(child, response, signatures));
      else if (child.localName === 'EncryptedAssertion') encryptedAssertions.push(child);
    } else if (child.localName === 'Status' && child.namespaceURI === ns.samlp) {
      response.status ??= readStatus(child);
    }
  }
  return response;
}
