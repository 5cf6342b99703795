import type { Limits } from '../base/limits.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, textOf } from '../xml/navigate.ts';
import {
  canonicalizationMethods,
  type DigestEntry,
  digestMethods,
  type SignatureEntry,
  signatureMethods,
  type TransformEntry,
  transformMethods,
  useOf,
} from './algorithms.ts';
import type { AlgorithmUse, SignatureProblem } from './evidence.ts';
import type { Transform } from './transforms.ts';

/** A ds:Signature taken apart. Where `problems` is not empty, a strict reader refuses it. */
export interface SignatureParts {
  readonly signedInfo: XmlElement | undefined;
  readonly canonicalizationMethod: Named<TransformEntry> | undefined;
  readonly signatureMethod: Named<SignatureEntry> | undefined;
  readonly references: readonly ReferenceParts[];
  readonly signatureValue: XmlElement | undefined;
  readonly keyInfo: XmlElement | undefined;
  readonly problems: readonly SignatureProblem[];
}

/** A ds:Reference taken apart. */
export interface ReferenceParts {
  readonly element: XmlElement;
  readonly uri: string | undefined;
  readonly transforms: readonly Transform[];
  readonly transformUses: readonly AlgorithmUse[];
  readonly digestMethod: Named<DigestEntry> | undefined;
  readonly digestValue: XmlElement | undefined;
}

/** An element that names an algorithm. */
export interface Named<E> {
  readonly element: XmlElement;
  readonly use: AlgorithmUse;
  readonly entry: E | undefined;
}

/** A content model: element names in their order, each with how often it may stand there. */
type Model = readonly (readonly [localName: string, least: number, most: number])[];

const MANY = Number.POSITIVE_INFINITY;
const SIGNATURE: Model = [
  ['SignedInfo', 1, 1],
  ['SignatureValue', 1, 1],
  ['KeyInfo', 0, 1],
  ['Object', 0, MANY],
];
const SIGNED_INFO: Model = [
  ['CanonicalizationMethod', 1, 1],
  ['SignatureMethod', 1, 1],
  ['Reference', 1, MANY],
];
const REFERENCE: Model = [
  ['Transforms', 0, 1],
  ['DigestMethod', 1, 1],
  ['DigestValue', 1, 1],
];
const TRANSFORMS: Model = [['Transform', 1, MANY]];

/**
 * Takes a ds:Signature apart as its schema has it: nothing is looked for anywhere but in its place, so a second
 * SignedInfo, or one hidden deeper, is never taken for the signed one. Total.
 *
 * @see XML Signature 1.1 §4.2 to §4.4.
 */
export function readSignature(signature: XmlElement, limits: Limits): SignatureParts {
  const problems: SignatureProblem[] = [];
  const parts = readSequence(signature, SIGNATURE, problems);
  const signedInfo = parts[0]?.[0];
  const signatureValue = parts[1]?.[0];
  if (signatureValue) requireText(signatureValue, problems);
  const inside = signedInfo ? readSequence(signedInfo, SIGNED_INFO, problems) : [];
  const references = inside[2] ?? [];
  const beyond = references[limits.referencesPerSignature];
  if (beyond) {
    problems.push(limitProblem('referencesPerSignature', limits, `${references.length} references`, beyond));
  }
  return {
    signedInfo,
    canonicalizationMethod: named(inside[0]?.[0], canonicalizationMethods),
    signatureMethod: named(inside[1]?.[0], signatureMethods),
    references: references
      .slice(0, limits.referencesPerSignature)
      .map((reference) => readReference(reference, limits, problems)),
    signatureValue,
    keyInfo: parts[2]?.[0],
    problems,
  };
}

function readReference(reference: XmlElement, limits: Limits, problems: SignatureProblem[]): ReferenceParts {
  const parts = readSequence(reference, REFERENCE, problems);
  const holder = parts[0]?.[0];
  const elements = holder ? (readSequence(holder, TRANSFORMS, problems)[0] ?? []) : [];
  const beyond = elements[limits.transformsPerReference];
  if (beyond) {
    problems.push(limitProblem('transformsPerReference', limits, `${elements.length} transforms`, beyond));
  }
  const transforms: Transform[] = [];
  const transformUses: AlgorithmUse[] = [];
  for (const element of elements.slice(0, limits.transformsPerReference)) {
    const { use, entry } = useOf(element, transformMethods);
    transforms.push({ element, uri: use.uri, entry });
    transformUses.push(use);
  }
  const digestValue = parts[2]?.[0];
  if (digestValue) requireText(digestValue, problems);
  return {
    element: reference,
    uri: attributeNamed(reference, 'URI')?.value,
    transforms,
    transformUses,
    digestMethod: named(parts[1]?.[0], digestMethods),
    digestValue,
  };
}

function named<E extends { readonly name: string }>(
  element: XmlElement | undefined,
  table: ReadonlyMap<string, E>,
): Named<E> | undefined {
  return element && { element, ...useOf(element, table) };
}

/** The element children sorted by a content model; what departs from it becomes a problem. */
function readSequence(parent: XmlElement, model: Model, problems: SignatureProblem[]): XmlElement[][] {
  const found: XmlElement[][] = model.map(() => []);
  let reached = 0;
  let departure: SignatureProblem | undefined;
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const place = child.namespaceURI === ns.ds ? model.findIndex(([name]) => name === child.localName) : -1;
    if (place < 0) {
      departure ??= structure(`${parent.localName} holds ${child.name}, which does not belong there.`, child);
      continue;
    }
    if (place < reached) {
      departure ??= structure(`In ${parent.localName}, ${child.localName} stands too late.`, child);
    }
    reached = place;
    found[place]?.push(child);
  }
  if (departure) problems.push(departure);
  for (const [place, [name, least, most]] of model.entries()) {
    const count = found[place]?.length ?? 0;
    if (count < least) problems.push(structure(`${parent.localName} has no ${name}.`, parent));
    else if (count > most) {
      const second = found[place]?.[1] ?? parent;
      problems.push(structure(`${parent.localName} has ${count} ${name}; it must have one.`, second));
    }
  }
  return found;
}

/**
 * A comment or an element inside a value lets two readers see two values: one takes all the text, the other only the
 * first piece.
 */
function requireText(value: XmlElement, problems: SignatureProblem[]): void {
  for (const child of value.children) {
    if (child.type === 'text') continue;
    const what = child.type === 'element' ? child.name : `a ${child.type.replace('-', ' ')}`;
    problems.push(structure(`${value.localName} holds ${what} between its characters.`, child));
    return;
  }
  if (textOf(value).trim() === '') problems.push(structure(`${value.localName} is empty.`, value));
}

function structure(message: string, at: SignatureProblem['at']): SignatureProblem {
  return { code: 'structure', message, at };
}

function limitProblem(
  limit: 'referencesPerSignature' | 'transformsPerReference',
  limits: Limits,
  count: string,
  at: XmlElement,
): SignatureProblem {
  return {
    code: 'limit',
    message: `There are ${count}; the limit ${limit} (${limits[limit]}) ends the reading here.`,
    at,
  };
}
