import type { Message } from '../metadata/model.ts';
import { isSoapEnvelope } from '../saml/soap.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { holderOf } from '../xml/navigate.ts';

/** The SOAP envelope that the message came in. */
export function envelopeOf({ document }: Message): XmlElement | undefined {
  return document.root && isSoapEnvelope(document.root) ? document.root : undefined;
}

/** The ArtifactResponse that the message came in, or that it is, where it holds none. */
export function artifactResponseOf({ element }: Message): XmlElement | undefined {
  return [element, holderOf(element)].find(
    (one) => one?.localName === 'ArtifactResponse' && one.namespaceURI === ns.samlp,
  );
}
