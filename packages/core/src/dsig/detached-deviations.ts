import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { encodeUtf8 } from '../base/bytes.ts';
import { type HashName, type SignatureScheme, verifySignature } from '../base/crypto.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { DetachedParts, Parameter } from './detached.ts';
import { p1363FromDer } from './ecdsa-value.ts';
import { PERCENT_STYLES, type PercentStyle, percentEncode } from './percent-styles.ts';

/** One way in which a sender departs from the binding, proven by a signature that matches when it is undone. */
export interface Deviation {
  readonly kind:
    | 'order'
    | 'relay-state'
    | 'percent-encoding'
    | 'decoded-values'
    | 'other-binding'
    | 'whole-query'
    | 'base64'
    | 'der'
    | 'algorithm';
  /** What the sender did, in one sentence. */
  readonly says: string;
  /** What the binding has signed and what was signed, cut to where they differ, where that shows it. */
  readonly expected?: string;
  readonly actual?: string;
  /** What the sender should change, as a command. */
  readonly remedy: string;
  readonly under: KeyCandidate;
}

/** All that trying takes. */
export interface Trial {
  readonly parts: DetachedParts;
  readonly scheme: SignatureScheme;
  /** What the binding has signed. */
  readonly octets: Uint8Array;
  readonly keys: readonly KeyCandidate[];
  /** The key under which the signature matches those octets, apart from white space in its base64. */
  readonly under: KeyCandidate | undefined;
}

/** No URL is longer, and a form that is would be tried in dozens of variations. */
const LONGEST_TRIED = 512 * 1024;

/**
 * Looks for what a sender did otherwise than the binding has it, by trying. Each way of reading the value is tried on
 * the octets as they should be, and the value as it should be read on each way of putting those octets together.
 *
 * @returns `undefined` where the signature is in order, or where nothing makes it match
 */
export function findDeviation(trial: Trial): Deviation | undefined {
  const { parts, scheme, octets, keys } = trial;
  const value = parts.signature?.value ?? '';
  if (trial.under) return /\s/.test(value) ? { ...WHITE_SPACE, under: trial.under } : undefined;
  if (octets.length > LONGEST_TRIED) return undefined;
  const readings = readValue(value);
  const { bytes } = decodeBase64(value);
  for (const { bytes: read, ...told } of readings) {
    const under = underWhich(scheme, octets, keys, read);
    if (under) return { kind: 'base64', ...told, under };
  }
  const readable = bytes ?? readings[0]?.bytes;
  if (!readable) return undefined;
  return otherValue(trial, readable) ?? otherOctets(trial, readable);
}

function underWhich(
  scheme: SignatureScheme,
  octets: Uint8Array,
  keys: readonly KeyCandidate[],
  value: Uint8Array,
): KeyCandidate | undefined {
  return keys.find(({ key }) => verifySignature(scheme, octets, key.handle, value));
}

const WHITE_SPACE = {
  kind: 'base64',
  says: 'The base64 of Signature holds white space, which the binding has removed.',
  remedy: 'write the base64 of Signature without line breaks',
} as const;

interface Reading extends Pick<Deviation, 'says' | 'remedy'> {
  readonly bytes: Uint8Array;
}

/** What a Signature that is no proper base64 may have been. */
function readValue(value: string): Reading[] {
  const readings: Reading[] = [];
  const add = (text: string, says: string, remedy: string) => {
    const { bytes } = decodeBase64(text);
    if (bytes) readings.push({ bytes, says, remedy });
  };
  const ENCODE = 'percent-encode the value of Signature, once';
  if (/ /.test(value)) {
    add(
      value.replaceAll(' ', '+'),
      'The "+" of the base64 in Signature were sent without percent-encoding, so they arrive as spaces.',
      ENCODE,
    );
  }
  if (/%[0-9A-Fa-f]{2}/.test(value)) {
    const once = value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    add(once, 'The value of Signature was percent-encoded twice.', ENCODE);
  }
  const compact = withoutWhiteSpace(value);
  const standard = compact.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const padded = standard + '='.repeat((4 - (standard.length % 4)) % 4);
  if (/[-_]/.test(compact)) {
    add(
      padded,
      'Signature is in the URL-safe alphabet of base64 (RFC 4648 §5), which the binding does not use.',
      'write Signature in the ordinary alphabet of base64, with padding, and percent-encode it',
    );
  } else if (padded !== compact) {
    add(
      padded,
      'The base64 of Signature lacks its padding.',
      'write the base64 of Signature with its padding',
    );
  }
  return readings;
}

