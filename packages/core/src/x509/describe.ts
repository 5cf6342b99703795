import forge from 'node-forge';
import { decodeBase64 } from '../base/base64.ts';
import { importCertificate } from '../base/crypto.ts';
import type { Certificate } from './certificate.ts';
import { readCertificate } from './read.ts';

/** A certificate with what only its DER tells. Costs more to make than a {@link Certificate}. */
export interface CertificateDescription extends Certificate {
  /** What the issuer signed it with: `sha256WithRSAEncryption`, or the object identifier where we have no name. */
  readonly signatureAlgorithm: string;
  /** Whether it verifies under its own key and names itself as issuer. */
  readonly selfSigned: boolean;
  /** `digitalSignature`, `keyCertSign` …; `undefined` where the extension is missing and so any use is allowed. */
  readonly keyUsage: readonly string[] | undefined;
  /** `serverAuth` …, or object identifiers; `undefined` where the extension is missing. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  /** `DNS:idp.example.org`, `URI:…`, `IP:…`, `email:…`; what is of another kind appears as `other`. */
  readonly subjectAlternativeNames: readonly string[];
  /** Whether it may issue certificates, and how long a chain below it; `undefined` where the extension is missing. */
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined;
}

/**
 * Describes a certificate in full: PEM, or DER in base64.
 *
 * @throws SamlscopeError `unreadable-key`, as {@link readCertificate}.
 */
export function describeCertificate(base64OrPem: string): CertificateDescription {
  const certificate = readCertificate(base64OrPem);
  const der = decodeBase64(certificate.base64).bytes ?? new Uint8Array();
  const platform = importCertificate(der);
  const [toBeSigned, algorithm] = childrenOf(fromDer(forge.util.decode64(certificate.base64)));
  const extensions = readExtensions(toBeSigned);
  const keyUsage = extensions.get(KEY_USAGE);
  const extended = extensions.get(EXTENDED_KEY_USAGE);
  const alternative = extensions.get(SUBJECT_ALTERNATIVE_NAME);
  const basic = extensions.get(BASIC_CONSTRAINTS);
  return {
    ...certificate,
    signatureAlgorithm: nameOf(oidOf(childrenOf(algorithm)[0])),
    selfSigned: certificate.subject === certificate.issuer && platform.verify(platform.publicKey),
    keyUsage: keyUsage && readKeyUsage(keyUsage),
    extendedKeyUsage: extended && childrenOf(extended).map((purpose) => nameOf(oidOf(purpose))),
    subjectAlternativeNames: alternative ? childrenOf(alternative).map(readGeneralName) : [],
    basicConstraints: basic && readBasicConstraints(basic),
  };
}

type Asn1 = forge.asn1.Asn1;

const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/** RFC 5280 §4.2.1.3, in the order of the bits. */
const USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** Names that node-forge's table lacks. */
const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-sha256',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '2.5.29.37.0': 'anyExtendedKeyUsage',
};

/** The extensions by identifier, each parsed out of its OCTET STRING (RFC 5280 §4.1.2.9). */
function readExtensions(toBeSigned: Asn1 | undefined): Map<string, Asn1> {
  const found = new Map<string, Asn1>();
  const holder = childrenOf(toBeSigned).find(
    ({ tagClass, type }) => tagClass === CONTEXT_SPECIFIC && type === EXTENSIONS_TAG,
  );
  for (const extension of childrenOf(childrenOf(holder)[0])) {
    const parts = childrenOf(extension);
    const value = parts.at(-1)?.value;
    if (typeof value !== 'string') continue;
    const parsed = fromDer(value);
    if (parsed) found.set(oidOf(parts[0]), parsed);
  }
  return found;
}

const CONTEXT_SPECIFIC = 0x80;
const EXTENSIONS_TAG = 3;
const BOOLEAN = 1;
const INTEGER = 2;

function readKeyUsage(bits: Asn1): string[] {
  const octets = typeof bits.value === 'string' ? bits.value : '';
  return USAGES.filter((_, bit) => {
    const octet = octets.charCodeAt(1 + (bit >> 3)); // The first says how many bits of the last are unused.
    return (octet & (0x80 >> (bit & 7))) !== 0;
  });
}

/** RFC 5280 §4.2.1.6. */
function readGeneralName({ type, value }: Asn1): string {
  if (typeof value !== 'string') return 'other';
  switch (type) {
    case 1:
      return `email:${value}`;
    case 2:
      return `DNS:${value}`;
    case 6:
      return `URI:${value}`;
    case 7:
      return `IP:${printAddress(value)}`;
    default:
      return 'other';
  }
}

/** Four octets with dots, sixteen in groups of two. */
function printAddress(octets: string): string {
  const hex = forge.util.bytesToHex(octets);
  if (octets.length !== 4) return (hex.match(/.{1,4}/g) ?? []).join(':');
  return (hex.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)).join('.');
}

/** RFC 5280 §4.2.1.9. */
function readBasicConstraints(basic: Asn1): CertificateDescription['basicConstraints'] {
  const parts = childrenOf(basic);
  const ca = parts.find(({ type }) => type === BOOLEAN)?.value;
  const length = parts.find(({ type }) => type === INTEGER)?.value;
  return {
    ca: typeof ca === 'string' && ca !== '\0',
    pathLength: typeof length === 'string' ? Number.parseInt(forge.util.bytesToHex(length), 16) : undefined,
  };
}

/** Its types lack the option that keeps it from taking the bits of a key usage for DER within DER. */
const fromDerAsWritten = forge.asn1.fromDer as unknown as (
  bytes: string,
  options: { readonly decodeBitStrings: boolean },
) => Asn1;

function fromDer(bytes: string): Asn1 | undefined {
  try {
    return fromDerAsWritten(bytes, { decodeBitStrings: false });
  } catch {
    return undefined;
  }
}

function childrenOf(node: Asn1 | undefined): readonly Asn1[] {
  return node && typeof node.value !== 'string' ? node.value : [];
}

function oidOf(node: Asn1 | undefined): string {
  return node && typeof node.value === 'string' ? forge.asn1.derToOid(node.value) : '';
}

function nameOf(oid: string): string {
  return NAMES[oid] ?? (Object.hasOwn(forge.pki.oids, oid) ? forge.pki.oids[oid] : undefined) ?? oid;
}
