import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { encodeUtf8 } from '../base/bytes.ts';
import { bytesOfBase64, type SignatureScheme, verifySignature } from '../base/crypto.ts';
import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { parseXml } from '../xml/parse.ts';
import { signatureMethods, unknownAlgorithm } from './algorithms.ts';
import { type Deviation, findDeviation } from './detached-deviations.ts';
import type { AlgorithmUse, SignatureEvidence, SignatureProblem } from './evidence.ts';
import { readKeyInfo } from './key-info.ts';
import { fits, inOrder } from './value.ts';

/** The bindings that sign a message outside its XML. */
export type DetachedBinding = 'HTTP-Redirect' | 'HTTP-POST-SimpleSign';

/** A parameter of a query or a form. */
export interface Parameter {
  readonly name: string;
  /** As it was sent, percent-encoded. */
  readonly raw: string;
  /** Percent-decoding undone. */
  readonly value: string;
}

/** A parameter beside the one that is verified, which some receivers read in its place. */
export interface Rival {
  /** The parameter that is verified: `SAMLResponse`. */
  readonly name: string;
  /** The rival's name as it was sent: `SAMLRespons%65`. */
  readonly written: string;
  /**
   * - `repeated`: it has the same name.
   * - `disguised`: another spelling of the name, which some software undoes.
   * - `other-kind`: SAMLRequest beside SAMLResponse.
   */
  readonly how: 'repeated' | 'disguised' | 'other-kind';
}

/** The parameters of a message that is signed outside its XML. Of each name, the first. */
export interface DetachedParts {
  readonly binding: DetachedBinding;
  readonly message: Parameter;
  readonly relayState?: Parameter;
  readonly sigAlg?: Parameter;
  readonly signature?: Parameter;
  /** SimpleSign only: ds:KeyInfo in base64. */
  readonly keyInfo?: Parameter;
  /** Everything that was sent but Signature, in the order it was sent. */
  readonly rest: readonly Parameter[];
  /** Parameters that a receiver may take for one of those above. */
  readonly rivals: readonly Rival[];
  /** False where only the decoded values are known, so that how the sender percent-encoded them is not. */
  readonly asSent: boolean;
}

/** An algorithm as SigAlg names it, which is no node of the message. */
export type DetachedAlgorithm = Omit<AlgorithmUse, 'at'>;

/** What keeps a detached signature from being decided. */
export type DetachedProblem = Pick<SignatureProblem, 'code' | 'message'>;

/**
 * What examining a signature by the binding showed. As with {@link SignatureEvidence}, each fact stands by itself.
 */
export interface DetachedEvidence {
  readonly binding: DetachedBinding;
  /** Absent where there is no SigAlg. */
  readonly algorithm?: DetachedAlgorithm;
  /** Whether Signature matches the octets that the binding has signed. */
  readonly state: 'matches' | 'differs' | 'unchecked';
  /** The key it matches under. */
  readonly under?: KeyCandidate;
  /** Every key tried, in order. */
  readonly tried: readonly KeyCandidate[];
  /** Keys that the message brings itself, which prove nothing about who signed. */
  readonly brought: readonly KeyCandidate[];
  /** As {@link SignatureEvidence.outcome}; nothing here has a digest of its own. */
  readonly outcome: Exclude<SignatureEvidence['outcome'], 'digest-mismatch'>;
  readonly problems: readonly DetachedProblem[];
  /** Parameters by which what is verified and what is read may differ. */
  readonly rivals: readonly Rival[];
  /**
   * In what the sender departed from the binding, proven by a signature that matches once it is undone. It never makes
   * a signature match that does not.
   */
  readonly deviation?: Deviation;
}

/**
 * Examines the signature of a query or a form. Total.
 *
 * @param named what the caller names or metadata lists
 * @param brought what ds:Signatures in the message bring in their KeyInfo
 * @see SAML Bindings §3.4.4.1; SAMLv2.0 HTTP POST "SimpleSign" Binding §2.5
 */
export function examineDetached(
  parts: DetachedParts,
  named: readonly KeyCandidate[],
  brought: readonly KeyCandidate[] = [],
  limits: Limits = defaultLimits,
): DetachedEvidence {
  const { rivals } = parts;
  const problems = rivals.map(rivalry);
  const own = [...keysOf(parts, limits, problems), ...brought];
  const algorithm = parts.sigAlg && algorithmOf(parts.sigAlg.value);
  const described = {
    binding: parts.binding,
    ...(algorithm && { algorithm: algorithm.use }),
    brought: own,
    rivals,
  };
  const undecidable = (problem?: DetachedProblem): DetachedEvidence => ({
    state: 'unchecked',
    ...described,
    tried: [],
    outcome: 'undecidable',
    problems: problem ? [...problems, problem] : problems,
  });

  const { signature } = parts;
  if (!signature) return undecidable(absent('Signature', 'SigAlg'));
  if (!algorithm) return undecidable(absent('SigAlg', 'Signature'));
  if ('code' in algorithm.scheme) return undecidable(algorithm.scheme);
  const { scheme } = algorithm;
  const tried = inOrder(named, own)
    .filter(({ key }) => fits(scheme, key.type))
    .slice(0, limits.keysPerSignature);
  if (tried.length === 0) return undecidable(noKey(algorithm.use.name, [...named, ...own]));

  const written = decodeBase64(signature.value);
  const octets = signedOctets(parts);
  const under = written.bytes && matching(scheme, octets, tried, written.bytes);
  const deviation = findDeviation({ parts, scheme, octets, keys: tried, under });
  // Where the sender's own percent-encoding is not known, one that makes the signature match is as good as any.
  const reEncoded = !parts.asSent && deviation?.kind === 'percent-encoding' ? deviation.under : undefined;
  const key = under ?? reEncoded;
  if (!key && !deviation && !written.bytes) {
    return undecidable({ code: 'unreadable-value', message: `Signature ${written.fault}.` });
  }
  return {
    state: key ? 'matches' : 'differs',
    ...described,
    ...(key && { under: key }),
    tried,
    outcome: outcomeOf(key, problems),
    problems,
    ...(deviation && !reEncoded && { deviation }),
  };
}

