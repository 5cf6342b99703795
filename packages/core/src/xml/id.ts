import { ns, XML_NAMESPACE } from './namespaces.ts';

/**
 * Whether an attribute is an ID, judged by its declaration in the schemas of SAML, XML Signature, XML Encryption
 * and WS-Security, since no DTD is ever read.
 *
 * @see SAML Core 2.0 §1.3.4 (`ID`), SAML 1.1 Core §2.3.2 and §3.2 (`AssertionID`, `RequestID`, `ResponseID`),
 *   XML Signature §4 (`Id`), WS-Security `wsu:Id`, `xml:id` 1.0.
 */
export function isIdAttribute(localName: string, namespaceURI: string): boolean {
  if (namespaceURI === '') {
    return (
      localName === 'ID' ||
      localName === 'Id' ||
      localName === 'AssertionID' ||
      localName === 'RequestID' ||
      localName === 'ResponseID'
    );
  }
  return (
    (localName === 'id' && namespaceURI === XML_NAMESPACE) || (localName === 'Id' && namespaceURI === ns.wsu)
  );
}
