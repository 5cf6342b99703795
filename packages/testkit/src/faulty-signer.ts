import { createSign } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization, ExclusiveCanonicalizationWithComments } from 'xml-crypto';
import type { TestKey } from './keys.ts';
import { locate } from './locate.ts';
import { setSignatureValue } from './resign.ts';

/** What a signer does otherwise than XML Signature has it. What is left out, it does right. */
export interface SignerFault {
  readonly key: TestKey;
  /** Writes another DigestValue. Gets the signed element in exclusive canonical form, without its signature. */
  readonly digestValue?: (canonical: string) => string;
  /** Digests the comments, too. */
  readonly withComments?: boolean;
  /** Changes SignedInfo, as text, before it is signed: what it says is not what was done. */
  readonly signedInfo?: (text: string) => string;
  /** What it signs in place of the canonical SignedInfo. */
  readonly octets?: (canonical: string, written: string) => string | Buffer;
  /** How it signs, as SignatureValue has it. RSA with PKCS #1 v1.5 and SHA-256 unless this says otherwise. */
  readonly value?: (octets: Buffer) => string;
}

/**
 * Signs anew what the first Signature of a text covers, the element it stands in, with one fault of the signer. The
 * message must have been signed already, with exclusive canonicalisation.
 */
export function signFaultily(xml: string, fault: SignerFault): string {
  const { key, digestValue, signedInfo, octets, value } = fault;
  let text = xml;
  if (digestValue) {
    const { start, end, parent } = locate(text, 'Signature');
    if (!parent) throw new TypeError('The Signature stands in no element.');
    const bare = text.slice(0, start) + text.slice(end);
    const canonical = canonicalOf(bare, parent.localName, fault.withComments ?? false);
    text = inside(text, 'DigestValue', digestValue(canonical));
  }
  if (signedInfo) {
    const { start, end } = locate(text, 'SignedInfo');
    text = text.slice(0, start) + signedInfo(text.slice(start, end)) + text.slice(end);
  }
  const { start, end } = locate(text, 'SignedInfo');
  return setSignatureValue(text, (canonical) => {
    const signed = Buffer.from(octets ? octets(canonical, text.slice(start, end)) : canonical);
    return value ? value(signed) : rsaSha256(signed, key);
  });
}

function rsaSha256(octets: Buffer, key: TestKey): string {
  return createSign('RSA-SHA256').update(octets).sign(key.privateKeyPem, 'base64');
}

/** The first element of this local name in exclusive canonical form. */
function canonicalOf(xml: string, localName: string, withComments: boolean): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const element = document.getElementsByTagNameNS('*', localName)[0];
  if (!element) throw new TypeError(`There is no <${localName}> in this text.`);
  const Method = withComments ? ExclusiveCanonicalizationWithComments : ExclusiveCanonicalization;
  return String(new Method().process(element as never, {}));
}

function inside(xml: string, localName: string, content: string): string {
  const { openEnd, closeStart } = locate(xml, localName);
  return xml.slice(0, openEnd) + content + xml.slice(closeStart);
}
