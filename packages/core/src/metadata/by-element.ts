import type { XmlDocument, XmlElement } from '../xml/document.ts';

/**
 * A reader that reads each element once, however many checks ask. What it returned is kept for as long as the document
 * is, so nobody may change it.
 */
export function byElement<T extends object>(read: (element: XmlElement) => T): (element: XmlElement) => T {
  const before = new WeakMap<XmlDocument, Map<XmlElement, T>>();
  return (element) => {
    let ofDocument = before.get(element.document);
    if (!ofDocument) {
      ofDocument = new Map();
      before.set(element.document, ofDocument);
    }
    let known = ofDocument.get(element);
    if (!known) {
      known = read(element);
      ofDocument.set(element, known);
    }
    return known;
  };
}
