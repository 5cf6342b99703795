import { decodeBase64, encodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { copyOf, decodeLatin1 } from '../base/bytes.ts';
import { importCertificate, importRsaPublicKey, type PlatformCertificate } from '../base/crypto.ts';
import { SamlscopeError } from '../base/errors.ts';
import { remember } from './cache.ts';
import type { Certificate, KeyCandidate, PublicKey } from './certificate.ts';
import { describePublicKey, readSpki } from './public-key.ts';

export { spkiSha256 } from './public-key.ts';

const certificates = new Map<string, Certificate>();

/**
 * Reads a certificate: PEM, or DER in base64 with or without line breaks. Of several in one PEM text, the first. PEM
 * put into base64 as a whole is read, too: {@link isPemInBase64}. Cached by its octets, so reading the same certificate again costs a look-up.
 *
 * @throws SamlscopeError `unreadable-key`.
 */
export function readCertificate(base64OrPem: string): Certificate {
  const known = certificates.get(base64OrPem);
  if (known) return known;
  let base64 = base64OrPem;
  if (base64OrPem.includes('-----BEGIN')) {
    const block = pemBlocks(base64OrPem).find(({ label }) => isCertificateLabel(label));
    if (!block) throw unreadable('The PEM text holds no certificate.');
    base64 = block.base64;
  }
  const compact = withoutWhiteSpace(base64);
  const cached = certificates.get(compact);
  // Under the text with its line breaks, too, so that nobody has to take them out of it once more.
  if (cached && base64OrPem.length > LONGEST_CERTIFICATE) return cached;
  if (cached) return remember(certificates, copyOf(base64OrPem), cached);
  const { bytes, fault } = decodeBase64(compact);
  if (!bytes) throw unreadable(`The certificate ${fault}.`);
  // Once only: a text inside has no base64 of another text in it.
  if (isPemInBase64(compact)) return readBase64OfPem(decodeLatin1(bytes));
  const certificate = describe(bytes);
  return remember(certificates, certificate.base64, certificate);
}

function readBase64OfPem(pem: string): Certificate {
  const block = pemBlocks(pem).find(({ label }) => isCertificateLabel(label));
  const bytes = block && decodeBase64(block.base64).bytes;
  if (!bytes) throw unreadable('This is base64 of a text in PEM, and that holds no certificate.');
  const certificate = describe(bytes);
  return remember(certificates, certificate.base64, certificate);
}

/** `-----BEGIN` in base64, without the characters that depend on what follows. */
const BEGIN_IN_BASE64 = 'LS0tLS1CRUdJT';

/**
 * Whether base64 holds a text in PEM where DER belongs: base64 within base64. Some software puts a whole file in there,
 * and some reads it; XML Signature 1.1 §4.5.4 has X509Certificate hold the base64 of the certificate itself.
 */
export function isPemInBase64(base64: string): boolean {
  return base64.trimStart().startsWith(BEGIN_IN_BASE64);
}

/** Characters; a certificate has few thousand of them. */
const LONGEST_CERTIFICATE = 16_384;

/**
 * Reads keys a caller gives: one or more certificates or public keys in PEM, or one of either as bare base64 of DER.
 *
 * @param from Where the text came from, for people: `--cert idp.pem`.
 * @throws SamlscopeError `unreadable-key`; the message names `from` and never repeats a private key.
 */
export function readKeysPem(text: string, from: string): readonly KeyCandidate[] {
  const known = keysOf.get(text);
  if (known?.from === from) return known.keys;
  const keys = readKeys(text, from);
  if (text.length <= LONGEST_KEPT) remember(keysOf, text, { from, keys });
  return keys;
}

/** What texts of keys were read as, under the name they had. Whoever verifies message after message gives the same. */
const keysOf = new Map<string, { readonly from: string; readonly keys: readonly KeyCandidate[] }>();
const LONGEST_KEPT = 65_536;

function readKeys(text: string, from: string): readonly KeyCandidate[] {
  try {
    if (text.includes('-----BEGIN')) return readBlocks(pemBlocks(text), from);
    return [readBare(text, from)];
  } catch (error) {
    if (error instanceof SamlscopeError) throw unreadable(`${from}: ${error.message}`);
    throw error;
  }
}

interface PemBlock {
  readonly label: string;
  readonly base64: string;
}

function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  for (const found of text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g)) {
    blocks.push({ label: found[1] ?? '', base64: found[2] ?? '' });
  }
  return blocks;
}

