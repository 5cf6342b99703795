import type { Limits } from '../base/limits.ts';
import type { DecodingStep } from '../base/source.ts';
import type { XmlDocument, XmlElement, XmlNode } from '../xml/document.ts';
import { parseXml } from '../xml/parse.ts';

/** Where the nodes of one document stand in the next, in which some elements were replaced. */
export interface Move {
  readonly from: XmlDocument;
  readonly to: XmlDocument;
  /** Each element outside the replaced ones, and each replaced one with the element in its place. */
  readonly elements: ReadonlyMap<XmlElement, XmlElement>;
}

/**
 * Puts markup in the place of elements and reads the result as a document of its own; `undefined` where that is not
 * well-formed, which for markup that is well-formed by itself only a limit can be the cause of.
 *
 * @param markup Elements, none inside another, each with the one element to stand in its place.
 */
export function replaceElements(
  document: XmlDocument,
  markup: ReadonlyMap<XmlElement, string>,
  steps: readonly DecodingStep[],
  limits: Limits,
): Move | undefined {
  const { source } = document;
  const inOrder = [...markup].sort(([a], [b]) => a.start - b.start);
  const parts: string[] = [];
  let at = 0;
  for (const [element, replacement] of inOrder) {
    parts.push(source.text.slice(at, element.start), replacement);
    at = element.end;
  }
  parts.push(source.text.slice(at));
  const decrypted = isDecrypted(document);
  const to = parseXml(
    {
      name: decrypted ? source.name : `${source.name}, decrypted`,
      text: parts.join(''),
      steps: [...source.steps, ...steps],
    },
    limits,
  );
  if (to.problem) return undefined;
  return { from: document, to, elements: correspondence(document, to, markup) };
}

/** Whether a document is not what was captured, but what was made of it by decryption. */
export function isDecrypted(document: XmlDocument): boolean {
  return document.source.steps.some(({ operation }) => operation === 'decryption');
}

function correspondence(
  from: XmlDocument,
  to: XmlDocument,
  replaced: ReadonlyMap<XmlElement, string>,
): ReadonlyMap<XmlElement, XmlElement> {
  const elements = new Map<XmlElement, XmlElement>();
  const pending: [XmlElement, XmlElement][] = from.root && to.root ? [[from.root, to.root]] : [];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [old, fresh] = pair;
    elements.set(old, fresh);
    if (replaced.has(old)) continue;
    for (let i = 0; i < old.children.length; i++) {
      const one = old.children[i];
      const other = fresh.children[i];
      if (one?.type === 'element' && other?.type === 'element') pending.push([one, other]);
    }
  }
  return elements;
}

/** Where a node stands after a move; `undefined` for one inside a replaced element. */
export function moved(node: XmlNode, { elements, from, to }: Move): XmlNode | undefined {
  switch (node.type) {
    case 'element':
      return elements.get(node);
    case 'attribute': {
      const owner = elements.get(node.owner);
      return owner?.attributes.find(
        ({ localName, namespaceURI }) => localName === node.localName && namespaceURI === node.namespaceURI,
      );
    }
    case 'namespace':
      return elements.get(node.owner)?.declarations.find(({ prefix }) => prefix === node.prefix);
    default: {
      const before = node.parent ? node.parent.children : from.children;
      const after = node.parent ? elements.get(node.parent)?.children : to.children;
      return after?.[before.indexOf(node)];
    }
  }
}
