import { decodeBase64, withoutWhiteSpace } from '../base/base64.ts';
import { type Digest, type HashName, hashLength } from '../base/crypto.ts';
import type { Limits } from '../base/limits.ts';
import { unknownAlgorithm } from '../dsig/algorithms.ts';
import { Budget, BudgetSpent } from '../dsig/budget.ts';
import type { SignatureProblem, ValueEvidence } from '../dsig/evidence.ts';
import { readKeyInfo } from '../dsig/key-info.ts';
import { type ReferenceParts, readSignature, type SignatureParts } from '../dsig/read.ts';
import { selectReference } from '../dsig/references.ts';
import { withParameters } from '../dsig/transforms.ts';
import { verifyValue } from '../dsig/value.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { CanonicalFormTooLong, type Canonicalization, canonicalize } from '../xml/c14n.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { textOf } from '../xml/navigate.ts';
import { parseXml } from '../xml/parse.ts';
import type { AggregateKey, AggregateSignature } from './aggregate-report.ts';

/** How the signature on a root can be decided while the rest of the file is read. */
export interface SignaturePlan {
  readonly parts: SignatureParts;
  readonly reference: ReferenceParts;
  /** The root as far as the end of the signature, closed there. */
  readonly head: XmlDocument;
  readonly how: Canonicalization;
  /** What {@link how} is called. */
  readonly canonicalization: string;
  /** The root's ID, where that is what the reference names: no other element may have it. */
  readonly id: string | undefined;
  /** Whether what stands round the root is signed, too. */
  readonly wholeDocument: boolean;
  readonly hash: HashName;
  /** The canonical form of what was read so far, without the signature. */
  readonly canonicalHead: string;
  /** The prefixes it declares on the root. */
  readonly rendered: ReadonlyMap<string, string>;
}

const IMPLIED: Canonicalization = { form: 'inclusive', withComments: false };

/**
 * Looks at a signature that is the root's first child: what is signed, and how it is to be digested.
 *
 * One pass can decide the signature that SAML asks for (SAML Core §5.4): one reference to the root, by its ID or as
 * the whole document, with the enveloped-signature transform and at most one canonicalisation.
 *
 * @param head the root as far as the end of the signature, closed there
 */
export function planSignature(
  head: XmlDocument,
  signature: XmlElement,
  limits: Limits,
): SignaturePlan | AggregateSignature {
  const parts = readSignature(signature, limits);
  const described = describe(parts);
  const undecidable = (problems: readonly SignatureProblem[]): AggregateSignature => ({
    outcome: 'undecidable',
    says: `The signature on the root cannot be decided: ${problems[0]?.message ?? ''}`,
    ...described,
    problems: problems.map(({ message }) => message),
  });
  const unknown = (why: string): AggregateSignature => ({
    outcome: 'unknown',
    says: `Whether the signature matches is not known: ${why}`,
    ...described,
    problems: [why],
  });
  const [reference] = parts.references;
  if (parts.problems.length > 0 || !reference) return undecidable(parts.problems);
  if (parts.references.length > 1) {
    return unknown(
      `It has ${parts.references.length} references; in one pass, one to the root can be digested.`,
    );
  }
  const selection = selectReference(reference.uri, head);
  if ('code' in selection) {
    if (selection.code !== 'reference-unresolved' || !reference.uri?.startsWith('#'))
      return undecidable([{ ...selection, at: reference.element }]);
    return unknown(`It refers to ${reference.uri}, which is not the root of this file.`);
  }
  if (selection.target !== head.root)
    return unknown(`It refers to ${reference.uri}, which is not the root of this file.`);

  const transforms = readTransforms(reference);
  if (typeof transforms === 'string') return unknown(transforms);
  if ('code' in transforms) return undecidable([transforms]);
  const how = { ...transforms.how, withComments: transforms.how.withComments && selection.comments };
  const { digestMethod } = reference;
  const hash = digestMethod?.entry?.hash;
  if (!digestMethod || hash === undefined) {
    const message =
      digestMethod?.entry?.refusal ?? unknownAlgorithm('DigestMethod', digestMethod?.use.uri ?? '');
    return undecidable([{ code: 'unsupported-algorithm', message, at: reference.element }]);
  }

  const root = head.root as XmlElement;
  const wholeDocument = !('type' in selection.apex);
  const rootForm = canonicalize(root, how, signature);
  const closing = `</${root.name}>`;
  const documentForm = wholeDocument ? canonicalize(head, how, signature) : rootForm;
  return {
    parts,
    reference,
    head,
    how,
    canonicalization: transforms.name,
    id: idMeant(reference.uri ?? '', head, root),
    wholeDocument,
    hash,
    canonicalHead: documentForm.slice(0, -closing.length),
    rendered: declarationsOf(rootForm),
  };
}

/** Which of the root's IDs a reference names. */
function idMeant(uri: string, head: XmlDocument, root: XmlElement): string | undefined {
  for (const [id, holders] of head.ids) {
    if (holders.includes(root) && (uri === `#${id}` || uri.includes(`'${id}'`) || uri.includes(`"${id}"`)))
      return id;
  }
  return undefined;
}

/** The prefixes that the first tag of a canonical form declares. */
function declarationsOf(form: string): ReadonlyMap<string, string> {
  const { root } = parseXml({ name: 'canonical form', text: form, steps: [] });
  return new Map((root?.declarations ?? []).map(({ prefix, uri }) => [prefix, uri]));
}

