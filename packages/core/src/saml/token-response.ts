import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';
import { type Field, textField } from './field.ts';
import { isSoapEnvelope, soapContent } from './soap.ts';

/** What WS-Federation posts as `wresult`, and WS-Trust answers: a security token with what is said about it. */
export interface TokenResponse {
  readonly element: XmlElement;
  /** RequestedSecurityToken, which holds the token. */
  readonly requested: XmlElement | undefined;
  /** The token: an Assertion as a rule. */
  readonly token: XmlElement | undefined;
  readonly appliesTo: Field | undefined;
  /** What the token is said to be, a URI. */
  readonly tokenType: Field | undefined;
}

/** The RequestSecurityTokenResponse that an element is, or holds in a collection or a SOAP envelope. */
export function readTokenResponse(root: XmlElement): TokenResponse | undefined {
  const content = isSoapEnvelope(root) ? soapContent(root) : root;
  if (!content || !isTrust(content)) return undefined;
  const element =
    content.localName === 'RequestSecurityTokenResponseCollection'
      ? childNamed(content, content.namespaceURI, RESPONSE)
      : content;
  if (element?.localName !== RESPONSE) return undefined;
  const requested = childNamed(element, element.namespaceURI, 'RequestedSecurityToken');
  const token = requested && childElements(requested)[0];
  const tokenType = childNamed(element, element.namespaceURI, 'TokenType');
  return {
    element,
    requested,
    token,
    appliesTo: readAppliesTo(element),
    tokenType: tokenType && textField(tokenType),
  };
}

const RESPONSE = 'RequestSecurityTokenResponse';

function isTrust({ namespaceURI }: XmlElement): boolean {
  return namespaceURI === ns.wst || namespaceURI === ns.wst05;
}

/** By local names, since WS-Policy and WS-Addressing come in several versions. */
function readAppliesTo(element: XmlElement): Field | undefined {
  let found: XmlElement | undefined = element;
  for (const name of ['AppliesTo', 'EndpointReference', 'Address'])
    found = found && childElements(found).find(({ localName }) => localName === name);
  return found && textField(found);
}