const HASHES: readonly HashName[] = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/** The octets are right, the value was made otherwise than SigAlg says. */
function otherValue({ parts, scheme, octets, keys }: Trial, value: Uint8Array): Deviation | undefined {
  if (scheme.kind === 'ecdsa' || scheme.kind === 'dsa') {
    for (const candidate of keys) {
      const flat = p1363FromDer(value, scheme.kind === 'ecdsa' ? candidate.key.bits : undefined);
      if (flat && verifySignature(scheme, octets, candidate.key.handle, flat)) {
        return {
          kind: 'der',
          says: `The ${scheme.kind.toUpperCase()} value is written in ASN.1, as OpenSSL and Java do; XML Signature, whose algorithms SigAlg names, has r and s side by side.`,
          remedy:
            'write the value as r and s side by side (P1363; in Java "SHA256withECDSAinP1363Format"), or use RSA',
          under: candidate,
        };
      }
    }
  }
  if (!('hash' in scheme)) return undefined;
  for (const other of otherSchemes(scheme)) {
    const under = underWhich(other, octets, keys, value);
    if (under) {
      const made = nameOf(other);
      return {
        kind: 'algorithm',
        says: `The value was made with ${made}, while SigAlg names ${parts.sigAlg?.value ?? ''}.`,
        expected: nameOf(scheme),
        actual: made,
        remedy: 'sign with the algorithm that SigAlg names, or name the one that is used',
        under,
      };
    }
  }
  return undefined;
}

function otherSchemes(scheme: SignatureScheme & { readonly hash: HashName }): SignatureScheme[] {
  const others = HASHES.filter((hash) => hash !== scheme.hash).map((hash) => ({ ...scheme, hash }));
  if (scheme.kind === 'rsa')
    return [...others, { kind: 'rsa-pss', hash: scheme.hash, saltLength: lengthOf(scheme.hash) }];
  if (scheme.kind === 'rsa-pss') return [{ kind: 'rsa', hash: scheme.hash }, ...others];
  return others;
}

function lengthOf(hash: HashName): number {
  return { sha1: 20, sha224: 28, sha384: 48, sha512: 64 }[hash as string] ?? 32;
}

function nameOf(scheme: SignatureScheme): string {
  return 'hash' in scheme ? `${scheme.kind}-${scheme.hash}` : scheme.kind;
}

/** One way to put together what was signed. */
interface Variation extends Pick<Deviation, 'kind' | 'says' | 'remedy'> {
  readonly text: string;
  readonly shown?: Pick<Deviation, 'expected' | 'actual'>;
}

/** The value is right, the octets were put together otherwise. */
function otherOctets({ parts, scheme, keys }: Trial, value: Uint8Array): Deviation | undefined {
  const tried = new Set<string>();
  for (const { text, shown, ...told } of variations(parts)) {
    if (tried.has(text)) continue;
    tried.add(text);
    const under = underWhich(scheme, encodeUtf8(text), keys, value);
    if (under) return { ...told, ...shown, under };
  }
  return undefined;
}

const FIXED_ORDER = 'sign the parameters in the order SAMLRequest or SAMLResponse, RelayState, SigAlg';

