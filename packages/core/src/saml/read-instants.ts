import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { type Instant, readInstant } from './instant.ts';

/**
 * Every xs:dateTime attribute that SAML 2.0 or 1.1 defines, on the element and below it, in document order.
 * Only on elements of SAML's own namespaces: an `IssueInstant` elsewhere is another specification's.
 *
 * @see SAML Core §2.3.3, §2.4.1.2, §2.5.1, §2.7.2, §3.2.1, §3.7.1; SAML Metadata §2.3.1 (`validUntil`).
 */
export function readInstants(apex: XmlElement): Instant[] {
  const found: Instant[] = [];
  const pending: XmlElement[] = [apex];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const { attributes, children } = element;
    if (attributes.length > 0 && isSaml(element.namespaceURI)) {
      for (const attribute of attributes) {
        if (attribute.namespaceURI === '' && isInstantName(attribute.localName))
          found.push(readInstant(attribute));
      }
    }
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child?.type === 'element') pending.push(child);
    }
  }
  return found;
}

function isSaml(namespaceURI: string): boolean {
  switch (namespaceURI) {
    case ns.saml:
    case ns.samlp:
    case ns.md:
    case ns.saml11:
    case ns.samlp11:
      return true;
    default:
      return false;
  }
}

function isInstantName(localName: string): boolean {
  switch (localName) {
    case 'IssueInstant':
    case 'NotBefore':
    case 'NotOnOrAfter':
    case 'AuthnInstant':
    case 'AuthenticationInstant':
    case 'SessionNotOnOrAfter':
    case 'validUntil':
      return true;
    default:
      return false;
  }
}
