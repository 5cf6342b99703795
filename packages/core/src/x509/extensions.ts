import { decodeBase64 } from '../base/base64.ts';
import { hexadecimal } from '../base/bytes.ts';
import { remember } from './cache.ts';
import type { Certificate } from './certificate.ts';

/** An extension of a certificate (RFC 5280 §4.1.2.9). */
export interface CertificateExtension {
  /** The octets of its object identifier, in hexadecimal, lower case. */
  readonly id: string;
  /** What its OCTET STRING holds. */
  readonly value: Uint8Array;
}

/** Octets of object identifiers that are asked for. */
export const extensionIds = {
  subjectAlternativeName: '551d11',
  extendedKeyUsage: '551d25',
} as const;

/** `serverAuth`: the certificate of a web server (RFC 5280 §4.2.1.12). */
const SERVER_AUTH = '2b06010505070301';

const [SEQUENCE, OBJECT_IDENTIFIER, OCTET_STRING, EXTENSIONS, DNS_NAME] = [0x30, 0x06, 0x04, 0xa3, 0x82];
/** No certificate in use has nearly as many. */
const MOST = 200;

const known = new Map<string, readonly CertificateExtension[]>();

/**
 * The extensions of a certificate in the order in which they stand there, those repeated too. Total: what cannot be read
 * ends the list.
 */
export function certificateExtensions({ base64, sha256 }: Certificate): readonly CertificateExtension[] {
  const before = known.get(sha256);
  if (before) return before;
  const bytes = decodeBase64(base64).bytes ?? new Uint8Array();
  const [certificate] = valuesIn(bytes);
  const [toBeSigned] = valuesIn(certificate?.content ?? bytes);
  const holder = valuesIn(toBeSigned?.content ?? bytes).find(({ tag }) => tag === EXTENSIONS);
  const [list] = holder ? valuesIn(holder.content) : [];
  return remember(known, sha256, list ? valuesIn(list.content).flatMap(readExtension) : []);
}

/** Whether a certificate says that it is a web server's, by its extended key usage. */
export function isForWebServers(certificate: Certificate): boolean {
  return valuesOf(certificate, extensionIds.extendedKeyUsage).some(
    ({ tag, content }) => tag === OBJECT_IDENTIFIER && hexadecimal(content) === SERVER_AUTH,
  );
}

/** The hosts that a certificate is for, by its subject alternative names, in lower case: `*.example.org`. */
export function hostsOf(certificate: Certificate): string[] {
  return valuesOf(certificate, extensionIds.subjectAlternativeName).flatMap(({ tag, content }) =>
    tag === DNS_NAME ? [String.fromCharCode(...content.subarray(0, MOST)).toLowerCase()] : [],
  );
}

/** The parts of an extension that is a SEQUENCE. */
function valuesOf(certificate: Certificate, wanted: string): Value[] {
  return certificateExtensions(certificate)
    .filter(({ id }) => id === wanted)
    .flatMap(({ value }) => valuesIn(value).filter(({ tag }) => tag === SEQUENCE))
    .flatMap(({ content }) => valuesIn(content));
}

function readExtension({ tag, content }: Value): CertificateExtension[] {
  const parts = tag === SEQUENCE ? valuesIn(content) : [];
  const [id] = parts;
  const value = parts.at(-1);
  if (id?.tag !== OBJECT_IDENTIFIER || value?.tag !== OCTET_STRING) return [];
  return [{ id: hexadecimal(id.content), value: value.content }];
}

interface Value {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The values of DER that stand one behind the other, as far as they are whole. */
function valuesIn(bytes: Uint8Array): Value[] {
  const values: Value[] = [];
  for (let at = 0; at + 2 <= bytes.length && values.length < MOST; ) {
    const tag = bytes[at] as number;
    const first = bytes[at + 1] as number;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    let length = first < 0x80 ? first : 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    const start = at + 2 + octets;
    if (octets > 4 || start + length > bytes.length) break;
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}
