import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';

const SIGNED_BY_SAML: ReadonlySet<string> = new Set([ns.saml, ns.samlp, ns.md, ns.saml11, ns.samlp11]);

/** Whether a signature stands in an element of SAML. */
export function isOnSaml({ parent }: SignatureEvidence): boolean {
  return parent !== undefined && SIGNED_BY_SAML.has(parent.namespaceURI);
}

/** Why SAML's profile of XML Signature says nothing about this signature; `undefined` where it does. */
export function notOnSaml(evidence: SignatureEvidence): string | undefined {
  if (evidence.element.document.problem)
    return 'the text is not well-formed; structure/not-well-formed is about that';
  return isOnSaml(evidence) ? undefined : 'the signature is not on an element of SAML';
}

/** Whether SAML lets an element be signed: assertions, messages, and the elements of metadata that say so. */
export function maySign({ localName, namespaceURI }: XmlElement): boolean {
  switch (namespaceURI) {
    case ns.saml:
    case ns.saml11:
      return localName === 'Assertion';
    case ns.samlp:
    case ns.samlp11:
      return /(?:Request|Response|Query|Resolve)$/.test(localName);
    default:
      return /Descriptor$/.test(localName);
  }
}

const CARRIES_SAML: ReadonlySet<string> = new Set([
  ns.saml,
  ns.samlp,
  ns.md,
  ns.saml11,
  ns.samlp11,
  ns.soap,
  ns.wst,
  ns.wst05,
]);

/** Why a document is no business of the checks on attacks: XML in general may do what SAML does not. */
export function outsideSaml({ root }: XmlDocument): string | undefined {
  return root && CARRIES_SAML.has(root.namespaceURI) ? undefined : 'the document is no SAML';
}
