import type { Message } from '../metadata/model.ts';
import type { XmlAttribute, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed } from '../xml/navigate.ts';
import { envelopeOf } from './wire.ts';

/** The header blocks of the ECP profile in the envelope that the message came in: those of PAOS and of ECP itself. */
export function ecpHeadersOf(message: Message): readonly XmlElement[] {
  const envelope = envelopeOf(message);
  const header = envelope && childNamed(envelope, envelope.namespaceURI, 'Header');
  return header
    ? childElements(header).filter(({ namespaceURI: uri }) => uri === ns.ecp || uri === ns.paos)
    : [];
}

/** Where `paos:Request` has the client return a response, and an error (SAML Profiles §4.2.4.1). */
export function responseConsumerURLOf(message: Message): XmlAttribute | undefined {
  return onHeader(message, ns.paos, 'Request', 'responseConsumerURL');
}

/** Where `ecp:Response` has the client take the response (SAML Profiles §4.2.4.4). */
export function consumerServiceURLOf(message: Message): XmlAttribute | undefined {
  return onHeader(message, ns.ecp, 'Response', 'AssertionConsumerServiceURL');
}

function onHeader(message: Message, uri: string, name: string, attribute: string): XmlAttribute | undefined {
  const header = ecpHeadersOf(message).find((one) => one.namespaceURI === uri && one.localName === name);
  return header && attributeNamed(header, attribute);
}
