import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';

const NONE: readonly XmlElement[] = [];

/** The children of an element's md:Extensions. */
const extensionsOf = byElement((element): readonly XmlElement[] => {
  const extensions = childNamed(element, ns.md, 'Extensions');
  return extensions ? childElements(extensions) : NONE;
});

/** The children of an element's md:Extensions that have this name, in document order. */
export function extensionsNamed(
  element: XmlElement,
  namespaceURI: string,
  localName: string,
): readonly XmlElement[] {
  const all = extensionsOf(element);
  return all.length === 0
    ? NONE
    : all.filter((child) => child.localName === localName && child.namespaceURI === namespaceURI);
}
