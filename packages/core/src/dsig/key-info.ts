import { decodeBase64 } from '../base/base64.ts';
import { SamlscopeError } from '../base/errors.ts';
import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { KeyCandidate, PublicKey } from '../x509/certificate.ts';
import { dsaSpki, ecSpki, readSpki, rsaSpki } from '../x509/public-key.ts';
import { readCertificate } from '../x509/read.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed, textOf } from '../xml/navigate.ts';
import { decimalPoint } from './ecdsa-key-value.ts';
import type { SignatureProblem } from './evidence.ts';
import { type KeyHint, readHint } from './key-hints.ts';

/** The keys a ds:KeyInfo holds, in document order, those it names, and what in it could not be used. */
export interface KeyInfoReading {
  readonly keys: KeyCandidate[];
  readonly hints: KeyHint[];
  readonly problems: SignatureProblem[];
}

/**
 * Reads a ds:KeyInfo: X509Certificate, KeyValue (RSA, EC, DSA), DEREncodedKeyValue, and by RetrievalMethod or
 * KeyInfoReference the same elsewhere in the document. Nothing outside it is fetched. What only names a key becomes a
 * hint; where nothing else is there, the problem `no-key` says so. Total.
 *
 * @param source Whose KeyInfo it is; each key is marked with it.
 * @param from Where the keys come from, for people. Several are numbered: `…, key 2 of 3`.
 * @see XML Signature 1.1 §4.5.
 */
export function readKeyInfo(
  keyInfo: XmlElement,
  source: 'metadata' | 'message',
  from: string,
  limits: Limits = defaultLimits,
): KeyInfoReading {
  const contents: Contents = { holders: [], hints: [], others: [] };
  for (const child of childElements(keyInfo)) collect(child, contents, true);
  const { holders, hints } = contents;

  const problems: SignatureProblem[] = [];
  const found: Pick<KeyCandidate, 'key' | 'certificate'>[] = [];
  for (const holder of holders) {
    if (found.length + problems.length >= limits.keysPerSignature) {
      problems.push({
        code: 'limit',
        message: `KeyInfo holds ${holders.length} keys; the limit keysPerSignature (${limits.keysPerSignature}) ends the reading here.`,
        at: holder,
      });
      break;
    }
    try {
      found.push(readHolder(holder));
    } catch (error) {
      problems.push({ code: 'unreadable-key', message: reason(holder, error), at: holder });
    }
  }
  if (holders.length === 0) problems.push({ code: 'no-key', message: nothingHeld(contents), at: keyInfo });

  const keys = found.map(({ key, certificate }, i): KeyCandidate => {
    const named = found.length > 1 ? `${from}, key ${i + 1} of ${found.length}` : from;
    return certificate ? { key, certificate, source, from: named } : { key, source, from: named };
  });
  return { keys, hints: hints.slice(0, limits.keysPerSignature), problems };
}

/** The children of a KeyInfo, sorted. */
interface Contents {
  /** What holds a key. */
  readonly holders: XmlElement[];
  readonly hints: KeyHint[];
  /** What cannot be used, by name, with the reason where there is one to tell. */
  readonly others: string[];
}

/** @param follow whether to look where a reference leads: once, so that references cannot go in a circle */
function collect(child: XmlElement, contents: Contents, follow: boolean): void {
  const { holders, hints, others } = contents;
  if (holders.length + hints.length + others.length > MOST_PARTS) return;
  const hint = readHint(child);
  if (hint) hints.push(hint);
  else if (isNamed(child, ns.ds, 'X509Data')) {
    for (const part of childElements(child)) {
      const partHint = readHint(part);
      if (isNamed(part, ns.ds, 'X509Certificate')) holders.push(part);
      else if (partHint) hints.push(partHint);
      else others.push(part.localName);
    }
  } else if (isNamed(child, ns.ds, 'KeyValue') || isNamed(child, ns.dsig11, 'DEREncodedKeyValue')) {
    holders.push(child);
  } else if (isNamed(child, ns.ds, 'RetrievalMethod') || isNamed(child, ns.dsig11, 'KeyInfoReference')) {
    const target = follow ? targetOf(child) : 'which is reached by another reference';
    if (typeof target === 'string') others.push(`${child.localName}, ${target}`);
    else if (isNamed(target, ns.ds, 'X509Certificate')) holders.push(target);
    else if (isNamed(target, ns.ds, 'KeyInfo')) {
      for (const inner of childElements(target)) collect(inner, contents, false);
    } else collect(target, contents, false);
  } else {
    others.push(child.localName);
  }
}

/** References could lead to one long list again and again. */
const MOST_PARTS = 1000;

