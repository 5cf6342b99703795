import type { KeyCandidate } from '../x509/certificate.ts';

/** `CN=Example IdP (SHA-1 7F09…)`, with the thumbprint in full; a bare key by its type, size and fingerprint. */
export function nameKey({ certificate, key }: KeyCandidate): string {
  if (certificate)
    return `${certificate.subject || 'a certificate without subject'} (SHA-1 ${certificate.sha1})`;
  return `a bare ${key.type.toUpperCase()} key of ${key.bits} bits (SHA-256 ${key.spkiSha256})`;
}