/** The canonicalisation that the transforms end in; a sentence where there are others than one pass can apply. */
function readTransforms({
  transforms,
}: ReferenceParts): { readonly how: Canonicalization; readonly name: string } | SignatureProblem | string {
  const [first, second, third] = transforms;
  if (first?.entry?.operation !== 'enveloped-signature' || third) {
    return 'Its transforms are not enveloped-signature and one canonicalisation, as SAML asks (SAML Core §5.4.4).';
  }
  if (!second) return { how: IMPLIED, name: 'c14n' };
  const operation = second.entry?.operation;
  if (typeof operation !== 'object') {
    const message = second.entry?.refusal ?? unknownAlgorithm('Transform', second.uri);
    return typeof operation === 'string'
      ? `Its second transform is ${second.entry?.name}, which one pass cannot apply.`
      : { code: 'refused-transform', message, at: second.element };
  }
  const how = withParameters(second.element, operation);
  return 'code' in how ? how : { how, name: second.entry?.name ?? second.uri };
}

/** What a plan came to: whether digest and value match. */
export function concludeSignature(
  plan: SignaturePlan,
  computed: Digest | undefined,
  isRepeated: boolean,
  keys: readonly KeyCandidate[],
  limits: Limits,
): AggregateSignature {
  const { parts, reference } = plan;
  const written = reference.digestValue ? withoutWhiteSpace(textOf(reference.digestValue)) : '';
  const problems: SignatureProblem[] = [];
  const described = {
    ...describe(parts),
    canonicalization: plan.canonicalization,
    digestWritten: written,
    ...(computed && { digestComputed: computed.base64, octets: computed.octets }),
  };
  const conclude = (outcome: AggregateSignature['outcome'], says: string): AggregateSignature => ({
    outcome,
    says,
    ...described,
    problems: problems.map(({ message }) => message),
  });
  if (isRepeated) {
    const message = `Several elements have the ID ${reference.uri?.slice(1)}, so which one was signed cannot be told.`;
    problems.push({ code: 'reference-ambiguous', message, at: reference.element });
    return conclude('undecidable', message);
  }
  if (!computed) return conclude('undecidable', 'The digest could not be computed.');
  const fault = digestFault(written, plan.hash);
  if (fault !== undefined) {
    problems.push({ code: 'unreadable-value', message: fault, at: reference.element });
    return conclude('undecidable', fault);
  }
  if (written !== computed.base64) {
    return conclude(
      'digest-mismatch',
      'The file is not what was signed: its digest is another than the signed one.',
    );
  }
  const value = examineValue(plan, keys, limits, problems);
  if (value.state === 'unchecked') {
    const because = value.because ?? 'The SignatureValue could not be checked.';
    return conclude('undecidable', `The digest matches, but who signed it was not checked: ${because}`);
  }
  if (value.state === 'differs') {
    const tried = value.tried.length === 1 ? 'the key tried' : `any of the ${value.tried.length} keys tried`;
    return conclude('value-mismatch', `The digest matches, the SignatureValue does not under ${tried}.`);
  }
  const { under } = value;
  const known = under && under.source !== 'message';
  return {
    ...conclude(
      known ? 'known-signer' : 'signer-unknown',
      known
        ? `The whole file is what ${under.from} signed.`
        : 'The file is intact since it was signed, but only under the key that it brings itself; that key proves nothing about who signed.',
    ),
    ...(under && { key: keyOf(under) }),
  };
}

function examineValue(
  { parts, head }: SignaturePlan,
  keys: readonly KeyCandidate[],
  limits: Limits,
  problems: SignatureProblem[],
): ValueEvidence {
  const brought = parts.keyInfo
    ? readKeyInfo(parts.keyInfo, 'message', 'KeyInfo in the signature', limits)
    : { keys: [], problems: [] };
  try {
    const value = verifyValue(parts, keys, brought.keys, limits, new Budget(head, limits), problems);
    problems.push(...brought.problems.filter(({ code }) => code !== 'no-key' || value.tried.length === 0));
    return value;
  } catch (error) {
    if (!(error instanceof BudgetSpent || error instanceof CanonicalFormTooLong)) throw error;
    return { state: 'unchecked', tried: [], because: 'The SignedInfo is larger than the limits allow.' };
  }
}

function digestFault(written: string, hash: HashName): string | undefined {
  const { bytes, fault } = decodeBase64(written);
  if (!bytes) return `DigestValue ${fault}.`;
  if (bytes.length === hashLength[hash]) return undefined;
  return `DigestValue has ${bytes.length} octets, which is not what its DigestMethod yields.`;
}

function describe(parts: SignatureParts): Pick<AggregateSignature, 'signatureMethod' | 'digestMethod'> {
  const { signatureMethod, references } = parts;
  const digestMethod = references[0]?.digestMethod;
  return {
    ...(signatureMethod && { signatureMethod: signatureMethod.use.name }),
    ...(digestMethod && { digestMethod: digestMethod.use.name }),
  };
}

function keyOf({ key, certificate, from }: KeyCandidate): AggregateKey {
  return {
    from,
    type: key.type,
    bits: key.bits,
    ...(certificate && {
      subject: certificate.subject,
      sha256: certificate.sha256,
      notAfter: new Date(certificate.notAfter).toISOString(),
    }),
  };
}
