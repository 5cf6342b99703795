import type { XmlAttribute, XmlElement, XmlNode } from './document.ts';

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
  let text = '';
  for (const child of element.children) {
    if (child.type === 'text') text += child.value;
    else if (child.type === 'element') text += textOf(child);
  }
  return text;
}

/**
 * The element and every element below it, in document order. Does not recurse. Those of a whole document are listed
 * once, since one check after another walks it.
 */
export function elementsIn(apex: XmlElement): Iterable<XmlElement> {
  if (apex.parent) return walk(apex);
  let all = listed.get(apex);
  if (!all) {
    all = [...walk(apex)];
    listed.set(apex, all);
  }
  return all;
}

const listed = new WeakMap<XmlElement, readonly XmlElement[]>();

function* walk(apex: XmlElement): Generator<XmlElement, void, undefined> {
  const pending: XmlElement[] = [apex];
  for (let element = pending.pop(); element; element = pending.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child?.type === 'element') pending.push(child);
    }
  }
}

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
