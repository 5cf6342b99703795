import type { KeyCandidate } from '../../x509/certificate.ts';
import type { XmlAttribute, XmlElement, XmlNode, XmlText } from '../../xml/document.ts';
import { isIdAttribute } from '../../xml/id.ts';

/** `the Assertion _a1b2`; `the Subject` where it has no ID. */
export function nameOf(element: XmlElement): string {
  const id = element.attributes.find(({ localName, namespaceURI }) => isIdAttribute(localName, namespaceURI));
  return id ? `the ${element.localName} ${told(id.value)}` : `the ${element.localName}`;
}

/** `Destination of the Response` for an attribute, `the text of Audience` for text. */
export function nameOfValue(node: XmlAttribute | XmlText): string {
  return node.type === 'text'
    ? `the text of ${node.parent.localName}`
    : `the attribute ${node.name} of ${node.owner.localName}`;
}

/** A node that was taken away or is too much. */
export function nameOfNode(node: XmlNode): string {
  switch (node.type) {
    case 'element':
      return `the element ${node.localName}`;
    case 'attribute':
      return nameOfValue(node);
    case 'text':
      return nameOfValue(node);
    case 'namespace':
      return `the declaration of the prefix ${node.prefix}`;
    default:
      return `a ${node.type.replace('-', ' ')}`;
  }
}

/** Longest value told in full. */
const TOLD = 120;

/** A value in quotes, cut where it is long. */
export function told(value: string): string {
  return JSON.stringify(value.length > TOLD ? `${value.slice(0, TOLD)}…` : value);
}

/** `the key of CN=idp.example (IdP metadata, KeyDescriptor 1)`. */
export function nameOfKey({ certificate, key, from }: KeyCandidate): string {
  const whose = certificate
    ? `the key of ${certificate.subject || 'a certificate without subject'}`
    : `a bare ${key.type.toUpperCase()} key of ${key.bits} bits`;
  return `${whose} (${from})`;
}

/** `once`, `at 3 places`. */
export function atPlaces(count: number): string {
  return count === 1 ? 'at one place' : `at ${count} places`;
}

/** With the first letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
