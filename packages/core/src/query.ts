import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';
import { SamlscopeError } from './base/errors.ts';
import type { Source } from './base/source.ts';
import type { XmlAttribute, XmlDocument, XmlElement } from './xml/document.ts';
import { ns, XMLNS_NAMESPACE } from './xml/namespaces.ts';
import { elementsIn, textOf } from './xml/navigate.ts';
import { parseXml } from './xml/parse.ts';
import { documentOf, positionOf, xpathOf } from './xml/position.ts';

/** One thing an XPath selects. */
export interface QueryResult {
  readonly kind:
    | 'element'
    | 'attribute'
    | 'namespace'
    | 'text'
    | 'comment'
    | 'processing-instruction'
    | 'document'
    | 'string'
    | 'number'
    | 'boolean';
  /** What XPath's string() makes of it. */
  readonly value: string;
  /** An element or attribute as it is written; otherwise the same as `value`. */
  readonly text: string;
  /** Where it stands, counted from 1: an element or attribute itself, another node by the element that holds it. */
  readonly line?: number;
  readonly column?: number;
  /** Selects the element or attribute again; absent for anything else. */
  readonly xpath?: string;
}

/**
 * Evaluates an XPath 1.0 expression on an XML text. The usual prefixes are bound (`samlp`, `saml`, `md`, `ds`…),
 * whatever the text itself calls them. Results are in document order.
 *
 * @throws SamlscopeError `usage` for an expression that cannot be evaluated, `not-xml` for a text that is not
 *   well-formed or has a document type declaration
 */
export function query(text: string, expression: string): QueryResult[] {
  const source: Source = { name: 'the XML', text, steps: [] };
  const document = parseXml(source);
  const root = requireRoot(document);
  const dom = new DOMParser({ errorHandler: silent }).parseFromString(text, 'text/xml');
  const twins = pair(dom.documentElement, root);
  return list(evaluate(expression, dom))
    .filter((item) => !isDeclaration(item))
    .map((item) => describe(item, twins, root));
}

/** xmldom repairs what is broken and asks nobody, so nothing broken is shown to it. */
function requireRoot(document: XmlDocument): XmlElement {
  const { root, problem, doctype } = document;
  if (problem) {
    const { line, column } = positionOf(document, problem.start);
    throw new SamlscopeError(
      'not-xml',
      `Only well-formed XML can be queried. Line ${line}, column ${column}: ${problem.message}`,
    );
  }
  if (doctype) {
    const { line, column } = positionOf(document, doctype.start);
    throw new SamlscopeError(
      'not-xml',
      `Line ${line}, column ${column}: a document type declaration is never read, so XML with one is not queried. SAML messages have none; remove it.`,
    );
  }
  if (!root) throw new SamlscopeError('not-xml', 'There is no element to query.');
  return root;
}

function silent(): void {}

function evaluate(expression: string, dom: Document): unknown {
  try {
    return xpath.useNamespaces({ ...ns })(expression, dom);
  } catch (error) {
    const says = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new SamlscopeError(
      'usage',
      `The XPath ${JSON.stringify(expression)} cannot be evaluated: ${says}`,
      [
        `Prefixes bound: ${Object.keys(ns).join(', ')}.`,
        'For any other namespace write *[local-name()="…"].',
      ],
    );
  }
}

function list(selected: unknown): unknown[] {
  return Array.isArray(selected) ? selected : [selected];
}

/** xmldom holds namespace declarations for attributes, which they are not in XPath. */
function isDeclaration(item: unknown): boolean {
  const node = item as DomNode | null;
  return typeof node === 'object' && node?.nodeType === ATTRIBUTE && node.namespaceURI === XMLNS_NAMESPACE;
}

/** Each element as xmldom has it, with the same element as it was written: both are in document order. */
function pair(theirs: Element, ours: XmlElement): Map<unknown, XmlElement> {
  const twins = new Map<unknown, XmlElement>();
  const written = elementsIn(ours)[Symbol.iterator]();
  const pending: Element[] = [theirs];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const twin = written.next().value;
    if (twin) twins.set(element, twin);
    for (let child = element.lastChild; child; child = child.previousSibling) {
      if (child.nodeType === ELEMENT) pending.push(child as Element);
    }
  }
  return twins;
}

const ELEMENT = 1;
const ATTRIBUTE = 2;
const KINDS: Readonly<Record<number, QueryResult['kind']>> = {
  1: 'element',
  2: 'attribute',
  3: 'text',
  4: 'text',
  7: 'processing-instruction',
  8: 'comment',
  9: 'document',
};

interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly namespaceURI?: string | null;
  readonly ownerElement?: unknown;
  readonly parentNode?: unknown;
}

function describe(item: unknown, twins: ReadonlyMap<unknown, XmlElement>, root: XmlElement): QueryResult {
  if (typeof item !== 'object' || item === null) {
    const value = String(item);
    return { kind: typeof item as 'string' | 'number' | 'boolean', value, text: value };
  }
  const node = item as DomNode;
  const kind = KINDS[node.nodeType] ?? 'namespace';
  if (kind === 'document') return { kind, value: textOf(root), text: root.document.source.text };
  const holder = twins.get(kind === 'element' ? node : (node.ownerElement ?? node.parentNode));
  const value = (kind === 'element' ? node.textContent : node.nodeValue) ?? '';
  if (!holder) return { kind, value, text: value };
  if (kind === 'element') return { kind, value, ...written(holder) };
  const attribute = kind === 'attribute' ? attributeLike(holder, node) : undefined;
  if (attribute) return { kind, value: attribute.value, ...written(attribute) };
  return { kind, value, text: value, ...positionOf(holder.document, holder.start) };
}

function attributeLike(holder: XmlElement, node: DomNode): XmlAttribute | undefined {
  return holder.attributes.find(({ name }) => name === node.nodeName);
}

function written(node: XmlElement | XmlAttribute): Omit<QueryResult, 'kind' | 'value'> {
  const document = documentOf(node);
  return {
    text: document.source.text.slice(node.start, node.end),
    ...positionOf(document, node.start),
    xpath: xpathOf(node),
  };
}