function isNamed({ namespaceURI, localName }: XmlElement, namespace: string, name: string): boolean {
  return localName === name && namespaceURI === namespace;
}

/**
 * The element of this document that a RetrievalMethod or KeyInfoReference leads to, or why it is not looked at.
 *
 * @see XML Signature 1.1 §4.5.3 and §4.5.10
 */
function targetOf(reference: XmlElement): XmlElement | string {
  const uri = attributeNamed(reference, 'URI')?.value ?? '';
  if (!uri.startsWith('#')) return 'which leads outside the document and is not fetched';
  if (childNamed(reference, ns.ds, 'Transforms')) return 'whose transforms are not applied';
  const [target, ...more] = reference.document.ids.get(uri.slice(1)) ?? [];
  if (!target || more.length > 0) return `which leads to ${target ? 'several elements' : 'no element'}`;
  const wanted = reference.localName === 'KeyInfoReference' ? ['KeyInfo'] : RETRIEVED;
  return target.namespaceURI === ns.ds && wanted.includes(target.localName)
    ? target
    : `which leads to ${target.name}, where no key is looked for`;
}

const RETRIEVED = ['X509Data', 'X509Certificate', 'KeyValue'];

function readHolder(holder: XmlElement): Pick<KeyCandidate, 'key' | 'certificate'> {
  if (holder.localName === 'X509Certificate') {
    const certificate = readCertificate(textOf(holder));
    return { key: certificate.key, certificate };
  }
  if (holder.localName === 'DEREncodedKeyValue') return { key: readSpki(octetsOf(holder)) };
  return { key: readKeyValue(holder) };
}

function readKeyValue(keyValue: XmlElement): PublicKey {
  const [value] = childElements(keyValue);
  if (!value) throw new Refused('is empty');
  const number = (localName: string) => octetsOf(required(value, localName));
  switch (`${value.namespaceURI} ${value.localName}`) {
    case `${ns.ds} RSAKeyValue`:
      return readSpki(rsaSpki(number('Modulus'), number('Exponent')));
    case `${ns.ds} DSAKeyValue`:
      return readSpki(dsaSpki(number('P'), number('Q'), number('G'), number('Y')));
    case `${ns.dsig11} ECKeyValue`:
      return readSpki(ecSpki(namedCurve(value), octetsOf(required(value, 'PublicKey'))));
    case 'http://www.w3.org/2001/04/xmldsig-more# ECDSAKeyValue':
      return readSpki(readEcdsaKeyValue(value));
    default:
      throw new Refused(`holds ${value.name}, which samlscope does not read`);
  }
}

/** The form of RFC 4050 §3, which older software writes: the point as two decimal numbers. */
function readEcdsaKeyValue(value: XmlElement): Uint8Array {
  const curve = namedCurve(required(value, 'DomainParameters'), 'URN');
  const point = required(value, 'PublicKey');
  const coordinate = (name: string) => attributeNamed(required(point, name), 'Value')?.value.trim() ?? '';
  const encoded = decimalPoint(curve, coordinate('X'), coordinate('Y'));
  if (!encoded) throw new Refused('holds a point that is not on a curve we know');
  return ecSpki(curve, encoded);
}

/** `urn:oid:1.2.840.10045.3.1.7` → its dotted form. */
function namedCurve(value: XmlElement, attribute = 'URI'): string {
  const curve = childNamed(value, value.namespaceURI, 'NamedCurve');
  const uri = curve && attributeNamed(curve, attribute)?.value;
  if (!uri?.startsWith('urn:oid:')) throw new Refused('does not name its curve by a urn:oid: URI');
  return uri.slice('urn:oid:'.length);
}

function required(parent: XmlElement, localName: string): XmlElement {
  const child = childNamed(parent, parent.namespaceURI, localName);
  if (!child) throw new Refused(`lacks ${localName}`);
  return child;
}

function octetsOf(element: XmlElement): Uint8Array {
  const { bytes, fault } = decodeBase64(textOf(element));
  if (!bytes) throw new Refused(fault);
  return bytes;
}

/** Half a sentence to be put after the element's name. */
class Refused extends Error {}

function reason(holder: XmlElement, error: unknown): string {
  if (error instanceof SamlscopeError) return `${holder.localName}: ${error.message}`;
  if (error instanceof Refused) return `${holder.localName} ${error.message}.`;
  return `${holder.localName} does not describe a public key.`;
}

function nothingHeld({ hints, others }: Contents): string {
  const names = [...hints.map(({ element }) => element.localName), ...others];
  if (names.length === 0) return 'KeyInfo is empty.';
  const listed = [...new Set(names)].slice(0, 5).join('; ');
  return `KeyInfo only names a key (${listed}) and does not hold it.`;
}
