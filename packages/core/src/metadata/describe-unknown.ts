import { shortName } from '../saml/names.ts';
import { readStatus } from '../saml/read-protocol.ts';
import { isSoapEnvelope, soapContent } from '../saml/soap.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed, elementsIn, textOf } from '../xml/navigate.ts';

const NOT_YET = 'samlscope recognises it but does not read it yet.';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** The longest piece of a message's own text that is repeated in a sentence. */
const EXCERPT = 120;

/** One sentence or two on what a document is that holds no SAML 2.0 message we read and no metadata. */
export function describeUnknown(root: XmlElement): string {
  return isSoapEnvelope(root) ? describeEnvelope(root) : describe(root);
}

function describe(element: XmlElement): string {
  const { localName } = element;
  switch (element.namespaceURI) {
    case ns.samlp:
      return describeProtocol(element);
    case ns.saml:
      return describeAssertionPart(localName);
    case ns.md:
      return `The <${localName}> of SAML metadata, cut out of its EntityDescriptor: give the whole EntityDescriptor.`;
    case ns.saml11:
      return `The <${excerpt(localName)}> of a SAML 1.1 assertion, cut out of it: give the whole Assertion.`;
    case ns.samlp11:
      return `A SAML 1.1 ${localName.toLowerCase()}: ${NOT_YET}`;
    case ns.wst:
    case ns.wst05:
      return describeTrust(element);
    case ns.ds:
      return `The <${localName}> of an XML signature by itself: give the whole message that it signs.`;
    case ns.xenc:
      return `The <${localName}> of XML Encryption by itself: it is not decrypted, and what it holds cannot be told.`;
    case 'urn:liberty:iff:2003-08':
      return `A Liberty ID-FF ${localName}, the forerunner of SAML 2.0: samlscope does not read it.`;
  }
  if (localName.toLowerCase() === 'html' && (element.namespaceURI === '' || element.namespaceURI === XHTML))
    return describePage(element);
  const expected = namespaceOfName(localName);
  if (expected !== undefined) return describeMisplaced(element, expected);
  return `XML whose root is ${named(element)}: no SAML 2.0 message and no metadata.`;
}

function describeProtocol(element: XmlElement): string {
  const { localName } = element;
  if (localName !== 'ArtifactResponse') return `A SAML 2.0 ${excerpt(localName)}: ${NOT_YET}`;
  const status = childNamed(element, ns.samlp, 'Status');
  const codes = status ? readStatus(status).codes.map((code) => excerpt(shortName(code.value))) : [];
  return `A SAML 2.0 ArtifactResponse with no message in it${codes.length > 0 ? `; its status is ${codes.join(', ')}` : ''}.`;
}

function describeAssertionPart(localName: string): string {
  if (localName === 'EncryptedAssertion')
    return `A SAML 2.0 EncryptedAssertion by itself: it is not decrypted, so nothing inside it can be read.`;
  return `The <${excerpt(localName)}> of a SAML 2.0 assertion, cut out of it: give the whole Assertion or, better, the whole Response.`;
}

/** WS-Trust messages, which WS-Federation delivers in wresult. */
function describeTrust(element: XmlElement): string {
  if (!element.localName.startsWith('RequestSecurityTokenResponse'))
    return `A WS-Trust ${excerpt(element.localName)}: ${NOT_YET}`;
  const token = tokenIn(element);
  const carries = token === undefined ? '' : `, carrying ${token}`;
  return `A WS-Federation response (${excerpt(element.localName)})${carries}: ${NOT_YET}`;
}

function tokenIn(element: XmlElement): string | undefined {
  for (const inner of elementsIn(element)) {
    if (inner.namespaceURI === ns.saml11 && inner.localName === 'Assertion') return 'a SAML 1.1 assertion';
    if (inner.namespaceURI === ns.saml && inner.localName === 'Assertion') return 'a SAML 2.0 assertion';
    if (inner.namespaceURI === ns.saml && inner.localName === 'EncryptedAssertion')
      return 'an encrypted SAML 2.0 assertion';
    if (inner.namespaceURI === ns.xenc && inner.localName === 'EncryptedData') return 'an encrypted token';
  }
  return undefined;
}

function describeEnvelope(envelope: XmlElement): string {
  const content = soapContent(envelope);
  if (!content) return 'A SOAP envelope with nothing in its Body.';
  if (content.localName === 'Fault' && content.namespaceURI === envelope.namespaceURI) {
    const reason =
      childNamed(content, '', 'faultstring') ?? childNamed(content, content.namespaceURI, 'Reason');
    const said = reason ? excerpt(textOf(reason).replace(/\s+/g, ' ').trim()) : '';
    return `A SOAP fault${said === '' ? '' : `: ${said}`}${said.endsWith('.') ? '' : '.'}`;
  }
  return `In a SOAP envelope: ${describe(content)}`;
}

function describePage(page: XmlElement): string {
  for (const element of elementsIn(page)) {
    if (element.localName.toLowerCase() !== 'input') continue;
    const name = element.attributes.find(({ localName }) => localName.toLowerCase() === 'name')?.value;
    if (name === 'SAMLResponse' || name === 'SAMLRequest' || name === 'wresult')
      return `An HTML page whose form posts ${name}: give the value of that field.`;
  }
  return 'An HTML page, not a SAML message: an error page or a login page was probably captured in its place.';
}

/** The namespace in which a well-known root belongs. */
function namespaceOfName(localName: string): string | undefined {
  switch (localName) {
    case 'Response':
    case 'AuthnRequest':
    case 'LogoutRequest':
    case 'LogoutResponse':
    case 'ArtifactResponse':
      return ns.samlp;
    case 'Assertion':
      return ns.saml;
    case 'EntityDescriptor':
    case 'EntitiesDescriptor':
      return ns.md;
    default:
      return undefined;
  }
}

function describeMisplaced(element: XmlElement, expected: string): string {
  const where =
    element.namespaceURI === '' ? 'no namespace' : `the namespace ${excerpt(element.namespaceURI)}`;
  return `The root <${excerpt(element.name)}> is in ${where}, so it is not SAML 2.0's; that one is in ${expected}.`;
}

function named(element: XmlElement): string {
  const where =
    element.namespaceURI === '' ? 'in no namespace' : `in the namespace ${excerpt(element.namespaceURI)}`;
  return `<${excerpt(element.name)}> ${where}`;
}

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}
