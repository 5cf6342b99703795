import type { DetachedEvidence } from '../dsig/detached.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Message } from '../metadata/model.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement } from '../xml/document.ts';
import { xpathOf } from '../xml/position.ts';
import { placeOf } from './excerpt.ts';
import type { KeyReport, SignatureReport } from './report.ts';

/** One signature's evidence in words and plain values. */
export function buildSignature(evidence: SignatureEvidence, messageIndex: number): SignatureReport {
  const { element, parent, references, value, opinion } = evidence;
  return {
    messageIndex,
    ...placeOf(element),
    outcome: evidence.outcome,
    says: says(evidence),
    on: parent ? xpathOf(parent) : '/',
    covers: evidence.covers.map((covered) => xpathOf(covered)),
    ...(evidence.signatureMethod && { signatureMethod: evidence.signatureMethod.name }),
    ...(evidence.canonicalizationMethod && { canonicalizationMethod: evidence.canonicalizationMethod.name }),
    references: references.map((reference) => ({
      matches: reference.matches,
      ...(reference.uri !== undefined && { uri: reference.uri }),
      ...(reference.target && { target: xpathOf(reference.target) }),
      transforms: reference.transforms.map(({ name }) => name),
      ...(reference.digestMethod && { digestMethod: reference.digestMethod.name }),
      digestWritten: reference.digestWritten,
      ...(reference.digestComputed !== undefined && { digestComputed: reference.digestComputed }),
    })),
    ...(evidence.form !== undefined && { form: evidence.form }),
    valueState: value.state,
    ...(value.under && { key: buildKey(value.under) }),
    ...(evidence.explanation && {
      explanation: evidence.explanation.map(({ cause, of, says, proof, at }) => ({
        cause,
        of,
        says,
        proof,
        ...(at && { xpath: xpathOf(at) }),
      })),
    }),
    problems: evidence.problems.map(({ message }) => message),
    notes: (evidence.notes ?? []).map(({ message }) => message),
    ...(opinion && { secondOpinion: opinion }),
  };
}

/** The same of a signature beside the message. */
export function buildDetachedSignature(message: Message, messageIndex: number): SignatureReport[] {
  const evidence = message.delivery?.signature;
  if (!evidence) return [];
  const { binding, outcome, algorithm, state, under, problems, deviation } = evidence;
  const intact = outcome === 'known-signer' || outcome === 'signer-unknown';
  return [
    {
      messageIndex,
      ...placeOf(message.element),
      binding,
      outcome,
      says: saysOfDetached(evidence, message.element.localName),
      on: xpathOf(message.element),
      covers: intact ? [xpathOf(message.element)] : [],
      ...(algorithm && { signatureMethod: algorithm.name }),
      references: [],
      valueState: state,
      ...(under && { key: buildKey(under) }),
      problems: [...problems.map(({ message: problem }) => problem), ...(deviation ? [deviation.says] : [])],
      notes: [],
    },
  ];
}

function saysOfDetached(evidence: DetachedEvidence, name: string): string {
  const { outcome, under, tried, problems } = evidence;
  switch (outcome) {
    case 'known-signer':
      return `The ${name} is what was signed, by a key you named (${under?.from ?? 'given'}).`;
    case 'signer-unknown':
      return `The ${name} is intact since it was signed, but only what came with it vouches for the key: the signer is not known to you.`;
    case 'value-mismatch':
      return `The signature beside the ${name} matches under none of the ${tried.length} keys tried.`;
    case 'undecidable':
      return `The signature beside the ${name} could not be decided${problems[0] ? `: ${problems[0].message}` : '.'}`;
  }
}

/** A key with its certificate, where it has one. */
export function buildKey({ key, certificate, from }: KeyCandidate): KeyReport {
  return {
    from,
    type: key.curve ?? key.type,
    bits: key.bits,
    ...(certificate && {
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serial,
      notBefore: new Date(certificate.notBefore).toISOString(),
      notAfter: new Date(certificate.notAfter).toISOString(),
      sha1: certificate.sha1,
      sha256: certificate.sha256,
    }),
  };
}

function says({ outcome, covers, references, parent, value, problems }: SignatureEvidence): string {
  switch (outcome) {
    case 'known-signer':
      return `${sentence(naming(covers))} is what was signed, by a key you named (${value.under?.from ?? 'given'}).`;
    case 'signer-unknown':
      return `${sentence(naming(covers))} is intact since it was signed, but only the message itself vouches for the key: the signer is not known to you.`;
    case 'digest-mismatch': {
      const changed = references
        .filter(({ matches }) => !matches)
        .flatMap(({ target }) => (target ? [target] : []));
      return `${sentence(naming(changed))} is not what was signed: it was changed afterwards, or signed as something else.`;
    }
    case 'value-mismatch':
      return `The signature on ${naming(parent ? [parent] : [])} matches under none of the ${value.tried.length} keys tried.`;
    case 'undecidable':
      return `The signature on ${naming(parent ? [parent] : [])} could not be decided${problems[0] ? `: ${problems[0].message}` : '.'}`;
  }
}

function naming(elements: readonly XmlElement[]): string {
  if (elements.length === 0) return 'what it refers to';
  return elements.map(({ localName }) => `the ${localName}`).join(' and ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
