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
  const header = paosRequestOf(message);
  return header && attributeNamed(header, 'responseConsumerURL');
}

/** Where `ecp:Response` has the client take the response (SAML Profiles §4.2.4.4). */
export function consumerServiceURLOf(message: Message): XmlAttribute | undefined {
  const header = headerOf(message, ns.ecp, 'Response');
  return header && attributeNamed(header, 'AssertionConsumerServiceURL');
}

/** `ecp:Request`: what the client itself is to know of the AuthnRequest in the Body (SAML Profiles §4.2.4.2). */
export function ecpRequestOf(message: Message): XmlElement | undefined {
  return headerOf(message, ns.ecp, 'Request');
}

/** `paos:Request`, which asks for a response by a service; that of ECP has the namespace of ECP as its name. */
export function paosRequestOf(message: Message): XmlElement | undefined {
  return headerOf(message, ns.paos, 'Request');
}

/** `ecp:RelayState`, which the client returns with the response (SAML Profiles §4.2.4.3). */
export function ecpRelayStateOf(message: Message): XmlElement | undefined {
  return headerOf(message, ns.ecp, 'RelayState');
}

function headerOf(message: Message, uri: string, name: string): XmlElement | undefined {
  return ecpHeadersOf(message).find((one) => one.namespaceURI === uri && one.localName === name);
}
