import type { EntityDescriptor } from '../metadata/model.ts';
import type { KeyCandidate, PublicKey } from '../x509/certificate.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { EncryptionEvidence } from '../xenc/evidence.ts';
import { allOf, shown } from './wording.ts';

/** The keys that a service provider's metadata lists to encrypt with: those for encryption, and those for any use. */
export function encryptionKeysOf(spMetadata: EntityDescriptor | undefined): readonly KeyCandidate[] {
  return (spMetadata?.roles ?? [])
    .filter(({ kind }) => kind === 'sp')
    .flatMap(({ keys }) => keys.filter(({ use }) => use !== 'signing').flatMap(({ keys }) => keys));
}

/** The keys that a message names as those it is encrypted for. */
export function namedKeysOf({ encryptedKeys }: EncryptionEvidence): readonly KeyCandidate[] {
  return encryptedKeys.flatMap(({ namedKeys }) => namedKeys);
}

/** Whom a message says it is encrypted for, in words; `undefined` where it does not say. */
export function namedIn(evidence: EncryptionEvidence): string | undefined {
  const keys = namedKeysOf(evidence).map(describeKey);
  if (keys.length > 0) return allOf([...new Set(keys)]);
  const names = evidence.encryptedKeys.flatMap(({ names }) => names.map(shown));
  if (names.length > 0) return allOf([...new Set(names)]);
  const recipients = evidence.encryptedKeys.flatMap(({ recipient }) =>
    recipient === undefined ? [] : [`Recipient ${shown(recipient)}`],
  );
  return recipients.length > 0 ? allOf([...new Set(recipients)]) : undefined;
}

/** `certificate CN=sp.example.com (SHA-1 4F…)`, or the size of a key that has no certificate. */
export function describeKey({ key, certificate }: KeyCandidate): string {
  return certificate ? `certificate ${certificate.subject} (SHA-1 ${certificate.sha1})` : sizeOf(key);
}

/**
 * A private key by what is public of it: `private key 1 given (RSA 2048, of certificate CN=…)`. The certificate is
 * the one that came with it, or whichever of `known` has the same key.
 */
export function describePrivateKey(
  { key, certificate, from }: PrivateKey,
  known: readonly KeyCandidate[],
): string {
  const same = known.find((one) => one.key.spkiSha256 === key.spkiSha256 && one.certificate);
  const own = certificate ?? same?.certificate;
  return `${from} (${sizeOf(key)}${own ? `, of certificate ${own.subject}` : ''})`;
}

function sizeOf({ type, bits, curve }: PublicKey): string {
  return curve === undefined ? `${type.toUpperCase()} ${bits}` : curve;
}
