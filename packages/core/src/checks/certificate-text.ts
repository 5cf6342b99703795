import { decodeBase64 } from '../base/base64.ts';
import { decodeLatin1 } from '../base/bytes.ts';
import { byElement } from '../metadata/by-element.ts';
import { type Field, textField } from '../saml/field.ts';
import { isPemInBase64 } from '../x509/read.ts';
import { isWhiteSpace } from '../xml/characters.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed, elementsIn } from '../xml/navigate.ts';

/** The text of each ds:X509Certificate in an element's KeyInfo. */
export const certificateTexts = byElement((element): readonly Field[] => {
  const keyInfo = childNamed(element, ns.ds, 'KeyInfo');
  const found: Field[] = [];
  for (const inner of keyInfo ? elementsIn(keyInfo) : []) {
    if (inner.namespaceURI === ns.ds && inner.localName === 'X509Certificate') found.push(textField(inner));
  }
  return found;
});

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
  const inside = isPemInBase64(text);
  if (!inside && !text.includes('-----') && !beginsAsPrivateKey(text)) return false;
  if (PRIVATE_KEY.test(text)) return true;
  const { bytes } = decodeBase64(text.replace(/-----[A-Z0-9 ]{1,60}-----/g, ''));
  return bytes && inside ? PRIVATE_KEY.test(decodeLatin1(bytes)) : isPrivateKey(bytes);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** As many octets as decide. */
const DECIDING = 12;

/** Whether the first octets are a private key's: most texts are certificates, which need not be decoded to say no. */
function beginsAsPrivateKey(text: string): boolean {
  const octets: number[] = [];
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length && octets.length < DECIDING; i++) {
    if (isWhiteSpace(text.charCodeAt(i))) continue;
    const value = ALPHABET.indexOf(text.charAt(i));
    if (value < 0) break;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    octets.push((bits >> held) & 0xff);
    if (octets[0] !== SEQUENCE) return false;
  }
  return isPrivateKey(octets);
}

/** The first octet of any key or certificate in DER. */
const SEQUENCE = 0x30;

function isPrivateKey(bytes: ArrayLike<number> | undefined): boolean {
  if (bytes?.[0] !== SEQUENCE) return false;
  const length = bytes[1] ?? 0;
  const content = length < 0x80 ? 2 : 2 + (length & 0x7f);
  // PKCS #1 and PKCS #8 hold version 0 first; an EC private key (SEC 1) holds 1.
  if (bytes[content] !== 0x02 || bytes[content + 1] !== 0x01) return false;
  const version = bytes[content + 2];
  return version === 0 || (version === 1 && bytes[content + 3] === 0x04);
}
