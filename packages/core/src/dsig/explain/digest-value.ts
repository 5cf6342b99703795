import { decodeBase64, encodeBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import { bytesOfBase64, digest, type HashName, hashLength } from '../../base/crypto.ts';
import type { DigestTrial } from './digest-trial.ts';
import { atTheSigner, type Cause, type Found, onTheWay } from './explanation.ts';

/** What signers and those in between do to the digest itself, the element being as it was signed. */
export const digestValueCauses: readonly Cause<DigestTrial>[] = [
  { id: 'digest-algorithm-mislabelled', find: otherHash },
  { id: 'digest-in-hexadecimal', find: hexadecimal },
  { id: 'digest-base64-altered', find: alteredBase64 },
  { id: 'digest-truncated', find: truncated },
  { id: 'digest-of-nothing', find: ofNothing },
];

const HASHES = Object.keys(hashLength) as HashName[];

function otherHash(trial: DigestTrial): Found | undefined {
  const form = trial.form();
  const octets = trial.written.length;
  const other = HASHES.find(
    (hash) =>
      hash !== trial.hash &&
      octets === 4 * Math.ceil(hashLength[hash] / 3) &&
      digest(hash, form)?.base64 === trial.written,
  );
  if (!other) return undefined;
  return {
    says: `The digest is a ${other} digest, while DigestMethod says ${trial.hash}.`,
    proof: `The ${other} digest of the element as it stands is exactly the one written.`,
    at: trial.reference.digestMethod?.element ?? trial.reference.element,
    remedy: atTheSigner(
      `Make DigestMethod name ${other}, or make the digest with ${trial.hash}: the two must agree.`,
    ),
  };
}

function hexadecimal(trial: DigestTrial): Found | undefined {
  const base64 = digest(trial.hash, trial.form())?.base64;
  if (base64 === undefined) return undefined;
  const hex = [...bytesOfBase64(base64)].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  const { written } = trial;
  const shape =
    written.toLowerCase() === hex
      ? 'in hexadecimal'
      : [hex, hex.toUpperCase()].some((text) => encodeBase64(encodeUtf8(text)) === written)
        ? 'in hexadecimal, and that text in base64'
        : undefined;
  if (!shape) return undefined;
  return {
    says: `DigestValue is written ${shape}, where the octets of the digest belong in base64.`,
    proof: `Read that way it is exactly the ${trial.hash} digest of the element as it stands.`,
    ...atDigestValue(trial),
    remedy: atTheSigner('Write DigestValue as the octets of the digest in base64, not as hexadecimal text.'),
  };
}

function alteredBase64(trial: DigestTrial): Found | undefined {
  const base64 = digest(trial.hash, trial.form())?.base64;
  const { written } = trial;
  if (base64 === undefined || written === base64) return undefined;
  const plain = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (plain(written) !== plain(base64)) return undefined;
  const what = /[-_]/.test(written) ? 'in the base64 of URLs (`-` and `_`)' : 'without its padding';
  return {
    says: `DigestValue is written ${what}, which is not the base64 that XML Signature asks for.`,
    proof: `In plain base64 it is exactly the ${trial.hash} digest of the element as it stands.`,
    ...atDigestValue(trial),
    remedy: atTheSigner('Write DigestValue in plain base64 with its padding.'),
  };
}

/** So few octets could be equal by chance. */
const TELLING = 8;

function truncated(trial: DigestTrial): Found | undefined {
  const base64 = digest(trial.hash, trial.form())?.base64;
  if (base64 === undefined) return undefined;
  const { bytes } = decodeBase64(trial.written);
  const whole = bytesOfBase64(base64);
  const written = bytes ?? bytesOfBase64(trial.written);
  if (written.length < TELLING || written.length >= whole.length) return undefined;
  if (!written.every((octet, i) => octet === whole[i])) return undefined;
  return {
    says: 'DigestValue is cut short.',
    proof: `Its ${written.length} octets are the first of the ${whole.length} of the ${trial.hash} digest of the element as it stands.`,
    ...atDigestValue(trial),
    remedy: onTheWay('Find what shortens DigestValue: a column of a database, a log, a copy by hand.'),
  };
}

function ofNothing(trial: DigestTrial): Found | undefined {
  if (!trial.matches('')) return undefined;
  return {
    says: 'The signer digested nothing at all: its reference found no element.',
    proof: `DigestValue is the ${trial.hash} digest of no octets.`,
    ...atDigestValue(trial),
    remedy: atTheSigner(
      'Let the signer know which attribute is the ID (`ID` in SAML 2.0), so that its reference finds the element.',
    ),
  };
}

function atDigestValue({ reference }: DigestTrial): Pick<Found, 'at'> {
  return { at: reference.digestValue ?? reference.element };
}
