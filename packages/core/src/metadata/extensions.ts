import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';

/** The children of an element's md:Extensions that have this name, in document order. */
export function extensionsNamed(element: XmlElement, namespaceURI: string, localName: string): XmlElement[] {
  const extensions = childNamed(element, ns.md, 'Extensions');
  return extensions
    ? childElements(extensions).filter(
        (child) => child.localName === localName && child.namespaceURI === namespaceURI,
      )
    : [];
}
