import type { KeyCandidate } from '../x509/certificate.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { EncryptionEvidence } from '../xenc/evidence.ts';
import { xpathOf } from '../xml/position.ts';
import { buildKey } from './build-signature.ts';
import { placeOf } from './excerpt.ts';
import { present } from './present.ts';
import type { EncryptionReport, PrivateKeyReport } from './report.ts';

/**
 * One encrypted part in words and plain values.
 *
 * @param known keys of which a certificate is known
 * @param listed the keys that the service provider's metadata lists to encrypt with
 */
export function buildEncryption(
  evidence: EncryptionEvidence,
  messageIndex: number,
  known: readonly KeyCandidate[],
  listed: readonly KeyCandidate[],
): EncryptionReport {
  const { element, current, state, method, encryptedKeys, under, octets, problems } = evidence;
  return {
    messageIndex,
    ...placeOf(element),
    part: element.localName,
    state,
    says: says(evidence),
    ...(method && { method: method.name }),
    encryptedKeys: encryptedKeys.map(({ method, digest, mask, recipient, namedKeys, names }) => ({
      keys: namedKeys.map(buildKey),
      names,
      ...present({ method: method?.name, digest, mask, recipient }),
    })),
    ...(under && { key: buildPrivateKey(under.privateKey, known) }),
    ...listedAs(evidence, listed),
    ...(octets !== undefined && { octets }),
    ...(current !== element && { becomes: xpathOf(current) }),
    problems: problems.map(({ message }) => message),
  };
}

/** Where the key that it is encrypted for is listed: the one that opened it, or one that the message names. */
function listedAs(
  { under, encryptedKeys }: EncryptionEvidence,
  listed: readonly KeyCandidate[],
): Pick<EncryptionReport, 'listedAs'> {
  const keys = under ? [under.privateKey] : encryptedKeys.flatMap(({ namedKeys }) => namedKeys);
  const found = listed.find((one) => keys.some(({ key }) => key.spkiSha256 === one.key.spkiSha256));
  return found ? { listedAs: found.from } : {};
}

/**
 * What may be told of a private key: what it is called, its public half, and the certificate of that: the one that came
 * with it, or one of `known`.
 */
export function buildPrivateKey(
  { key, certificate: own, from }: PrivateKey,
  known: readonly KeyCandidate[],
): PrivateKeyReport {
  const same = known.find((one) => one.certificate && one.key.spkiSha256 === key.spkiSha256);
  const certificate = own ?? same?.certificate;
  return {
    from,
    type: key.curve ?? key.type,
    bits: key.bits,
    ...(certificate && { subject: certificate.subject, sha1: certificate.sha1 }),
  };
}

function says({ element, current, state, under, tried, problems }: EncryptionEvidence): string {
  const part = `The ${element.localName}`;
  switch (state) {
    case 'decrypted':
      return current === element
        ? `${part} was decrypted with ${under?.privateKey.from ?? 'a key given'}, but could not be put in its place. ${problems[0]?.message ?? ''}`.trimEnd()
        : `${part} was decrypted with ${under?.privateKey.from ?? 'a key given'}, and what it holds was read and judged.`;
    case 'no-key':
      return tried.length === 0
        ? `${part} was not read: no private key was given.`
        : `${part} was not read: it does not open under ${tried.length === 1 ? tried[0]?.from : `any of the ${tried.length} private keys tried`}.`;
    default:
      return `${part} could not be decrypted. ${problems[0]?.message ?? ''}`.trimEnd();
  }
}
