import { decodeBase64, withoutWhiteSpace } from '../../base/base64.ts';
import { ANY_SALT_LENGTH, type HashName, hashLength, type SignatureScheme } from '../../base/crypto.ts';
import type { KeyCandidate } from '../../x509/certificate.ts';
import { p1363FromDer } from '../ecdsa-value.ts';
import { fits } from '../value.ts';
import { atTheSigner, type Cause, type Found, onTheWay } from './explanation.ts';
import { nameOfKey } from './naming.ts';
import type { ValueTrial } from './value-trial.ts';

/** SignedInfo is as it was signed: what differs is the value, how it was made, or whose key made it. */
export const signatureValueCauses: readonly Cause<ValueTrial>[] = [
  { id: 'signature-base64-altered', find: alteredBase64 },
  { id: 'signature-hash-mislabelled', find: otherHash },
  { id: 'rsa-padding-mislabelled', find: otherPadding },
  { id: 'ecdsa-value-in-der', find: inDer },
  { id: 'signature-octets-reversed', find: reversed },
  { id: 'signed-by-another-known-key', find: anotherKey },
  { id: 'signature-algorithm-of-another-kind', find: otherKind },
];

/** What happens to base64 on its way, and how to undo it. */
const SPELLINGS: readonly (readonly [what: string, undo: (text: string) => string])[] = [
  [
    'is written in the base64 of URLs (`-` and `_`)',
    (text) => padded(withoutWhiteSpace(text).replaceAll('-', '+').replaceAll('_', '/')),
  ],
  ['has spaces where plus signs were', (text) => text.trim().replace(/ /g, '+')],
  ['is percent-encoded', (text) => text.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '=')],
  ['has lost its padding', padded],
  ['has `&#13;` as text in it', (text) => text.replace(/&#(?:13|x0?[dD]);/g, '')],
  [
    'was cut into lines for mail (quoted-printable)',
    (text) => text.replace(/=\r?\n/g, '').replace(/=3D/g, '='),
  ],
];

function alteredBase64(trial: ValueTrial): Found | undefined {
  if (trial.value) return undefined;
  const form = trial.form();
  const verifies = (text: string) => {
    const { bytes } = decodeBase64(text);
    return bytes && trial.expected.find((candidate) => trial.signed(candidate, form, trial.scheme, bytes));
  };
  for (const [what, undo] of SPELLINGS) {
    const undone = undo(trial.text);
    const key = undone === trial.text ? undefined : verifies(undone);
    if (key) return found(`SignatureValue ${what}.${trial.strange(key)}`, key);
  }
  const plain = withoutWhiteSpace(trial.text);
  if (plain.length % 4 !== 3) return undefined;
  for (let at = 0; at <= plain.length; at++) {
    const key = verifies(`${plain.slice(0, at)}+${plain.slice(at)}`);
    if (key)
      return found(`SignatureValue has lost a plus sign, after ${at} characters.${trial.strange(key)}`, key);
  }
  return undefined;

  function found(says: string, key: KeyCandidate): Found {
    return {
      says,
      proof: `With that undone it verifies under ${nameOfKey(key)}.`,
      ...atValue(trial),
      remedy: onTheWay(
        'Find what changes the base64 on its way: a form decoded twice, a mail, a URL; strict receivers refuse it.',
      ),
    };
  }
}

function padded(text: string): string {
  const plain = withoutWhiteSpace(text).replace(/=+$/, '');
  return plain + '='.repeat((4 - (plain.length % 4)) % 4);
}

const HASHES = Object.keys(hashLength) as HashName[];

/** The very SignedInfo, signed by a key that is expected, with another hash than SignatureMethod names. */
function otherHash(trial: ValueTrial): Found | undefined {
  const { scheme, value } = trial;
  if (!value || !('hash' in scheme)) return undefined;
  const form = trial.form();
  for (const hash of HASHES) {
    if (hash === scheme.hash) continue;
    const other: SignatureScheme =
      scheme.kind === 'rsa-pss' ? { ...scheme, hash, saltLength: ANY_SALT_LENGTH } : { ...scheme, hash };
    const key = trial.expected.find((candidate) => {
      if (other.kind !== 'rsa') return trial.signed(candidate, form, other, value);
      const block = trial.blockOf(candidate);
      return block?.kind === 'digest' && block.hash === hash && trial.signed(candidate, form, other, value);
    });
    if (!key) continue;
    return {
      says: `SignedInfo was signed with ${hash}, while SignatureMethod says ${scheme.hash}.${trial.strange(key)}`,
      proof:
        scheme.kind === 'rsa'
          ? `Undone with ${nameOfKey(key)}, SignatureValue shows the ${hash} digest of SignedInfo as it stands.`
          : `With ${hash}, SignatureValue verifies under ${nameOfKey(key)}.`,
      ...atMethod(trial),
      remedy: atTheSigner(
        `Make SignatureMethod name ${hash}, or sign with ${scheme.hash}: the two must agree.`,
      ),
    };
  }
  return undefined;
}

/** PKCS #1 v1.5 for PSS, PSS for PKCS #1 v1.5, or a salt of another length. */
function otherPadding(trial: ValueTrial): Found | undefined {
  const { scheme, value } = trial;
  if (!value || (scheme.kind !== 'rsa' && scheme.kind !== 'rsa-pss')) return undefined;
  const form = trial.form();
  const pss = (hash: HashName): SignatureScheme => ({ kind: 'rsa-pss', hash, saltLength: ANY_SALT_LENGTH });
  for (const candidate of trial.expected) {
    if (scheme.kind === 'rsa') {
      const hash =
        trial.blockOf(candidate)?.kind === 'maybe-pss'
          ? [scheme.hash, ...HASHES].find((one) => trial.signed(candidate, form, pss(one), value))
          : undefined;
      if (hash) {
        return found(
          `RSA-PSS with ${hash}, while SignatureMethod names RSA with PKCS #1 v1.5`,
          candidate,
          'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1 and its like',
        );
      }
      continue;
    }
    const block = trial.blockOf(candidate);
    if (block?.kind === 'digest' && trial.signed(candidate, form, { kind: 'rsa', hash: block.hash }, value)) {
      return found(
        `RSA with PKCS #1 v1.5 and ${block.hash}, while SignatureMethod names RSA-PSS`,
        candidate,
        `http://www.w3.org/2001/04/xmldsig-more#rsa-${block.hash}`,
      );
    }
    if (scheme.kind === 'rsa-pss' && trial.signed(candidate, form, pss(scheme.hash), value)) {
      return found(
        `RSA-PSS with a salt of another length than the ${scheme.saltLength} octets that SignatureMethod means`,
        candidate,
        'http://www.w3.org/2007/05/xmldsig-more#rsa-pss with SaltLength in its RSAPSSParams',
      );
    }
  }
  return undefined;

  function found(what: string, key: KeyCandidate, uri: string): Found {
    return {
      says: `SignatureValue was made by ${what}.${trial.strange(key)}`,
      proof: `Taken so, it verifies under ${nameOfKey(key)}.`,
      ...atMethod(trial),
      remedy: atTheSigner(`Make SignatureMethod name what is used: ${uri}.`),
    };
  }
}

/** ECDSA and DSA values as most libraries give them, where XML Signature has `r` and `s` side by side. */
function inDer(trial: ValueTrial): Found | undefined {
  const { scheme, value } = trial;
  if (!value || (scheme.kind !== 'ecdsa' && scheme.kind !== 'dsa')) return undefined;
  const form = trial.form();
  for (const candidate of trial.expected) {
    const flat = p1363FromDer(value, scheme.kind === 'ecdsa' ? candidate.key.bits : undefined);
    if (!flat || !trial.signed(candidate, form, scheme, flat)) continue;
    return {
      says: `SignatureValue holds the signature in DER, as most libraries give it, where XML Signature has its two numbers side by side.${trial.strange(candidate)}`,
      proof: `With r and s side by side, ${flat.length / 2} octets each, it verifies under ${nameOfKey(candidate)}.`,
      ...atValue(trial),
      remedy: atTheSigner(
        'Write r and s side by side, each as long as the order of the curve (IEEE P1363), and not as a SEQUENCE in DER.',
      ),
    };
  }
  return undefined;
}

/** The last octet first, as the CryptoAPI of Windows gives it. */
function reversed(trial: ValueTrial): Found | undefined {
  if (!trial.value) return undefined;
  const backwards = Uint8Array.from(trial.value).reverse();
  const form = trial.form();
  const key = trial.expected.find((candidate) => trial.signed(candidate, form, trial.scheme, backwards));
  if (!key) return undefined;
  return {
    says: `The octets of SignatureValue stand in the opposite order, as the CryptoAPI of Windows gives them.${trial.strange(key)}`,
    proof: `From the last to the first, they verify under ${nameOfKey(key)}.`,
    ...atValue(trial),
    remedy: atTheSigner('Write the octets of the signature with the most significant one first.'),
  };
}

function anotherKey(trial: ValueTrial): Found | undefined {
  const { value, scheme, others } = trial;
  if (!value) return undefined;
  const form = trial.form();
  const key = others.find(
    (candidate) => trial.signed(candidate, form, scheme, value) || trial.shows(candidate, form),
  );
  if (!key) return undefined;
  return {
    says: `Another key made the signature than those that may sign for this issuer: ${nameOfKey(key)}.${trial.otherwiseMade(key)}`,
    proof: 'SignatureValue verifies under that key, and under none that was expected.',
    ...atValue(trial),
    remedy: {
      end: 'identity provider',
      do: 'The key that signed is known, but not as a signing key of this identity provider. Have its metadata list the key it signs with, or make it sign with the one listed.',
    },
  };
}

/** An RSA algorithm is named and a key on a curve signed, or the other way about. */
function otherKind(trial: ValueTrial): Found | undefined {
  const { value, scheme } = trial;
  if (!value) return undefined;
  const form = trial.form();
  for (const candidate of [...trial.expected, ...trial.others]) {
    if (fits(scheme, candidate.key.type)) continue;
    const kind = candidate.key.type === 'ec' ? 'ecdsa' : candidate.key.type === 'rsa' ? 'rsa' : undefined;
    const hash = kind && HASHES.find((one) => verifies(candidate, { kind, hash: one }));
    if (!kind || !hash) continue;
    return {
      says: `SignatureMethod names an algorithm for another kind of key than the one that signed: it was ${kind}-${hash}.${trial.strange(candidate)}`,
      proof: `By ${kind}-${hash}, SignatureValue verifies under ${nameOfKey(candidate)}.`,
      ...atMethod(trial),
      remedy: atTheSigner(
        `Make SignatureMethod name http://www.w3.org/2001/04/xmldsig-more#${kind}-${hash}.`,
      ),
    };
  }
  return undefined;

  function verifies(candidate: KeyCandidate, other: SignatureScheme): boolean {
    if (!value || !trial.signed(candidate, form, other, value)) return false;
    // For RSA, `signed` takes whichever hash the value shows.
    const block = other.kind === 'rsa' ? trial.blockOf(candidate) : undefined;
    return other.kind !== 'rsa' || (block?.kind === 'digest' && block.hash === other.hash);
  }
}

function atValue({ parts, signature }: ValueTrial): Pick<Found, 'at'> {
  return { at: parts.signatureValue ?? signature };
}

function atMethod({ parts, signature }: ValueTrial): Pick<Found, 'at'> {
  return { at: parts.signatureMethod?.element ?? signature };
}
