import { decodeBase64 } from '../base/base64.ts';
import { hashLength, type SignatureScheme, verifySignature } from '../base/crypto.ts';
import type { Limits } from '../base/limits.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement } from '../xml/document.ts';
import { attributeNamed, childElements, textOf } from '../xml/navigate.ts';
import { digestMethods, type SignatureEntry, unknownAlgorithm } from './algorithms.ts';
import type { Budget } from './budget.ts';
import type { SignatureProblem, ValueEvidence } from './evidence.ts';
import type { Named, SignatureParts } from './read.ts';
import { withParameters } from './transforms.ts';

/**
 * Verifies a SignatureValue over the canonical SignedInfo, under one key after another: first those the caller or
 * the metadata names, then those the message brings itself. A named key that the message brings, too, counts as named
 * and comes first.
 *
 * @param problems Receives whatever keeps the value from being checked.
 * @throws BudgetSpent, CanonicalFormTooLong
 * @see XML Signature 1.1 §3.2.2 and §6.4.
 */
export function verifyValue(
  parts: SignatureParts,
  named: readonly KeyCandidate[],
  brought: readonly KeyCandidate[],
  limits: Limits,
  budget: Budget,
  problems: SignatureProblem[],
): ValueEvidence {
  const { signedInfo, signatureValue, signatureMethod, canonicalizationMethod } = parts;
  const unchecked = (problem: SignatureProblem): ValueEvidence => {
    problems.push(problem);
    return { state: 'unchecked', tried: [], because: problem.message };
  };
  if (!signedInfo || !signatureValue || !signatureMethod || !canonicalizationMethod) {
    return { state: 'unchecked', tried: [], because: 'The signature lacks a part that verifying it needs.' };
  }
  const scheme = schemeOf(signatureMethod);
  if ('code' in scheme) return unchecked(scheme);
  const form = canonicalSignedInfo(signedInfo, canonicalizationMethod, budget);
  if (typeof form !== 'string') return unchecked(form);
  const { bytes, fault } = decodeBase64(textOf(signatureValue));
  if (!bytes)
    return unchecked({ code: 'unreadable-value', message: `SignatureValue ${fault}.`, at: signatureValue });

  const candidates = inOrder(named, brought).filter(({ key }) => fits(scheme, key.type));
  if (candidates.length === 0) {
    return unchecked({
      code: 'no-key',
      message: noKey(signatureMethod, named, brought),
      at: signatureMethod.element,
    });
  }
  const tried: KeyCandidate[] = [];
  for (const candidate of candidates) {
    if (tried.length >= limits.keysPerSignature) {
      problems.push({
        code: 'limit',
        message: `There are ${candidates.length} keys to try; the limit keysPerSignature (${limits.keysPerSignature}) ended the search.`,
        at: signatureValue,
      });
      return { state: 'unchecked', tried, because: 'Not every key was tried.' };
    }
    tried.push(candidate);
    if (verifySignature(scheme, form, candidate.key.handle, bytes)) {
      return { state: 'matches', under: candidate, tried };
    }
  }
  return { state: 'differs', tried };
}

function canonicalSignedInfo(
  signedInfo: XmlElement,
  { element, use, entry }: NonNullable<SignatureParts['canonicalizationMethod']>,
  budget: Budget,
): string | SignatureProblem {
  const operation = entry?.operation;
  if (typeof operation !== 'object') {
    return {
      code: 'unsupported-algorithm',
      message: unknownAlgorithm('CanonicalizationMethod', use.uri),
      at: use.at,
    };
  }
  const how = withParameters(element, operation);
  return 'code' in how ? how : budget.canonicalize(signedInfo, how);
}

