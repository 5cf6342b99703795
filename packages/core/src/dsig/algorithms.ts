import { type HashName, hashLength, type SignatureScheme } from '../base/crypto.ts';
import type { Canonicalization } from '../xml/c14n.ts';
import type { XmlElement } from '../xml/document.ts';
import { attributeNamed } from '../xml/navigate.ts';
import type { AlgorithmUse } from './evidence.ts';

/** What every algorithm in the tables has. */
interface Entry {
  /** Short name for people. */
  readonly name: string;
  /** Why it no longer protects, in a few words. */
  readonly weakness?: string;
  /** Set where samlscope knows the algorithm and will not compute it: why, as one sentence. */
  readonly refusal?: string;
}

/** A digest algorithm: `hash` is absent where it is refused. */
export interface DigestEntry extends Entry {
  readonly hash?: HashName;
}

/** A signature algorithm: `scheme` is absent where it is refused. */
export interface SignatureEntry extends Entry {
  readonly scheme?: SignatureScheme;
  /** Its parameters stand in RSAPSSParams; `scheme` is what holds without any. */
  readonly takesPssParameters?: boolean;
}

/** What a transform does. */
export interface TransformEntry extends Entry {
  readonly operation?: 'enveloped-signature' | 'base64' | Canonicalization;
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE07 = 'http://www.w3.org/2007/05/xmldsig-more#';
const MORE21 = 'http://www.w3.org/2021/04/xmldsig-more#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N11 = 'http://www.w3.org/2006/12/xml-c14n11';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const SHA1_WEAKNESS = 'SHA-1 collides';
const MD5_REFUSAL =
  'MD5 is refused: two documents with one MD5 digest can be made in seconds, so the signature proves nothing.';
const HMAC_REFUSAL =
  'HMAC is refused: it has one secret for signing and verifying, so whoever can verify can sign, and a reader that uses the public key as that secret accepts what anybody can make.';

/** XML Signature 1.1 §6.2, RFC 9231 §2.1. */
export const digestMethods: ReadonlyMap<string, DigestEntry> = new Map<string, DigestEntry>([
  [`${DSIG}sha1`, { name: 'sha1', hash: 'sha1', weakness: SHA1_WEAKNESS }],
  [`${MORE}sha224`, { name: 'sha224', hash: 'sha224' }],
  [`${XENC}sha256`, { name: 'sha256', hash: 'sha256' }],
  [`${MORE}sha384`, { name: 'sha384', hash: 'sha384' }],
  [`${XENC}sha512`, { name: 'sha512', hash: 'sha512' }],
  [`${MORE07}sha3-224`, { name: 'sha3-224', hash: 'sha3-224' }],
  [`${MORE07}sha3-256`, { name: 'sha3-256', hash: 'sha3-256' }],
  [`${MORE07}sha3-384`, { name: 'sha3-384', hash: 'sha3-384' }],
  [`${MORE07}sha3-512`, { name: 'sha3-512', hash: 'sha3-512' }],
  [`${XENC}ripemd160`, { name: 'ripemd160', hash: 'ripemd160' }],
  [`${MORE}md5`, { name: 'md5', weakness: 'MD5 collides', refusal: MD5_REFUSAL }],
]);

/** XML Signature 1.1 §6.3 and §6.4, RFC 9231 §2.2 and §2.3. */
export const signatureMethods: ReadonlyMap<string, SignatureEntry> = new Map<string, SignatureEntry>([
  ...family('rsa', DSIG, ['sha1']),
  ...family('rsa', MORE, ['sha224', 'sha256', 'sha384', 'sha512', 'ripemd160']),
  ...family('dsa', DSIG, ['sha1']),
  ...family('dsa', 'http://www.w3.org/2009/xmldsig11#', ['sha256']),
  ...family('ecdsa', MORE, ['sha1', 'sha224', 'sha256', 'sha384', 'sha512']),
  ...family('ecdsa', MORE07, ['ripemd160']),
  ...family('ecdsa', MORE21, ['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512']),
  ...maskedFamily(['sha1', 'sha224', 'sha256', 'sha384', 'sha512']),
  ...maskedFamily(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'ripemd160']),
  [`${MORE07}rsa-pss`, { name: 'rsa-pss', scheme: pss('sha256'), takesPssParameters: true }],
  [`${MORE21}eddsa-ed25519`, { name: 'eddsa-ed25519', scheme: { kind: 'ed25519' } }],
  [`${MORE21}eddsa-ed448`, { name: 'eddsa-ed448', scheme: { kind: 'ed448' } }],
  [`${MORE}rsa-md5`, { name: 'rsa-md5', weakness: 'MD5 collides', refusal: MD5_REFUSAL }],
  ...refusedHmac(DSIG, ['sha1']),
  ...refusedHmac(MORE, ['md5', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160']),
]);

/** XML Signature 1.1 §6.5. */
export const canonicalizationMethods: ReadonlyMap<string, TransformEntry> = new Map<string, TransformEntry>([
  [C14N, { name: 'c14n', operation: { form: 'inclusive', withComments: false } }],
  [
    `${C14N}#WithComments`,
    { name: 'c14n#WithComments', operation: { form: 'inclusive', withComments: true } },
  ],
  [C14N11, { name: 'c14n11', operation: { form: 'inclusive-1.1', withComments: false } }],
  [
    `${C14N11}#WithComments`,
    { name: 'c14n11#WithComments', operation: { form: 'inclusive-1.1', withComments: true } },
  ],
  [EXC_C14N, { name: 'exc-c14n', operation: { form: 'exclusive', withComments: false } }],
  [
    `${EXC_C14N}WithComments`,
    { name: 'exc-c14n#WithComments', operation: { form: 'exclusive', withComments: true } },
  ],
]);

/** XML Signature 1.1 §6.6. What runs a program written by the sender is refused. */
export const transformMethods: ReadonlyMap<string, TransformEntry> = new Map<string, TransformEntry>([
  ...canonicalizationMethods,
  [`${DSIG}enveloped-signature`, { name: 'enveloped-signature', operation: 'enveloped-signature' }],
  [`${DSIG}base64`, { name: 'base64', operation: 'base64' }],
  ['http://www.w3.org/TR/1999/REC-xpath-19991116', refusedProgram('xpath', 'XPath')],
  ['http://www.w3.org/2002/06/xmldsig-filter2', refusedProgram('xpath-filter2', 'XPath filter 2.0')],
  ['http://www.w3.org/TR/1999/REC-xslt-19991116', refusedProgram('xslt', 'XSLT')],
]);

/** URIs that are in use although no specification defines them, and the one that was meant. */
const MEANT: ReadonlyMap<string, string> = new Map([
  [`${MORE}rsa-sha1`, `${DSIG}rsa-sha1`],
  [`${DSIG}rsa-sha256`, `${MORE}rsa-sha256`],
  [`${DSIG}rsa-sha384`, `${MORE}rsa-sha384`],
  [`${DSIG}rsa-sha512`, `${MORE}rsa-sha512`],
  [`${DSIG}sha256`, `${XENC}sha256`],
  [`${MORE}sha256`, `${XENC}sha256`],
  [`${XENC}sha1`, `${DSIG}sha1`],
  [`${XENC}sha224`, `${MORE}sha224`],
  [`${XENC}sha384`, `${MORE}sha384`],
  [`${MORE}sha512`, `${XENC}sha512`],
  ['http://www.w3.org/2001/10/xml-exc-c14n', EXC_C14N],
  [`${C14N}#`, C14N],
]);

/** The algorithm an element's Algorithm attribute names, described; and its entry in the table, where it has one. */
export function useOf<E extends Entry>(
  element: XmlElement,
  table: ReadonlyMap<string, E>,
): { readonly use: AlgorithmUse; readonly entry: E | undefined } {
  const attribute = attributeNamed(element, 'Algorithm');
  const uri = attribute?.value ?? '';
  const entry = table.get(uri);
  const use = {
    uri,
    name: entry?.name ?? uri,
    at: attribute ?? element,
    supported: entry !== undefined && entry.refusal === undefined,
  };
  return { use: entry?.weakness === undefined ? use : { ...use, weakness: entry.weakness }, entry };
}

/** Why an algorithm that is in no table cannot be used, as one sentence. */
export function unknownAlgorithm(element: string, uri: string): string {
  if (uri === '') return `${element} has no Algorithm attribute.`;
  const meant = MEANT.get(uri);
  return meant === undefined
    ? `${element} names ${uri}, which samlscope does not compute.`
    : `${element} names ${uri}, which no specification defines; ${meant} was probably meant.`;
}

function family(
  kind: 'rsa' | 'dsa' | 'ecdsa',
  namespace: string,
  hashes: readonly HashName[],
): [string, SignatureEntry][] {
  return hashes.map((hash) => {
    const entry = { name: `${kind}-${hash}`, scheme: { kind, hash } };
    return [`${namespace}${entry.name}`, withWeakness(entry, hash)];
  });
}

/** RSASSA-PSS without parameters: salt as long as the digest, MGF1 with the same hash (RFC 9231 §2.3.10). */
function maskedFamily(hashes: readonly HashName[]): [string, SignatureEntry][] {
  return hashes.map((hash) => {
    const entry = { name: `${hash}-rsa-MGF1`, scheme: pss(hash) };
    return [`${MORE07}${entry.name}`, withWeakness(entry, hash)];
  });
}

function pss(hash: HashName): SignatureScheme {
  return { kind: 'rsa-pss', hash, saltLength: hashLength[hash] };
}

function withWeakness(entry: SignatureEntry, hash: HashName): SignatureEntry {
  return hash === 'sha1' ? { ...entry, weakness: SHA1_WEAKNESS } : entry;
}

function refusedHmac(namespace: string, hashes: readonly string[]): [string, SignatureEntry][] {
  return hashes.map((hash) => [
    `${namespace}hmac-${hash}`,
    { name: `hmac-${hash}`, weakness: 'whoever can verify can sign', refusal: HMAC_REFUSAL },
  ]);
}

function refusedProgram(name: string, title: string): TransformEntry {
  return {
    name,
    refusal: `The transform ${title} is refused: it is a program by the sender that decides what of the document is signed, and SAML lets verifiers reject it (SAML Core §5.4.4).`,
  };
}
