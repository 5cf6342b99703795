import { limits as defaults, type Limits } from '../../src/base/limits.ts';
import type { XmlChild, XmlDocument, XmlElement, XmlNode } from '../../src/xml/document.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';

/** The text as a document, well-formed or not. */
export function read(text: string, limits: Partial<Limits> = {}): XmlDocument {
  return parseXml({ name: 'test', text, steps: [] }, { ...defaults, ...limits });
}

/** The root of a text that must be well-formed. */
export function rootOf(text: string): XmlElement {
  const { root, problem } = read(text);
  if (!root || problem) throw new Error(`not well-formed: ${problem?.message}`);
  return root;
}

/** The first element with this local name. */
export function elementNamed(document: XmlDocument, localName: string): XmlElement {
  for (const element of document.root ? elementsIn(document.root) : []) {
    if (element.localName === localName) return element;
  }
  throw new Error(`no element ${localName}`);
}

/** Every node of a document, in document order, attributes and declarations included. */
export function allNodes(document: XmlDocument): XmlNode[] {
  const found: XmlNode[] = [];
  const pending: XmlChild[] = [...document.children].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(node);
    if (node.type !== 'element') continue;
    found.push(...node.declarations, ...node.attributes);
    pending.push(...[...node.children].reverse());
  }
  return found;
}
