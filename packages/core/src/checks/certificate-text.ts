import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { decodeLatin1 } from '../base/bytes.ts';
import { type Field, textField } from '../saml/field.ts';
import { isPemInBase64 } from '../x509/read.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed, elementsIn } from '../xml/navigate.ts';

/** The text of each ds:X509Certificate in an element's KeyInfo. */
export function certificateTexts(element: XmlElement): Field[] {
  const keyInfo = childNamed(element, ns.ds, 'KeyInfo');
  const found: Field[] = [];
  for (const inner of keyInfo ? elementsIn(keyInfo) : []) {
    if (inner.namespaceURI === ns.ds && inner.localName === 'X509Certificate') found.push(textField(inner));
  }
  return found;
}

/** Whether a text has the lines of PEM round it. */
export function isPemText(text: string): boolean {
  return text.includes('-----BEGIN') || text.includes('-----END');
}

/**
 * How a certificate is written in PEM where the base64 of DER belongs, to follow "is written"; `undefined` where it is
 * not. A private key is another matter.
 */
export function pemShape(text: string): string | undefined {
  if (isPrivateKeyText(text)) return undefined;
  if (isPemText(text)) return 'with the lines of PEM round it';
  return isPemInBase64(text) ? 'as a whole PEM file, put into base64 once more' : undefined;
}

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;

/**
 * Whether a text holds a private key: by the line of PEM that says so, or as DER in base64, which begins with a version
 * where a certificate begins with a SEQUENCE.
 */
export function isPrivateKeyText(text: string): boolean {
  if (PRIVATE_KEY.test(text)) return true;
  const { bytes } = decodeBase64(withoutWhiteSpace(text.replace(/-----[A-Z0-9 ]{1,60}-----/g, '')));
  if (bytes && isPemInBase64(text)) return PRIVATE_KEY.test(decodeLatin1(bytes));
  if (bytes?.[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const content = length < 0x80 ? 2 : 2 + (length & 0x7f);
  // PKCS #1 and PKCS #8 hold version 0 first; an EC private key (SEC 1) holds 1.
  if (bytes[content] !== 0x02 || bytes[content + 1] !== 0x01) return false;
  const version = bytes[content + 2];
  return version === 0 || (version === 1 && bytes[content + 3] === 0x04);
}
