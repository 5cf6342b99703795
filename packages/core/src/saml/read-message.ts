import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements } from '../xml/navigate.ts';
import { readArtifactResolve } from './artifact.ts';
import type { SamlMessage } from './model.ts';
import { readAssertion } from './read-assertion.ts';
import { readInstants } from './read-instants.ts';
import { readLogoutRequest, readLogoutResponse } from './read-logout.ts';
import { readAuthnRequest } from './read-request.ts';
import { readResponse } from './read-response.ts';
import { isSoapEnvelope, soapContent } from './soap.ts';
import { readTokenResponse } from './token-response.ts';

/**
 * Reads a SAML 2.0 protocol message or assertion; `undefined` where the element is none we read.
 * A SOAP envelope, an ArtifactResponse and what WS-Federation or WS-Trust delivers are looked into, so `element` of the
 * result may be an inner one.
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
    case 'ArtifactResolve':
      return readArtifactResolve(message, signatures);
    default:
      return undefined;
  }
}

/** The message inside a SOAP envelope, an ArtifactResponse or a token response, or the element itself. */
function unwrap(element: XmlElement): XmlElement | undefined {
  const token = readTokenResponse(element)?.token;
  if (token) return token;
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
