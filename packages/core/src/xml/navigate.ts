import type { XmlAttribute, XmlElement, XmlNode } from './document.ts';
import { kept } from './kept.ts';

/** The element children, in document order. */
export function childElements(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of parent.children) if (child.type === 'element') found.push(child);
  return found;
}

/** The element children with this namespace and local name, in document order. */
export function childrenNamed(parent: XmlElement, namespaceURI: string, localName: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of parent.children) {
    if (child.type === 'element' && child.localName === localName && child.namespaceURI === namespaceURI)
      found.push(child);
  }
  return found;
}

/** The first of {@link childrenNamed}. */
export function childNamed(
  parent: XmlElement,
  namespaceURI: string,
  localName: string,
): XmlElement | undefined {
  for (const child of parent.children) {
    if (child.type === 'element' && child.localName === localName && child.namespaceURI === namespaceURI)
      return child;
  }
  return undefined;
}

/** The attribute with this local name, in no namespace unless one is given. */
export function attributeNamed(
  element: XmlElement,
  localName: string,
  namespaceURI = '',
): XmlAttribute | undefined {
  for (const attribute of element.attributes) {
    if (attribute.localName === localName && attribute.namespaceURI === namespaceURI) return attribute;
  }
  return undefined;
}

/**
 * All character data inside an element, CDATA included, comments and processing instructions passed over:
 * the text that canonical XML (and so a signature) sees.
 */
export function textOf(element: XmlElement): string {
  // Nearly always there is one piece.
  const [only] = element.children;
  if (only?.type === 'text' && element.children.length === 1) return only.value;
  let text = '';
  for (const child of element.children) {
    if (child.type === 'text') text += child.value;
    else if (child.type === 'element') text += textOf(child);
  }
  return text;
}

/**
 * The element and every element below it, in document order. Does not recurse. Those of a whole document are listed
 * once, and so are those of a small part of it, such as a Signature: one check after another walks them.
 */
export function elementsIn(apex: XmlElement): readonly XmlElement[] {
  return apex.parent && apex.localName !== 'Signature' ? walk(apex) : listed(apex);
}

/**
 * The element and every element below it with this namespace and local name, in document order. Lists of other elements
 * stay as the reader left them.
 */
export function descendantsNamed(apex: XmlElement, namespaceURI: string, localName: string): XmlElement[] {
  const found: XmlElement[] = [];
  const pending = [apex];
  for (let element = pending.pop(); element; element = pending.pop()) {
    if (element.localName === localName && element.namespaceURI === namespaceURI) found.push(element);
    const parts = element.hasLists && listsAny(element, localName) ? element.children : element.parts;
    for (let i = parts.length - 1; i >= 0; i--) {
      const part = parts[i];
      if (part?.type === 'element') pending.push(part);
    }
  }
  return found;
}

function listsAny({ parts }: XmlElement, localName: string): boolean {
  return parts.some((part) => part.type === 'leaves' && part.like.localName === localName);
}

/** Of the parts of a document, which may stand in one another however deep, only signatures are asked for again. */
const listed = kept(walk, ({ document }) => document);

function walk(apex: XmlElement): readonly XmlElement[] {
  const all: XmlElement[] = [];
  const pending: XmlElement[] = [apex];
  for (let element = pending.pop(); element; element = pending.pop()) {
    all.push(element);
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child?.type === 'element') pending.push(child);
    }
  }
  return all;
}

/**
 * Every element of a whole document with this local name, whatever its namespace, in document order: `root` and those
 * below it. Sorted by name once for each document.
 */
export function elementsNamed(root: XmlElement, localName: string): readonly XmlElement[] {
  return sorted(root).get(localName) ?? NONE;
}

const sorted = kept(
  (root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> => {
    const byName = new Map<string, XmlElement[]>();
    for (const element of elementsIn(root)) {
      const alike = byName.get(element.localName);
      if (alike) alike.push(element);
      else byName.set(element.localName, [element]);
    }
    return byName;
  },
  ({ document }) => document,
);

const NONE: readonly XmlElement[] = [];

/** The element a node stands on or in; an element's is its parent. */
export function holderOf(node: XmlNode): XmlElement | undefined {
  return node.type === 'attribute' || node.type === 'namespace' ? node.owner : node.parent;
}

/** Whether `inner` is `outer` or stands anywhere inside it. */
export function isWithin(inner: XmlElement, outer: XmlElement): boolean {
  for (let element: XmlElement | undefined = inner; element; element = element.parent) {
    if (element === outer) return true;
  }
  return false;
}
