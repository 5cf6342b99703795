import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';
import type { SamlMessage } from './model.ts';
import { readAssertion } from './read-assertion.ts';
import { readInstants } from './read-instants.ts';
import { readLogoutRequest, readLogoutResponse } from './read-logout.ts';
import { readAuthnRequest } from './read-request.ts';
import { readResponse } from './read-response.ts';

/** SOAP 1.2. SAML's SOAP binding is SOAP 1.1, but some software sends this one. */
export const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';

/**
 * Reads a SAML 2.0 protocol message or assertion; `undefined` where the element is none we read.
 * A SOAP envelope and an ArtifactResponse are looked into, so `element` of the result may be an inner one.
 * Total: nothing missing, repeated or misplaced makes it throw.
 */
export function readSamlMessage(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): SamlMessage | undefined {
  const message = unwrap(element);
  if (message === undefined) return undefined;
  if (message.namespaceURI === ns.saml && message.localName === 'Assertion') {
    return {
      kind: 'assertion',
      document: message.document,
      element: message,
      signatures,
      instants: readInstants(message.document.root ?? message),
      assertion: readAssertion(message, undefined, signatures),
    };
  }
  if (message.namespaceURI !== ns.samlp) return undefined;
  switch (message.localName) {
    case 'Response':
      return readResponse(message, signatures);
    case 'AuthnRequest':
      return readAuthnRequest(message, signatures);
    case 'LogoutRequest':
      return readLogoutRequest(message, signatures);
    case 'LogoutResponse':
      return readLogoutResponse(message, signatures);
    default:
      return undefined;
  }
}

/** Whether an element is a SOAP envelope, 1.1 or 1.2. */
export function isSoapEnvelope(element: XmlElement): boolean {
  return (
    element.localName === 'Envelope' && (element.namespaceURI === ns.soap || element.namespaceURI === SOAP12)
  );
}

/** The first element in the Body of a SOAP envelope. */
export function soapContent(envelope: XmlElement): XmlElement | undefined {
  const body = childNamed(envelope, envelope.namespaceURI, 'Body');
  return body && childElements(body)[0];
}

/** The message inside a SOAP envelope, inside an ArtifactResponse, or the element itself. */
function unwrap(element: XmlElement): XmlElement | undefined {
  const content = isSoapEnvelope(element) ? soapContent(element) : element;
  return content?.namespaceURI === ns.samlp && content.localName === 'ArtifactResponse'
    ? artifactContent(content)
    : content;
}

/** What an ArtifactResponse delivers: the one element after Issuer, Signature, Extensions and Status (SAML Core §3.5.2). */
function artifactContent(artifactResponse: XmlElement): XmlElement | undefined {
  for (const child of childElements(artifactResponse)) {
    if (
      child.namespaceURI === ns.samlp &&
      (child.localName === 'Response' ||
        child.localName === 'AuthnRequest' ||
        child.localName === 'LogoutRequest' ||
        child.localName === 'LogoutResponse')
    )
      return child;
  }
  return undefined;
}
