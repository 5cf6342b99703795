import type { XmlChild, XmlDocument, XmlElement, XmlNode } from './document.ts';
import { kept } from './kept.ts';
import { usualPrefix } from './namespaces.ts';

/** A place for people: both counted from 1. A column counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where an offset of a document's text stands, in the file where the text was cut out of one. Lines end at LF, CR LF or
 * a lone CR.
 */
export function positionOf(document: Pick<XmlDocument, 'source' | 'kept'>, offset: number): Position {
  const starts = lineStarts(document);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  const column = offset - (starts[low] as number) + 1;
  const { cutAt } = document.source;
  if (!cutAt) return { line: low + 1, column };
  return { line: low + cutAt.line, column: low === 0 ? column + cutAt.column - 1 : column };
}

const lineStarts = kept(findLineStarts, (document) => document);

function findLineStarts({ source: { text } }: Pick<XmlDocument, 'source' | 'kept'>): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}

/** The document a node belongs to. */
export function documentOf(node: XmlNode): XmlDocument {
  switch (node.type) {
    case 'attribute':
    case 'namespace':
      return node.owner.document;
    case 'text':
      return node.parent.document;
    default:
      return node.document;
  }
}

/**
 * An XPath that selects the node and no other, with the prefixes that `samlscope query` binds and a position
 * only where siblings share the name: `/samlp:Response/saml:Assertion[2]/saml:Conditions/@NotOnOrAfter`.
 * Text is counted as the DOM counts it, in which a CDATA section is a node of its own.
 */
export function xpathOf(node: XmlNode): string {
  switch (node.type) {
    case 'element':
      return elementPath(node);
    case 'attribute': {
      const prefix = node.namespaceURI === '' ? '' : usualPrefix(node.namespaceURI);
      const test =
        prefix === undefined
          ? `@*[local-name()='${node.localName}' and namespace-uri()=${literal(node.namespaceURI)}]`
          : `@${prefix === '' ? '' : `${prefix}:`}${node.localName}`;
      return `${elementPath(node.owner)}/${test}`;
    }
    case 'namespace':
      return `${elementPath(node.owner)}/namespace::${node.prefix === '' ? "*[name()='']" : node.prefix}`;
    case 'text':
      return `${elementPath(node.parent)}/text()${place(node)}`;
    case 'comment':
      return `${node.parent ? elementPath(node.parent) : ''}/comment()${place(node)}`;
    case 'processing-instruction':
      return `${node.parent ? elementPath(node.parent) : ''}/processing-instruction('${node.target}')${place(node)}`;
  }
}

/** `[n]` where siblings would answer to the same step, else nothing. */
function place(node: XmlChild): string {
  const siblings = node.parent ? node.parent.children : documentOf(node).children;
  if (siblings.length > MANY) return placesAmong(siblings).get(node) ?? '';
  let before = 0;
  let same = 0;
  for (const sibling of siblings) {
    if (sibling === node) before = same;
    if (answersAlike(sibling, node)) same++;
  }
  return same > 1 ? `[${before + 1}]` : '';
}

/** Siblings from which on counting them again for each would cost more than remembering. */
const MANY = 64;

/** {@link place} of every one of many siblings, in one pass over them. */
const placesAmong = kept(
  (siblings: readonly XmlChild[]): ReadonlyMap<XmlChild, string> => {
    const alike = new Map<string, XmlChild[]>();
    for (const sibling of siblings) {
      const step = stepKey(sibling);
      const others = alike.get(step);
      if (others) others.push(sibling);
      else alike.set(step, [sibling]);
    }
    const found = new Map<XmlChild, string>();
    for (const others of alike.values()) {
      if (others.length > 1) others.forEach((sibling, i) => void found.set(sibling, `[${i + 1}]`));
    }
    return found;
  },
  ([first]) => documentOf(first as XmlChild),
);

/** Equal for siblings of which {@link answersAlike} holds. */
function stepKey(node: XmlChild): string {
  switch (node.type) {
    case 'element':
      return `element ${node.localName} ${node.namespaceURI}`;
    case 'processing-instruction':
      return `instruction ${node.target}`;
    case 'text':
      return node.value === '' ? 'no text' : 'text';
    case 'comment':
      return 'comment';
  }
}

function answersAlike(sibling: XmlChild, node: XmlChild): boolean {
  if (sibling.type === 'processing-instruction' && node.type === 'processing-instruction')
    return sibling.target === node.target;
  // An empty CDATA section is no text node to XPath (XPath 1.0 §5.7).
  if (sibling.type === 'text') return node.type === 'text' && sibling.value !== '';
  if (sibling.type !== 'element' || node.type !== 'element') return sibling.type === node.type;
  return sibling.localName === node.localName && sibling.namespaceURI === node.namespaceURI;
}

function elementPath(element: XmlElement): string {
  const steps: string[] = [];
  for (let here: XmlElement | undefined = element; here; here = here.parent) steps.push(elementStep(here));
  return `/${steps.reverse().join('/')}`;
}

function elementStep(element: XmlElement): string {
  const prefix = element.namespaceURI === '' ? '' : usualPrefix(element.namespaceURI);
  const test =
    prefix === undefined
      ? `*[local-name()='${element.localName}' and namespace-uri()=${literal(element.namespaceURI)}]`
      : `${prefix === '' ? '' : `${prefix}:`}${element.localName}`;
  return test + place(element);
}

/** An XPath 1.0 string literal, which has no escapes. */
function literal(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  return `concat('${text.replaceAll("'", `', "'", '`)}')`;
}
