import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { kept } from '../xml/kept.ts';
import { ns } from '../xml/namespaces.ts';
import { elementsIn } from '../xml/navigate.ts';

/** The elements of assertions and protocols in a document: of metadata, a handful among hundreds. */
export const samlElements: (document: XmlDocument) => readonly XmlElement[] = kept(
  ({ root }) => (root ? elementsIn(root).filter(({ namespaceURI }) => SAML.has(namespaceURI)) : []),
  (document) => document,
);

const SAML: ReadonlySet<string> = new Set([ns.saml, ns.samlp, ns.saml11, ns.samlp11, ns.ecp]);
