import { decodeBase64 } from '../base/base64.ts';
import { SamlscopeError } from '../base/errors.ts';
import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { KeyCandidate, PublicKey } from '../x509/certificate.ts';
import { dsaSpki, ecSpki, readSpki, rsaSpki } from '../x509/public-key.ts';
import { readCertificate } from '../x509/read.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed, textOf } from '../xml/navigate.ts';
import type { SignatureProblem } from './evidence.ts';

/** The keys a ds:KeyInfo holds, in document order, and what in it could not be used. */
export interface KeyInfoReading {
  readonly keys: KeyCandidate[];
  readonly problems: SignatureProblem[];
}

/**
 * Reads a ds:KeyInfo: X509Certificate, KeyValue (RSA, EC, DSA) and DEREncodedKeyValue. What only names a key
 * (KeyName, X509IssuerSerial, RetrievalMethod …) is followed nowhere; where nothing else is there, the problem
 * `no-key` says so. Total.
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
  const holders: XmlElement[] = [];
  const names: string[] = [];
  for (const child of childElements(keyInfo)) collect(child, holders, names);

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
  if (holders.length === 0) problems.push({ code: 'no-key', message: nothingHeld(names), at: keyInfo });

  const keys = found.map((one, i) => ({
    ...one,
    source,
    from: found.length > 1 ? `${from}, key ${i + 1} of ${found.length}` : from,
  }));
  return { keys, problems };
}

/** Sorts a child of KeyInfo into what holds a key and what only names one. */
function collect(child: XmlElement, holders: XmlElement[], names: string[]): void {
  if (child.namespaceURI === ns.ds && child.localName === 'X509Data') {
    for (const part of childElements(child)) {
      if (part.namespaceURI === ns.ds && part.localName === 'X509Certificate') holders.push(part);
      else names.push(part.localName);
    }
  } else if (
    (child.namespaceURI === ns.ds && child.localName === 'KeyValue') ||
    (child.namespaceURI === ns.dsig11 && child.localName === 'DEREncodedKeyValue')
  ) {
    holders.push(child);
  } else {
    names.push(child.localName);
  }
}

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
    default:
      throw new Refused(`holds ${value.name}, which samlscope does not read`);
  }
}

/** `urn:oid:1.2.840.10045.3.1.7` → its dotted form. */
function namedCurve(value: XmlElement): string {
  const curve = childNamed(value, ns.dsig11, 'NamedCurve');
  const uri = curve && attributeNamed(curve, 'URI')?.value;
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

function nothingHeld(names: readonly string[]): string {
  if (names.length === 0) return 'KeyInfo is empty.';
  const listed = [...new Set(names)].slice(0, 5).join(', ');
  return `KeyInfo only names a key (${listed}) and does not hold it.`;
}
