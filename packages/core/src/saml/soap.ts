import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';

/** SOAP 1.2. SAML's SOAP binding is SOAP 1.1, but some software sends this one. */
export const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';

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
