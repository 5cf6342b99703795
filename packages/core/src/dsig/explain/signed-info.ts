import { encodeUtf8, hexadecimal } from '../../base/bytes.ts';
import { base64OfBytes, type HashName, hashLength } from '../../base/crypto.ts';
import type { XmlElement } from '../../xml/document.ts';
import { digestMethods, signatureMethods, transformMethods } from '../algorithms.ts';
import { atTheSigner, type Cause, type Found, onTheWay } from './explanation.ts';
import { nameOfKey, nameOfNode, sentence, told } from './naming.ts';
import type { Repair, Way } from './repair.ts';
import { digestOf, equal, type ValueTrial } from './value-trial.ts';

/** The cause by which what is signed is as it was, although its digest does not match. */
export const DIGEST_VALUE_EDITED = 'digest-value-edited';

/** What may have been changed in SignedInfo alone. */
export const signedInfoRepairs: readonly Repair<ValueTrial>[] = [
  { id: DIGEST_VALUE_EDITED, ways: digestValueEdited },
  { id: 'digest-value-rewrapped', ways: digestValueRewrapped },
  { id: 'reference-uri-edited', ways: uriEdited },
  { id: 'algorithm-edited', ways: algorithmEdited },
  { id: 'signed-info-node-added', ways: nodeAdded },
];

/** The key did sign, but not SignedInfo. */
export const signedOctetsCauses: readonly Cause<ValueTrial>[] = [
  { id: 'signed-info-not-canonicalised', find: notCanonicalised },
  { id: 'signed-the-element-itself', find: signedTheElement },
  { id: 'digested-twice', find: digestedTwice },
  { id: 'digest-without-its-name', find: withoutDigestInfo },
  { id: 'signed-info-changed', find: changedSince },
];

const NO_EDITING = onTheWay(
  'Find what edits the signature between the identity provider and the receiver; nothing in SignedInfo can be changed after signing.',
);

function* digestValueEdited({ references, parts }: ValueTrial): Generator<Way> {
  const wrong = references.filter(({ matches, digestComputed }) => !matches && digestComputed !== undefined);
  if (wrong.length === 0) return;
  const digests = new Map<XmlElement | undefined, string>();
  for (const { element, digestComputed = '' } of wrong) {
    const value = parts.references.find((one) => one.element === element)?.digestValue;
    digests.set(value, digestComputed);
  }
  const [at] = digests.keys();
  yield {
    change: { text: (value, { parent }) => digests.get(parent) ?? value },
    says: 'What is signed is as it was; DigestValue was changed after signing.',
    undone: 'with the digest in DigestValue that the signed element has as it stands',
    ...(at && { at }),
    remedy: NO_EDITING,
  };
}

/** White space in DigestValue does not count for the digest, and does for the signature over it. */
function* digestValueRewrapped({ parts }: ValueTrial): Generator<Way> {
  const values = new Set(parts.references.map(({ digestValue }) => digestValue));
  const [at] = values;
  for (const wrap of WRAPS) {
    yield {
      change: { text: (value, { parent }) => (values.has(parent) ? wrap(value.replace(/\s+/g, '')) : value) },
      says: 'The line breaks or spaces in DigestValue are not those that were signed.',
      undone: 'with the digest on its lines as the signer wrote it',
      ...(at && { at }),
      remedy: onTheWay('Find what breaks or joins the lines of base64 after signing.'),
    };
  }
}

const WRAPS: readonly ((digest: string) => string)[] = [
  (digest) => digest,
  (digest) => `${digest}\n`,
  (digest) => `\n${digest}\n`,
  (digest) => `${digest}\r\n`,
  (digest) => digest.replace(/(.{76})(?=.)/g, '$1\n'),
  (digest) => digest.replace(/(.{64})(?=.)/g, '$1\n'),
  (digest) => digest.replace(/(.{76})(?=.)/g, '$1\r\n'),
];

/** IDs tried for the URI of a reference. */
const IDS = 64;

function* uriEdited({ document, parts }: ValueTrial): Generator<Way> {
  const uris = ['', ...[...document.ids.keys()].slice(0, IDS).map((id) => `#${id}`)];
  for (const { element, uri } of parts.references) {
    for (const other of uris) {
      if (other === uri) continue;
      yield {
        change: {
          attribute: (value, { owner, name }) => (owner === element && name === 'URI' ? other : value),
        },
        says: `The reference led to ${told(other)} when it was signed; its URI was changed afterwards.`,
        undone: `with the URI ${told(other)} in the Reference`,
        at: element,
        remedy: NO_EDITING,
      };
    }
  }
}

function* algorithmEdited(trial: ValueTrial): Generator<Way> {
  const uris = new Map([
    ['SignatureMethod', [...signatureMethods.keys()]],
    ['DigestMethod', [...digestMethods.keys()]],
    ['CanonicalizationMethod', [...transformMethods.keys()]],
    ['Transform', [...transformMethods.keys()]],
  ]);
  for (const element of trial.elements()) {
    for (const other of uris.get(element.localName) ?? []) {
      yield {
        change: {
          attribute: (value, { owner, name }) => (owner === element && name === 'Algorithm' ? other : value),
        },
        ...(element.localName === 'SignatureMethod' && { signatureMethod: other }),
        says: `${element.localName} named ${other} when it was signed; it was changed afterwards.`,
        undone: `with ${other} in ${element.localName}`,
        at: element,
        remedy: NO_EDITING,
      };
    }
  }
}