/** How SignatureMethod says the value is made. */
export function schemeOf({ element, use, entry }: Named<SignatureEntry>): SignatureScheme | SignatureProblem {
  if (entry?.refusal !== undefined) return { code: 'refused-algorithm', message: entry.refusal, at: use.at };
  if (entry?.scheme === undefined) {
    return {
      code: 'unsupported-algorithm',
      message: unknownAlgorithm('SignatureMethod', use.uri),
      at: use.at,
    };
  }
  const [parameters] = childElements(element);
  if (!parameters) return entry.scheme;
  if (entry.takesPssParameters && parameters.localName === 'RSAPSSParams') return pssScheme(parameters);
  return {
    code: 'structure',
    message: `SignatureMethod holds ${parameters.name}, which ${entry.name} does not take.`,
    at: parameters,
  };
}

/**
 * RSAPSSParams: DigestMethod, MaskGenerationFunction with a DigestMethod of its own, SaltLength, TrailerField, each
 * with a default (RFC 9231 §2.3.9).
 */
function pssScheme(parameters: XmlElement): SignatureScheme | SignatureProblem {
  const child = (parent: XmlElement | undefined, localName: string) =>
    parent && childElements(parent).find((one) => one.localName === localName);
  const algorithmOf = (method: XmlElement) => attributeNamed(method, 'Algorithm')?.value ?? '';
  const hashOf = (method: XmlElement | undefined) =>
    method ? digestMethods.get(algorithmOf(method))?.hash : 'sha256';
  const hash = hashOf(child(parameters, 'DigestMethod'));
  const generator = child(parameters, 'MaskGenerationFunction');
  const mask =
    generator && algorithmOf(generator) !== MGF1 ? undefined : hashOf(child(generator, 'DigestMethod'));
  const trailer = child(parameters, 'TrailerField');
  const salt = child(parameters, 'SaltLength');
  const saltLength = salt ? wholeNumber(textOf(salt)) : hash && hashLength[hash];
  if (
    hash === undefined ||
    mask === undefined ||
    (trailer && textOf(trailer).trim() !== '1') ||
    saltLength === undefined ||
    saltLength > 1024
  ) {
    return {
      code: 'unsupported-algorithm',
      message:
        'samlscope computes RSA-PSS with MGF1, trailer field 1, and a salt of at most 1024 octets; RSAPSSParams asks for something else.',
      at: parameters,
    };
  }
  return { kind: 'rsa-pss', hash, saltLength, ...(mask !== hash && { mask }) };
}

const MGF1 = 'http://www.w3.org/2007/05/xmldsig-more#MGF1';

function wholeNumber(text: string): number | undefined {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
}

/**
 * Named keys first, and of them the one that the message brings; then what only the message brings, certificates
 * before bare keys, since a certificate tells more. No key twice.
 */
export function inOrder(named: readonly KeyCandidate[], brought: readonly KeyCandidate[]): KeyCandidate[] {
  const hinted = new Set(brought.map(({ key }) => key.spkiSha256));
  const ordered = [
    ...named.filter(({ key }) => hinted.has(key.spkiSha256)),
    ...named.filter(({ key }) => !hinted.has(key.spkiSha256)),
    ...brought.filter(({ certificate }) => certificate !== undefined),
    ...brought.filter(({ certificate }) => certificate === undefined),
  ];
  const seen = new Set<string>();
  return ordered.filter(({ key }) => {
    if (seen.has(key.spkiSha256)) return false;
    seen.add(key.spkiSha256);
    return true;
  });
}

const KEY_TYPES: Readonly<Record<SignatureScheme['kind'], readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  dsa: ['dsa'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
};

/** Whether a key of this type can be used with the scheme. */
export function fits(scheme: SignatureScheme, keyType: string): boolean {
  return KEY_TYPES[scheme.kind].includes(keyType);
}

function noKey(
  method: Named<SignatureEntry>,
  named: readonly KeyCandidate[],
  brought: readonly KeyCandidate[],
): string {
  const types = [...new Set([...named, ...brought].map(({ key }) => key.type))];
  return types.length === 0
    ? 'There is no key to verify the signature with: none was given, and the signature brings none.'
    : `${method.use.name} cannot be verified with the keys there are (${types.join(', ')}).`;
}