function* variations(parts: DetachedParts): Generator<Variation> {
  const { binding, message, relayState, sigAlg, rest } = parts;
  const sent = [message, relayState, sigAlg].filter((one) => one !== undefined);
  const written = (one: Parameter) =>
    `${one.name}=${binding === 'HTTP-Redirect' ? one.raw : one === message ? xmlOf(message) : one.value}`;
  const joined = (list: readonly Parameter[]) => list.map(written).join('&');

  if (relayState) {
    const empty = relayState.raw === '';
    yield {
      kind: 'relay-state',
      text: joined(sent.filter((one) => one !== relayState)),
      says: empty
        ? 'RelayState was sent empty and left out of what was signed.'
        : 'RelayState was left out of what was signed, so anyone on the way can change it; or it was added after signing.',
      shown: { expected: `…&RelayState=${cut(relayState.raw)}&SigAlg=…`, actual: '…&SigAlg=…' },
      remedy: empty
        ? 'send no RelayState at all where there is none'
        : 'put RelayState between the message and SigAlg in what is signed',
    };
    if (!empty) {
      yield {
        kind: 'relay-state',
        text: joined(sent.map((one) => (one === relayState ? { ...one, raw: '', value: '' } : one))),
        says: 'What was signed has an empty RelayState, while one with a value was sent.',
        remedy: 'sign the RelayState that is sent',
      };
    }
  } else {
    const none = { name: 'RelayState', raw: '', value: '' };
    yield {
      kind: 'relay-state',
      text: joined(sent.flatMap((one) => (one === sigAlg ? [none, one] : [one]))),
      says: 'What was signed has an empty RelayState, though none was sent.',
      shown: { expected: '…&SigAlg=…', actual: '…&RelayState=&SigAlg=…' },
      remedy: 'leave RelayState out of what is signed where none is sent',
    };
  }
  yield {
    kind: 'relay-state',
    text: joined(sent.filter((one) => one !== sigAlg)),
    says: 'SigAlg was left out of what was signed.',
    shown: { expected: '…&SigAlg=…', actual: 'the same without SigAlg' },
    remedy: 'put SigAlg at the end of what is signed',
  };
  for (const order of permutations(sent)) {
    const names = order.map(({ name }) => name).join(', ');
    yield {
      kind: 'order',
      text: joined(order),
      says: `The parameters were signed in the order ${names}.`,
      shown: { expected: sent.map(({ name }) => name).join(', '), actual: names },
      remedy: FIXED_ORDER,
    };
  }
  if (rest.length > sent.length) {
    yield {
      kind: 'whole-query',
      text: joined(rest),
      says: `The whole query was signed, ${rest
        .filter((one) => !sent.includes(one))
        .map(({ name }) => cut(name))
        .join(' and ')} included.`,
      remedy: `sign the parameters of the binding and no others: ${FIXED_ORDER}`,
    };
  }
  if (binding === 'HTTP-Redirect') yield* reEncoded(sent);
  yield {
    kind: binding === 'HTTP-Redirect' ? 'decoded-values' : 'other-binding',
    text: sent.map(({ name, value }) => `${name}=${value}`).join('&'),
    says:
      binding === 'HTTP-Redirect'
        ? 'The values were signed before they were percent-encoded.'
        : 'The base64 of the message was signed, where this binding has the XML itself signed.',
    remedy:
      binding === 'HTTP-Redirect'
        ? 'percent-encode the values first, then sign what is sent'
        : 'sign the XML as it is before base64',
  };
  if (binding === 'HTTP-POST-SimpleSign') {
    yield {
      kind: 'other-binding',
      text: sent.map(({ name, raw }) => `${name}=${raw}`).join('&'),
      says: 'The form was signed as the query of a redirect is, percent-encoded; this binding has the XML itself signed.',
      remedy: 'sign the XML as it is before base64, and the other values as they are',
    };
  }
}

/** Every way of percent-encoding: of all values, then of one alone, as where a proxy wrote RelayState anew. */
function* reEncoded(sent: readonly Parameter[]): Generator<Variation> {
  for (const style of PERCENT_STYLES) {
    yield styled(sent, sent, style);
    for (const one of sent) yield styled(sent, [one], style);
  }
}

function styled(sent: readonly Parameter[], changed: readonly Parameter[], style: PercentStyle): Variation {
  const encoded = sent.map((one) =>
    changed.includes(one) ? { ...one, raw: percentEncode(one.value, style) } : one,
  );
  const first = sent.findIndex((one, i) => one.raw !== encoded[i]?.raw);
  const difference = first < 0 ? undefined : firstDifference(sent[first], encoded[first]);
  return {
    kind: 'percent-encoding',
    text: encoded.map(({ name, raw }) => `${name}=${raw}`).join('&'),
    says: `What was signed is percent-encoded otherwise than what was sent: ${style.says}. Either the sender encodes twice, or something on the way wrote the URL anew.`,
    ...(difference && { shown: difference }),
    remedy: 'sign the very octets that are put into the URL, and let nothing on the way write the URL anew',
  };
}

function firstDifference(
  was: Parameter | undefined,
  signed: Parameter | undefined,
): Pick<Deviation, 'expected' | 'actual'> {
  const [sent, encoded] = [was?.raw ?? '', signed?.raw ?? ''];
  let at = 0;
  while (at < sent.length && sent.charAt(at) === encoded.charAt(at)) at++;
  // From the beginning of an escape, so that the difference can be read.
  const start = Math.max(0, sent.lastIndexOf('%', at) >= at - 2 ? sent.lastIndexOf('%', at) : at);
  const part = (text: string) =>
    `${was?.name}=${start > 0 ? '…' : ''}${text.slice(start, start + 24)}${text.length > start + 24 ? '…' : ''}`;
  return { expected: `${part(sent)} as it was sent`, actual: `${part(encoded)} as it was signed` };
}

function permutations(list: readonly Parameter[]): Parameter[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((others) => [one, ...others]),
  );
}

function xmlOf({ value }: Parameter): string {
  const { bytes } = decodeBase64(value);
  return bytes ? new TextDecoder().decode(bytes) : value;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
