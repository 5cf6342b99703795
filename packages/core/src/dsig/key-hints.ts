import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { digest } from '../base/crypto.ts';
import type { Certificate, KeyCandidate } from '../x509/certificate.ts';
import { sameName } from '../x509/distinguished-name.ts';
import { subjectKeyIdentifier } from '../x509/subject-key-identifier.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childNamed, textOf } from '../xml/navigate.ts';
import { digestMethods } from './algorithms.ts';

/** Something in a ds:KeyInfo that names a key without holding it. */
export interface KeyHint {
  readonly element: XmlElement;
  /** What it names, to be put after "names": `a certificate with the subject key identifier 5A3F…`. */
  readonly names: string;
  /** Whether it may be any word that signer and verifier agreed on, so that a key it does not fit means nothing. */
  readonly free: boolean;
  readonly fits: (candidate: Pick<KeyCandidate, 'key' | 'certificate'>) => boolean;
}

/**
 * Reads what names a key: KeyName, and in X509Data the subject, issuer and serial number, key identifier or digest of
 * a certificate. `undefined` for anything else.
 *
 * @see XML Signature 1.1 §4.5.1 and §4.5.4
 */
export function readHint(element: XmlElement): KeyHint | undefined {
  if (element.namespaceURI === ns.dsig11) {
    return element.localName === 'X509Digest' ? byDigest(element) : undefined;
  }
  if (element.namespaceURI !== ns.ds) return undefined;
  switch (element.localName) {
    case 'KeyName': {
      const text = textOf(element).trim();
      return { element, names: `a key ${quoted(text)}`, free: true, fits: (key) => isKeyName(text, key) };
    }
    case 'X509SubjectName': {
      const text = textOf(element).trim();
      return certified(element, `a certificate for ${quoted(text)}`, ({ subject }) =>
        sameName(subject, text),
      );
    }
    case 'X509SKI': {
      const text = textOf(element).trim();
      const wanted = hex(text);
      const names = `a certificate with the subject key identifier ${wanted ?? quoted(text)}`;
      return certified(element, names, (one) => wanted !== undefined && subjectKeyIdentifier(one) === wanted);
    }
    case 'X509IssuerSerial':
      return byIssuer(element);
    default:
      return undefined;
  }
}

function certified(element: XmlElement, names: string, fits: (certificate: Certificate) => boolean): KeyHint {
  return {
    element,
    names,
    free: false,
    fits: ({ certificate }) => certificate !== undefined && fits(certificate),
  };
}

function byIssuer(element: XmlElement): KeyHint {
  const part = (name: string) => {
    const child = childNamed(element, ns.ds, name);
    return child ? textOf(child).trim() : '';
  };
  const issuer = part('X509IssuerName');
  const serial = part('X509SerialNumber');
  const wanted = /^\d{1,64}$/.test(serial) ? BigInt(serial) : undefined;
  return certified(
    element,
    `certificate ${quoted(serial)} of ${quoted(issuer)}`,
    (one) =>
      wanted !== undefined && BigInt(`0x${one.serial || '0'}`) === wanted && sameName(one.issuer, issuer),
  );
}

function byDigest(element: XmlElement): KeyHint {
  const uri = attributeNamed(element, 'Algorithm')?.value ?? '';
  const entry = digestMethods.get(uri);
  const wanted = withoutWhiteSpace(textOf(element));
  const name = entry?.name ?? quoted(uri);
  return certified(element, `a certificate with the ${name} digest ${quoted(wanted)}`, ({ base64 }) => {
    const { bytes } = decodeBase64(base64);
    return bytes !== undefined && entry?.hash !== undefined && digest(entry.hash, bytes)?.base64 === wanted;
  });
}

/** What products write as KeyName: subject or common name, a thumbprint, the SHA-256 of the key (Keycloak's key ID). */
function isKeyName(name: string, { key, certificate }: Pick<KeyCandidate, 'key' | 'certificate'>): boolean {
  const plain = name.replace(/[:\s]/g, '').toUpperCase();
  if (plain === key.spkiSha256 || (hex(name) ?? hex(unpadded(name))) === key.spkiSha256) return true;
  if (!certificate) return false;
  const { subject, sha1, sha256 } = certificate;
  const common = /(?:^|,)CN=((?:\\.|[^,\\])*)/i.exec(subject)?.[1];
  return plain === sha1 || plain === sha256 || common === name || sameName(subject, name);
}

/** The URL-safe alphabet without padding as ordinary base64. */
function unpadded(text: string): string {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return standard + '='.repeat((4 - (standard.length % 4)) % 4);
}

/** The octets of base64 in hexadecimal, upper case; `undefined` where it is none. */
function hex(base64: string): string | undefined {
  const { bytes } = decodeBase64(base64);
  if (!bytes || bytes.length === 0 || bytes.length > 64) return undefined;
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
