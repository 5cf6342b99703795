import { decodeBase64 } from '../base/base64.ts';
import type { Canonicalization } from '../xml/c14n.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, isWithin } from '../xml/navigate.ts';
import { parseXml } from '../xml/parse.ts';
import { type TransformEntry, unknownAlgorithm } from './algorithms.ts';
import type { Budget } from './budget.ts';
import type { SignatureProblem } from './evidence.ts';
import type { Selection } from './references.ts';

/** One ds:Transform with its entry in the table of algorithms. */
export interface Transform {
  readonly element: XmlElement;
  readonly uri: string;
  readonly entry: TransformEntry | undefined;
}

/** What there is to digest. */
export interface Transformed {
  readonly octets: string | Uint8Array;
  /**
   * Whether the octets stand for the element with all its markup. Not so after the base64 transform, which keeps
   * only text: what it yields says nothing about the elements round that text.
   */
  readonly wholeElement: boolean;
}

/** Canonical XML 1.0 without comments: what turns a node-set into octets where no transform does (§4.4.3.2). */
const IMPLIED: Canonicalization = { form: 'inclusive', withComments: false };

/**
 * Applies a Reference's transforms, in order, to what its URI selects.
 *
 * @param signature The ds:Signature the reference belongs to: the one that enveloped-signature leaves out. Others
 *   inside the selection stay, so signatures may be nested.
 * @throws BudgetSpent, CanonicalFormTooLong
 * @see XML Signature 1.1 §4.4.3.2 and §6.6.
 */
export function applyTransforms(
  selection: Selection,
  transforms: readonly Transform[],
  signature: XmlElement,
  budget: Budget,
): Transformed | SignatureProblem {
  let omitted: XmlElement | undefined;
  let octets: string | Uint8Array | undefined;
  let wholeElement = true;
  for (const { element, uri, entry } of transforms) {
    const operation = entry?.operation;
    if (operation === undefined) return refused(element, uri, entry);
    if (operation === 'enveloped-signature') {
      const problem = envelopedProblem(element, selection, signature, octets);
      if (problem) return problem;
      omitted = signature;
    } else if (operation === 'base64') {
      const text: string | Uint8Array = octets ?? textWithout(selection.target, omitted);
      if (typeof text !== 'string') return twiceDecoded(element);
      const { bytes, fault } = decodeBase64(text);
      if (!bytes)
        return {
          code: 'unreadable-value',
          message: `What the base64 transform decodes ${fault}.`,
          at: element,
        };
      octets = bytes;
      wholeElement = false;
    } else {
      const how = withParameters(element, operation);
      if ('code' in how) return how;
      const form =
        octets === undefined ? fromNodes(selection, how, omitted, budget) : again(octets, how, budget);
      if (form === undefined) return notXml(element);
      octets = form;
    }
  }
  octets ??= budget.canonicalize(selection.apex, IMPLIED, omitted);
  return { octets, wholeElement };
}

/**
 * A canonicalisation with the parameters its element holds. Exclusive canonicalisation takes an
 * InclusiveNamespaces with a PrefixList, the others take nothing.
 *
 * @see Exclusive XML Canonicalization 1.0 §3 and §4.
 */
export function withParameters(
  element: XmlElement,
  operation: Canonicalization,
): Canonicalization | SignatureProblem {
  const parameters = childElements(element);
  if (parameters.length === 0) return operation;
  const [inclusive] = parameters;
  if (
    operation.form !== 'exclusive' ||
    parameters.length > 1 ||
    inclusive?.localName !== 'InclusiveNamespaces' ||
    inclusive.namespaceURI !== ns.ec
  ) {
    return {
      code: 'structure',
      message: `${element.name} holds ${inclusive?.name}, which this canonicalisation does not take.`,
      at: inclusive ?? element,
    };
  }
  const list = attributeNamed(inclusive, 'PrefixList')?.value ?? '';
  const inclusivePrefixes = list
    .split(/[ \t\r\n]+/)
    .filter((prefix) => prefix !== '')
    .map((prefix) => (prefix === '#default' ? '' : prefix));
  return { ...operation, inclusivePrefixes };
}

function fromNodes(
  selection: Selection,
  how: Canonicalization,
  omitted: XmlElement | undefined,
  budget: Budget,
): string {
  const withComments = how.withComments && selection.comments;
  return budget.canonicalize(
    selection.apex,
    withComments === how.withComments ? how : { ...how, withComments },
    omitted,
  );
}

/** Canonicalises octets, which a first canonicalisation or base64 yielded: they are read as XML again. */
function again(octets: string | Uint8Array, how: Canonicalization, budget: Budget): string | undefined {
  if (typeof octets !== 'string') return undefined;
  budget.spend(octets.length);
  const document = parseXml({ name: 'canonical form', text: octets, steps: [] });
  return document.problem ? undefined : budget.canonicalize(document, how);
}

/** The text of an element without one element inside it. */
function textWithout(apex: XmlElement, omitted: XmlElement | undefined): string {
  let text = '';
  for (const child of apex.children) {
    if (child.type === 'text') text += child.value;
    else if (child.type === 'element' && child !== omitted) text += textWithout(child, omitted);
  }
  return text;
}

function envelopedProblem(
  element: XmlElement,
  selection: Selection,
  signature: XmlElement,
  octets: string | Uint8Array | undefined,
): SignatureProblem | undefined {
  if (octets !== undefined) {
    return {
      code: 'refused-transform',
      message:
        'enveloped-signature stands after a transform that yields octets, where no signature is left to take out.',
      at: element,
    };
  }
  if (isWithin(selection.target, signature)) {
    return {
      code: 'refused-transform',
      message:
        'enveloped-signature is applied to a part of the signature itself, which leaves nothing to be signed.',
      at: element,
    };
  }
  return undefined;
}

function refused(element: XmlElement, uri: string, entry: TransformEntry | undefined): SignatureProblem {
  return entry?.refusal === undefined
    ? { code: 'unsupported-algorithm', message: unknownAlgorithm('Transform', uri), at: element }
    : { code: 'refused-transform', message: entry.refusal, at: element };
}

function twiceDecoded(element: XmlElement): SignatureProblem {
  return {
    code: 'refused-transform',
    message: 'The base64 transform is applied to what base64 already decoded.',
    at: element,
  };
}

function notXml(element: XmlElement): SignatureProblem {
  return {
    code: 'refused-transform',
    message: 'This canonicalisation is applied to octets that cannot be read as XML.',
    at: element,
  };
}
