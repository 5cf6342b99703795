import type { SignatureEvidence } from '../dsig/evidence.ts';
import { readInstants } from '../saml/read-instants.ts';
import { readSamlMessage } from '../saml/read-message.ts';
import { readSaml11Message } from '../saml/read-saml11.ts';
import { isSoapEnvelope, soapContent } from '../saml/soap.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { describeUnknown } from './describe-unknown.ts';
import type { Message } from './model.ts';
import { readEntities } from './read-entity.ts';

/**
 * Reads whatever a document holds: a SAML message, metadata, or something else that is named as precisely
 * as we can. Total: every document that has a root yields a message.
 *
 * @throws TypeError when the document has no root, which is the caller's to ask first.
 */
export function readMessage(document: XmlDocument, signatures: readonly SignatureEvidence[]): Message {
  const { root } = document;
  if (!root) throw new TypeError('readMessage needs a document with a root element.');
  if (isMetadata(root)) {
    return {
      kind: 'metadata',
      document,
      element: root,
      signatures,
      instants: readInstants(root),
      entities: readEntities(root),
    };
  }
  const message = readSamlMessage(root, signatures) ?? readSaml11Message(root, signatures);
  if (message) return message;
  const element = (isSoapEnvelope(root) ? soapContent(root) : undefined) ?? root;
  return {
    kind: 'unknown',
    document,
    element,
    signatures,
    instants: readInstants(root),
    says: describeUnknown(root),
  };
}

function isMetadata(root: XmlElement): boolean {
  return (
    root.namespaceURI === ns.md &&
    (root.localName === 'EntityDescriptor' || root.localName === 'EntitiesDescriptor')
  );
}