function rivalry({ name, written, how }: Rival): DetachedProblem {
  const what = {
    repeated: `${name} is sent more than once`,
    disguised: `${JSON.stringify(written)} is sent beside ${name}, and some receivers take the one for the other`,
    'other-kind': `${written} is sent beside ${name}, and one signature belongs to one of them`,
  }[how];
  return { code: 'structure', message: `${what}, so two receivers may verify and read two different ones.` };
}

function outcomeOf(
  under: KeyCandidate | undefined,
  problems: readonly DetachedProblem[],
): DetachedEvidence['outcome'] {
  if (problems.some(({ code }) => code === 'structure')) return 'undecidable';
  if (!under) return 'value-mismatch';
  return under.source === 'message' ? 'signer-unknown' : 'known-signer';
}

/**
 * The octets that the binding has signed. By Redirect they are the parameters as they were sent, by SimpleSign the XML
 * itself; in both, in one fixed order and without the RelayState that was not sent.
 */
export function signedOctets(parts: DetachedParts): Uint8Array {
  const { binding, message, relayState, sigAlg } = parts;
  if (binding === 'HTTP-Redirect') {
    const sent = [message, relayState, sigAlg].filter((one) => one !== undefined);
    return encodeUtf8(sent.map(({ name, raw }) => `${name}=${raw}`).join('&'));
  }
  return concatenated(
    encodeUtf8(`${message.name}=`),
    bytesOfBase64(withoutWhiteSpace(message.value)),
    encodeUtf8(
      [relayState, sigAlg].map((one) => (one === undefined ? '' : `&${one.name}=${one.value}`)).join(''),
    ),
  );
}

function concatenated(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function matching(
  scheme: SignatureScheme,
  octets: Uint8Array,
  keys: readonly KeyCandidate[],
  value: Uint8Array,
): KeyCandidate | undefined {
  return keys.find(({ key }) => verifySignature(scheme, octets, key.handle, value));
}

interface Algorithm {
  readonly use: DetachedAlgorithm;
  readonly scheme: SignatureScheme | DetachedProblem;
}

function algorithmOf(uri: string): Algorithm {
  const entry = signatureMethods.get(uri);
  const scheme: Algorithm['scheme'] =
    entry?.refusal !== undefined
      ? { code: 'refused-algorithm', message: entry.refusal }
      : (entry?.scheme ?? {
          code: 'unsupported-algorithm',
          message: uri === '' ? 'SigAlg is empty.' : unknownAlgorithm('SigAlg', uri),
        });
  return {
    use: {
      uri,
      name: entry?.name ?? uri,
      supported: !('code' in scheme),
      ...(entry?.weakness !== undefined && { weakness: entry.weakness }),
    },
    scheme,
  };
}

/** The keys in SimpleSign's KeyInfo, which is a ds:KeyInfo in base64. */
function keysOf(parts: DetachedParts, limits: Limits, problems: DetachedProblem[]): readonly KeyCandidate[] {
  if (!parts.keyInfo || parts.binding !== 'HTTP-POST-SimpleSign') return [];
  const { bytes } = decodeBase64(parts.keyInfo.value);
  const text = bytes && new TextDecoder().decode(bytes);
  const root = text === undefined ? undefined : parseXml({ name: 'KeyInfo', text, steps: [] }, limits).root;
  if (root?.localName !== 'KeyInfo') {
    problems.push({ code: 'unreadable-key', message: 'KeyInfo is not a ds:KeyInfo in base64.' });
    return [];
  }
  return readKeyInfo(root, 'message', 'KeyInfo beside the message', limits).keys;
}

function absent(missing: string, present: string): DetachedProblem {
  return { code: 'structure', message: `There is ${present} without ${missing}; a signature needs both.` };
}

function noKey(algorithm: string, keys: readonly KeyCandidate[]): DetachedProblem {
  const types = [...new Set(keys.map(({ key }) => key.type))];
  return {
    code: 'no-key',
    message:
      types.length === 0
        ? 'There is no key to verify the signature with: none was given, and this binding brings none.'
        : `${algorithm} cannot be verified with the keys there are (${types.join(', ')}).`,
  };
}
