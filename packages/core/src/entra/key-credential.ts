import { hexadecimal } from '../base/bytes.ts';
import { bytesOfBase64 } from '../base/crypto.ts';
import { items, type JsonValue, textMember } from '../iam/json.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCertificate } from '../x509/read.ts';

/** A certificate of an application, as Microsoft Graph lists it. A signing certificate stands there twice; it is one here. */
export interface EntraCertificate {
  /** SHA-1 of the certificate, hexadecimal, upper case; `undefined` where the export does not tell. */
  readonly thumbprint: string | undefined;
  readonly displayName: string | undefined;
  readonly keyId: string | undefined;
  /** Milliseconds since the epoch; `undefined` where absent or unreadable. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
}

/** The certificates of an application by what they are for. */
export interface EntraCertificates {
  /** What it signs tokens with, one of them active. */
  readonly signing: readonly EntraCertificate[];
  /** What it encrypts tokens for. */
  readonly encryption: readonly EntraCertificate[];
}

/**
 * Reads `keyCredentials`. Usage `Verify` is the public half of a signing certificate and `Sign` the private one, of
 * which Graph prints nothing; `Encrypt` is what tokens are encrypted for.
 */
export function readKeyCredentials(place: JsonValue | undefined): EntraCertificates {
  const all = place
    ? items(place).map((one) => ({ usage: textMember(one, 'usage'), read: readOne(one) }))
    : [];
  const of = (usages: readonly string[]) =>
    distinct(all.flatMap(({ usage, read }) => (usages.includes(usage ?? '') ? [read] : [])));
  return { signing: of(['Verify', 'Sign']), encryption: of(['Encrypt']) };
}

function readOne(place: JsonValue): EntraCertificate {
  // The manifest of an app registration says `value`; Graph says `key`, and prints it only where it is asked to.
  const certificate = certificateIn(textMember(place, 'key') ?? textMember(place, 'value'));
  return {
    thumbprint: certificate?.sha1 ?? thumbprintIn(textMember(place, 'customKeyIdentifier')),
    displayName: textMember(place, 'displayName'),
    keyId: textMember(place, 'keyId')?.toLowerCase(),
    startsAt:
      certificate?.notBefore ??
      instantIn(textMember(place, 'startDateTime') ?? textMember(place, 'startDate')),
    endsAt:
      certificate?.notAfter ?? instantIn(textMember(place, 'endDateTime') ?? textMember(place, 'endDate')),
  };
}

function certificateIn(text: string | undefined): Certificate | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return readCertificate(text);
  } catch {
    // A public key, or something else: the other members say what is needed.
    return undefined;
  }
}

const SHA1_OCTETS = 20;

/** A thumbprint is written in hexadecimal, or as base64 of its octets. Whoever uploads a certificate may write another. */
function thumbprintIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{40}$/i.test(text)) return text.toUpperCase();
  if (!/^[A-Za-z0-9+/]{27}=$/.test(text)) return undefined;
  const octets = bytesOfBase64(text);
  return octets.length === SHA1_OCTETS ? hexadecimal(octets).toUpperCase() : undefined;
}

function instantIn(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 40) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Each certificate once. */
function distinct(all: readonly EntraCertificate[]): EntraCertificate[] {
  const byName = new Map<string, EntraCertificate>();
  all.forEach((one, i) => {
    const name = one.thumbprint ?? one.keyId ?? String(i);
    if (!byName.has(name)) byName.set(name, one);
  });
  return [...byName.values()];
}
