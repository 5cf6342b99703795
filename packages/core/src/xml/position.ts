import type { Source } from '../base/source.ts';
import type { XmlDocument, XmlElement, XmlNode } from './document.ts';
import { usualPrefix } from './namespaces.ts';
import { holderOf } from './navigate.ts';

/** A place for people: both counted from 1. A column counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Where an offset of a source's text stands. Lines end at LF, CR LF or a lone CR. */
export function positionOf(source: Source, offset: number): Position {
  let starts = lineStarts.get(source);
  if (!starts) {
    const found = [0];
    for (const lineEnd of source.text.matchAll(/\r\n?|\n/g)) found.push(lineEnd.index + lineEnd[0].length);
    starts = found;
    lineStarts.set(source, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

/** The document a node belongs to; absent only for a comment or processing instruction outside the root. */
export function documentOf(node: XmlNode): XmlDocument | undefined {
  return node.type === 'element' ? node.document : holderOf(node)?.document;
}

/**
 * An XPath that selects the node, with the prefixes that `samlscope query` binds and a position only where
 * siblings share the name: `/samlp:Response/saml:Assertion[2]/saml:Conditions/@NotOnOrAfter`.
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
      return `${elementPath(node.parent)}/text()`;
    case 'comment':
      return `${node.parent ? elementPath(node.parent) : ''}/comment()`;
    case 'processing-instruction':
      return `${node.parent ? elementPath(node.parent) : ''}/processing-instruction()`;
  }
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
  if (!element.parent) return test;
  let before = 0;
  let same = 0;
  for (const sibling of element.parent.children) {
    if (sibling === element) before = same;
    if (
      sibling.type === 'element' &&
      sibling.localName === element.localName &&
      sibling.namespaceURI === element.namespaceURI
    ) {
      same++;
    }
  }
  return same > 1 ? `${test}[${before + 1}]` : test;
}

/** An XPath 1.0 string literal, which has no escapes. */
function literal(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  return `concat('${text.replaceAll("'", `', "'", '`)}')`;
}
