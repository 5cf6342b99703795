import { decodeBase64 } from '../../base/base64.ts';
import type { Limits } from '../../base/limits.ts';
import type { KeyCandidate } from '../../x509/certificate.ts';
import { CanonicalFormTooLong } from '../../xml/c14n.ts';
import type { XmlDocument } from '../../xml/document.ts';
import { textOf } from '../../xml/navigate.ts';
import type { ReferenceEvidence, SignatureEvidence } from '../evidence.ts';
import { readSignature, type SignatureParts } from '../read.ts';
import { withParameters } from '../transforms.ts';
import { schemeOf } from '../value.ts';
import { canonicalFormRepairs, namespaceRepairs } from './canonical-forms.ts';
import { characterRepairs } from './characters.ts';
import { DigestTrial, usualTransforms } from './digest-trial.ts';
import { digestValueCauses } from './digest-value.ts';
import { digestedOctetsCauses } from './digested-octets.ts';
import { editCauses, editRepairs } from './edits.ts';
import type { Known } from './explain.ts';
import type { Cause, Explanation } from './explanation.ts';
import { causeOf, pairsOf } from './repair.ts';
import { signatureValueCauses } from './signature-value.ts';
import { DIGEST_VALUE_EDITED, signedInfoRepairs, signedOctetsCauses } from './signed-info.ts';
import { type Spending, Spent } from './spending.ts';
import { ValueTrial } from './value-trial.ts';
import { layoutRepairs, whiteSpaceRepairs } from './white-space.ts';

/** Changes to all of what a reference leads to, likely ones first. */
const digestRepairs = [
  ...layoutRepairs,
  ...whiteSpaceRepairs,
  ...canonicalFormRepairs,
  ...namespaceRepairs,
  ...characterRepairs,
  ...editRepairs,
];

/** What can be wrong with the digest alone: all there is to try where it has not even the right length. */
const anyDigestCauses: readonly Cause<DigestTrial>[] = digestValueCauses;
/** From what costs little and is likely to what costs much. */
const digestCauses: readonly Cause<DigestTrial>[] = [
  ...anyDigestCauses,
  ...digestedOctetsCauses,
  ...digestRepairs.map(causeOf),
  ...editCauses.slice(0, -1),
  pairsOf(digestRepairs),
  ...editCauses.slice(-1),
];

const valueRepairs = [
  ...signedInfoRepairs,
  ...whiteSpaceRepairs,
  ...canonicalFormRepairs,
  ...namespaceRepairs,
];

const valueCauses: readonly Cause<ValueTrial>[] = [
  ...signatureValueCauses,
  ...valueRepairs.map((repair) => causeOf<ValueTrial>(repair)),
  pairsOf<ValueTrial>(valueRepairs),
  ...signedOctetsCauses,
];

/** The name of every cause that is looked for, in the order in which it is. */
export const causes: readonly string[] = [...new Set([...digestCauses, ...valueCauses].map(({ id }) => id))];

/** Adds to the evidence of one signature that does not match why it does not, or what was ruled out. */
export function explainSignature(
  document: XmlDocument,
  evidence: SignatureEvidence,
  known: Known,
  limits: Limits,
  spending: Spending,
): SignatureEvidence {
  const parts = readSignature(evidence.element, limits);
  if (parts.problems.length > 0) return evidence;
  // The value first: there is less to try, and what an RSA key signed can be read from it.
  const value =
    evidence.value.state === 'matches' ? undefined : valueTrial(document, parts, evidence, known, spending);
  const ofValue = value && searchFor('value', valueCauses, value);
  const searches: Search[] = [];
  // Where DigestValue alone was changed, there is nothing to be explained about what it is the digest of.
  const intact = ofValue?.found?.cause === DIGEST_VALUE_EDITED;
  for (const reference of intact ? [] : evidence.references) {
    if (reference.matches || reference.digestComputed === undefined) continue;
    const trial = digestTrial(document, parts, evidence, reference, known, spending);
    if (trial) searches.push(searchFor('digest', trial.canMatch ? digestCauses : anyDigestCauses, trial));
  }
  if (ofValue) searches.push(ofValue);
  if (searches.length === 0) return evidence;
  const explanation = searches.flatMap(({ found }) => found ?? []);
  return {
    ...evidence,
    explanation,
    ruledOut: {
      causes: new Set(searches.flatMap(({ ruledOut }) => ruledOut)).size,
      complete: searches.every(({ complete }) => complete),
    },
  };
}

/** What came of trying one cause after another. */
interface Search {
  readonly found: Explanation | undefined;
  readonly ruledOut: readonly string[];
  readonly complete: boolean;
}

function searchFor<Trial>(of: Explanation['of'], list: readonly Cause<Trial>[], trial: Trial): Search {
  const ruledOut: string[] = [];
  let complete = true;
  for (const cause of list) {
    try {
      const found = cause.find(trial);
      if (found) return { found: { cause: cause.id, of, ...found }, ruledOut, complete };
      ruledOut.push(cause.id);
    } catch (error) {
      if (!(error instanceof Spent || error instanceof CanonicalFormTooLong)) throw error;
      complete = false;
    }
  }
  return { found: undefined, ruledOut, complete };
}

function digestTrial(
  document: XmlDocument,
  parts: SignatureParts,
  evidence: SignatureEvidence,
  { element, target, digestWritten: written }: ReferenceEvidence,
  known: Known,
  spending: Spending,
): DigestTrial | undefined {
  const reference = parts.references.find((one) => one.element === element);
  const hash = reference?.digestMethod?.entry?.hash;
  const transforms = reference && usualTransforms(reference);
  if (!reference || !hash || !transforms || !target) return undefined;
  const found = { document, signature: evidence.element, reference, target, hash, written, beside: known };
  return new DigestTrial(found, transforms, spending);
}

function valueTrial(
  document: XmlDocument,
  parts: SignatureParts,
  { element: signature, references, keyInfo, value }: SignatureEvidence,
  known: Known,
  spending: Spending,
): ValueTrial | undefined {
  const { signedInfo, signatureValue, signatureMethod, canonicalizationMethod } = parts;
  if (!signedInfo || !signatureValue || !signatureMethod || !canonicalizationMethod) return undefined;
  const operation = canonicalizationMethod.entry?.operation;
  if (typeof operation !== 'object') return undefined;
  const how = withParameters(canonicalizationMethod.element, operation);
  const scheme = schemeOf(signatureMethod);
  if ('code' in how || 'code' in scheme) return undefined;
  const expected = differentKeys([...value.tried, ...known.keys, ...keyInfo]);
  const others = differentKeys([...expected, ...known.otherKeys]).slice(expected.length);
  // Without a key nothing can be tried, and so nothing is ruled out.
  if (expected.length + others.length === 0) return undefined;
  const text = textOf(signatureValue);
  const found = {
    document,
    signature,
    target: signedInfo,
    how,
    parts,
    references,
    scheme,
    text,
    value: decodeBase64(text).bytes,
    expected,
    others,
  };
  return new ValueTrial(found, spending);
}

/** Keys tried, expected and others together. */
const KEYS = 64;

function differentKeys(keys: readonly KeyCandidate[]): KeyCandidate[] {
  const seen = new Map<string, KeyCandidate>();
  for (const one of keys) if (!seen.has(one.key.spkiSha256)) seen.set(one.key.spkiSha256, one);
  return [...seen.values()].slice(0, KEYS);
}