function isCertificateLabel(label: string): boolean {
  return label === 'CERTIFICATE' || label === 'X509 CERTIFICATE';
}

function readBlocks(blocks: readonly PemBlock[], from: string): KeyCandidate[] {
  const candidates: KeyCandidate[] = [];
  for (const [i, { label, base64 }] of blocks.entries()) {
    const place = blocks.length === 1 ? from : `${from}, ${i + 1} of ${blocks.length}`;
    if (isCertificateLabel(label)) candidates.push(fromCertificate(readCertificate(base64), place));
    else if (label === 'PUBLIC KEY') candidates.push(fromKey(readPublicKey(base64), place));
    else if (label === 'RSA PUBLIC KEY') candidates.push(fromKey(readRsaPublicKey(base64), place));
    else if (label.endsWith('PRIVATE KEY')) {
      throw unreadable('This is a private key. To verify, give the certificate or the public key.');
    } else if (label === 'PKCS7') {
      throw unreadable('This is PKCS #7. Turn it into PEM with: openssl pkcs7 -print_certs -in FILE');
    } else {
      throw unreadable(`A PEM block labelled ${label} is neither a certificate nor a public key.`);
    }
  }
  if (candidates.length === 0) {
    throw unreadable('The PEM text is damaged: a BEGIN line without its END line, or nothing between them.');
  }
  return candidates;
}

/** Bare base64 may be a certificate or a public key; the certificate's error is the one worth telling. */
function readBare(text: string, from: string): KeyCandidate {
  try {
    return fromCertificate(readCertificate(text), from);
  } catch (error) {
    try {
      return fromKey(readPublicKey(text), from);
    } catch {
      throw error;
    }
  }
}

function fromCertificate(certificate: Certificate, from: string): KeyCandidate {
  return { key: certificate.key, certificate, source: 'given', from };
}

function fromKey(key: PublicKey, from: string): KeyCandidate {
  return { key, source: 'given', from };
}

function readPublicKey(base64: string): PublicKey {
  const { bytes, fault } = decodeBase64(base64);
  if (!bytes) throw unreadable(`The public key ${fault}.`);
  try {
    return readSpki(bytes);
  } catch {
    throw unreadable('This is base64, but not of a public key (a SubjectPublicKeyInfo in DER).');
  }
}

function readRsaPublicKey(base64: string): PublicKey {
  const { bytes, fault } = decodeBase64(base64);
  if (!bytes) throw unreadable(`The RSA public key ${fault}.`);
  try {
    return describePublicKey(importRsaPublicKey(bytes));
  } catch {
    throw unreadable('This is base64, but not of an RSA public key of PKCS #1 in DER.');
  }
}

function describe(der: Uint8Array): Certificate {
  let read: PlatformCertificate;
  try {
    read = importCertificate(der);
  } catch {
    throw unreadable(
      'This is base64, but not of an X.509 certificate. Give PEM or DER in base64 of the certificate itself.',
    );
  }
  return {
    base64: encodeBase64(read.raw),
    subject: distinguishedName(read.subject),
    issuer: distinguishedName(read.issuer),
    serial: read.serialNumber.toUpperCase(),
    notBefore: readTime(read.validFrom),
    notAfter: readTime(read.validTo),
    sha1: read.fingerprint.replaceAll(':', ''),
    sha256: read.fingerprint256.replaceAll(':', ''),
    key: readCertifiedKey(read),
  };
}

function readCertifiedKey(read: PlatformCertificate): PublicKey {
  try {
    return describePublicKey(read.publicKey);
  } catch {
    throw unreadable('The certificate can be read, but its public key is of a kind that cannot.');
  }
}

/**
 * The platform prints one RDN a line, in the certificate's order, values escaped as RFC 2253 (and so RFC 4514) asks.
 * What is left is to turn the order round and to join.
 */
function distinguishedName(lines: string | undefined): string {
  if (!lines) return '';
  return lines
    .split('\n')
    .reverse()
    .map((rdn) => rdn.replaceAll(' + ', '+'))
    .join(',');
}

/** `Sep  3 21:40:37 2026 GMT`, the only form OpenSSL prints. */
function readTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw unreadable("The certificate's validity is not a date.");
  return time;
}

function unreadable(message: string): SamlscopeError {
  return new SamlscopeError('unreadable-key', message);
}
