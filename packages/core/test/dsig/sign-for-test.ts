import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { examineSignatures } from '../../src/dsig/examine.ts';
import type { KeyCandidate } from '../../src/x509/certificate.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../../src/xml/document.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { childNamed, elementsIn } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';

export const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

export function parse(text: string): XmlDocument {
  return parseXml({ name: 'test', text, steps: [] });
}

export function pem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export function given(key: KeyObject): readonly KeyCandidate[] {
  return readKeysPem(pem(key), '--cert test.pem');
}

export const rsaGiven = given(rsa.publicKey);

/** The evidence of a document's only signature. */
export function examineOne(text: string, keys: readonly KeyCandidate[] = rsaGiven) {
  const document = parse(text);
  const [evidence, ...others] = examineSignatures(document, keys);
  if (!evidence || others.length > 0)
    throw new Error(`There are ${others.length + (evidence ? 1 : 0)} signatures.`);
  return evidence;
}

/** A Response with one Assertion. */
export function response(nameId = 'user@example.com', extra = ''): string {
  return `<samlp:Response xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="r1" Version="2.0"><saml:Issuer>idp</saml:Issuer><saml:Assertion ID="a1" Version="2.0"><saml:Issuer>idp</saml:Issuer><saml:Subject><saml:NameID>${nameId}</saml:NameID></saml:Subject>${extra}<saml:AttributeStatement><saml:Attribute Name="role"><saml:AttributeValue>user</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

/** Signs an element with xml-crypto, which shares no code with samlscope; the signature follows its Issuer. */
export function signByXmlCrypto(xml: string, { localName = 'Assertion', c14n = EXC_C14N } = {}): string {
  const path = `//*[local-name(.)='${localName}']`;
  const signer = new SignedXml({
    privateKey: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicCert: pem(rsa.publicKey),
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: c14n as typeof EXC_C14N,
  });
  signer.addReference({ xpath: path, digestAlgorithm: SHA256, transforms: [ENVELOPED, c14n] });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}

export interface TestReference {
  readonly uri: string | undefined;
  /** Transform elements: a URI, or a URI with the content of the element. */
  readonly transforms?: readonly (string | readonly [uri: string, content: string])[];
  readonly digestMethod?: string;
  /** What is digested; by default the canonical form of the element with that ID without the signature. */
  readonly octets?: (document: XmlDocument, signature: XmlElement) => string | Uint8Array;
}

export interface TestSignature {
  /** Holds `{signature}` where the signature is to stand. */
  readonly template: string;
  readonly references: readonly TestReference[];
  readonly c14n?: string | readonly [uri: string, content: string];
  /** As the canonicalisation method says. */
  readonly how?: Canonicalization;
  readonly signatureMethod?: string;
  readonly methodContent?: string;
  readonly keyInfo?: string;
  readonly after?: string;
  readonly sign: (signedInfo: Buffer) => Uint8Array;
}

const EXCLUSIVE: Canonicalization = { form: 'exclusive', withComments: false };

/** Makes a signature by hand, so that every part of it can be chosen. */
export function signByHand(options: TestSignature): string {
  const { template, references, how = EXCLUSIVE } = options;
  const build = (digests: readonly string[], value: string) =>
    template.replace('{signature}', () => signatureText(options, digests, value));
  const empty = parse(
    build(
      references.map(() => ''),
      '',
    ),
  );
  const digests = references.map((reference) => {
    const octets = (reference.octets ?? elementWithId(reference.uri?.slice(1) ?? ''))(
      empty,
      lastSignature(empty),
    );
    return createHash(hashName(reference.digestMethod ?? SHA256))
      .update(octets)
      .digest('base64');
  });
  const digested = parse(build(digests, ''));
  const signedInfo = childNamed(lastSignature(digested), ns.ds, 'SignedInfo');
  if (!signedInfo) throw new Error('The signature just made has no SignedInfo.');
  const value = options.sign(Buffer.from(canonicalize(signedInfo, how), 'utf8'));
  return build(digests, Buffer.from(value).toString('base64'));
}

export function elementWithId(id: string, how: Canonicalization = EXCLUSIVE) {
  return (document: XmlDocument, signature: XmlElement) => {
    const element = document.ids.get(id)?.[0];
    if (!element) throw new Error(`No element has the ID ${id}.`);
    return canonicalize(element, how, signature);
  };
}

/** The one just made: the one whose SignatureValue is still empty. */
function lastSignature(document: XmlDocument): XmlElement {
  for (const element of document.root ? elementsIn(document.root) : []) {
    if (element.localName !== 'Signature') continue;
    if (childNamed(element, ns.ds, 'SignatureValue')?.children.length === 0) return element;
  }
  throw new Error('The template has no place for a signature.');
}

function hashName(digestMethod: string): string {
  return digestMethod.slice(digestMethod.indexOf('#') + 1);
}

function signatureText(options: TestSignature, digests: readonly string[], value: string): string {
  const { references, c14n = EXC_C14N, signatureMethod = RSA_SHA256 } = options;
  const written = references.map(({ uri, transforms = [ENVELOPED, EXC_C14N], digestMethod = SHA256 }, i) => {
    const listed = transforms.map((one) => named('Transform', one)).join('');
    return `<ds:Reference${uri === undefined ? '' : ` URI="${uri}"`}>${listed === '' ? '' : `<ds:Transforms>${listed}</ds:Transforms>`}<ds:DigestMethod Algorithm="${digestMethod}"/><ds:DigestValue>${digests[i]}</ds:DigestValue></ds:Reference>`;
  });
  const method = `<ds:SignatureMethod Algorithm="${signatureMethod}">${options.methodContent ?? ''}</ds:SignatureMethod>`;
  return `<ds:Signature xmlns:ds="${ns.ds}"><ds:SignedInfo>${named('CanonicalizationMethod', c14n)}${method}${written.join('')}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue>${options.keyInfo ?? ''}${options.after ?? ''}</ds:Signature>`;
}

function named(localName: string, algorithm: string | readonly [string, string]): string {
  const [uri, content] = typeof algorithm === 'string' ? [algorithm, ''] : algorithm;
  return `<ds:${localName} Algorithm="${uri}">${content}</ds:${localName}>`;
}