function* nodeAdded(trial: ValueTrial): Generator<Way> {
  for (const element of trial.elements()) {
    for (const node of [...element.children, ...element.attributes]) {
      if (node.type === 'text' || node.type === 'comment') continue;
      yield {
        change:
          node.type === 'attribute'
            ? { attribute: (value, one) => (one === node ? undefined : value) }
            : { children: (list) => list.filter((one) => one !== node) },
        says: `${sentence(nameOfNode(node))} was added to SignedInfo after signing.`,
        undone: `without ${nameOfNode(node)}`,
        at: node,
        remedy: NO_EDITING,
      };
    }
  }
}

function notCanonicalised(trial: ValueTrial): Found | undefined {
  const { target, document } = trial;
  const raw = document.source.text.slice(target.start, target.end);
  const key = [raw, raw.replaceAll('\r\n', '\n'), raw.replace(/\r?\n/g, '\r\n')]
    .map((octets) => trial.signerOf(octets))
    .find((one) => one !== undefined);
  if (!key) return undefined;
  return {
    says: `The signer signed SignedInfo as it was written and not its canonical form.${trial.besides()}`,
    proof: `Over the text of SignedInfo as it stands, SignatureValue verifies under ${nameOfKey(key)}.`,
    at: target,
    remedy: atTheSigner('Canonicalise SignedInfo by its CanonicalizationMethod before signing it.'),
  };
}

/** A signature made over the message itself, as other formats than XML Signature have it. */
function signedTheElement(trial: ValueTrial): Found | undefined {
  const { references, document, signature } = trial;
  for (const { target, digestWritten } of references) {
    if (!target) continue;
    const { text } = document.source;
    const inside = signature.start >= target.start && signature.end <= target.end;
    const raw = inside
      ? text.slice(target.start, signature.start) + text.slice(signature.end, target.end)
      : text.slice(target.start, target.end);
    for (const [octets, what] of [
      [raw, `the text of the ${target.localName}`],
      [digestWritten, 'the text of DigestValue'],
    ] as const) {
      const key = trial.signerOf(octets);
      if (!key) continue;
      return {
        says: `The signer signed ${what} and not SignedInfo.${trial.besides()}`,
        proof: `Over ${what}, SignatureValue verifies under ${nameOfKey(key)}.`,
        at: target,
        remedy: atTheSigner('Sign the canonical form of SignedInfo, which holds the digest of the element.'),
      };
    }
  }
  return undefined;
}

const HASHES = Object.keys(hashLength) as HashName[];

function digestedTwice(trial: ValueTrial): Found | undefined {
  const form = trial.form();
  for (const hash of HASHES) {
    const once = digestOf(hash, form);
    if (!once) continue;
    const hex = hexadecimal(once);
    const key = [once, hex, hex.toUpperCase(), base64OfBytes(once)]
      .map((octets) => trial.signerOf(octets))
      .find((one) => one !== undefined);
    if (!key) continue;
    return {
      says: `The signer gave its ${hash} digest of SignedInfo to a function that digests by itself, so it was digested twice.${trial.besides()}`,
      proof: `Over the ${hash} digest of SignedInfo, SignatureValue verifies under ${nameOfKey(key)}.`,
      ...atValue(trial),
      remedy: atTheSigner('Give the canonical SignedInfo itself to the function that signs.'),
    };
  }
  return undefined;
}

/** PKCS #1 v1.5 round the bare digest, without the DigestInfo that names its hash. */
function withoutDigestInfo(trial: ValueTrial): Found | undefined {
  for (const candidate of trial.expected) {
    const block = trial.blockOf(candidate);
    if (block?.kind !== 'padded') continue;
    const form = trial.form();
    const hash = HASHES.find((one) => equal(block.content, digestOf(one, form)));
    const plain = hash ? undefined : equal(block.content, encodeUtf8(form));
    if (!hash && !plain) continue;
    const what = hash ? `the bare ${hash} digest` : 'SignedInfo itself, not digested';
    return {
      says: `The signer encrypted ${what} with its key, without the DigestInfo that PKCS #1 v1.5 puts round a digest.${trial.strange(candidate)}`,
      proof: `Undone with ${nameOfKey(candidate)}, SignatureValue holds ${what}.`,
      ...atValue(trial),
      remedy: atTheSigner('Sign with RSASSA-PKCS1-v1_5 of RFC 8017 and not with the bare RSA operation.'),
    };
  }
  return undefined;
}

/** An RSA value shows what the key signed even where that is lost. */
function changedSince(trial: ValueTrial): Found | undefined {
  for (const candidate of [...trial.expected, ...trial.others]) {
    const block = trial.blockOf(candidate);
    if (block?.kind !== 'digest') continue;
    const now = digestOf(block.hash, trial.form());
    if (!now || equal(block.digest, now)) continue;
    return {
      says: `The signature was made by ${nameOfKey(candidate)}, and not over this SignedInfo: SignedInfo was changed since, the value was taken from another message, or the signer signed something else.${trial.strange(candidate)}`,
      proof: `Undone with that key, SignatureValue shows the ${block.hash} digest ${base64OfBytes(block.digest)}, and SignedInfo has ${base64OfBytes(now)}.`,
      at: trial.target,
      remedy: NO_EDITING,
    };
  }
  return undefined;
}

function atValue({ parts, signature }: ValueTrial): Pick<Found, 'at'> {
  return { at: parts.signatureValue ?? signature };
}
