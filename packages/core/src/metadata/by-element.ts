import type { XmlElement } from '../xml/document.ts';
import { kept } from '../xml/kept.ts';

/**
 * A reader that reads each element once, however many checks ask. What it returned is kept with the document, so nobody
 * may change it.
 */
export function byElement<T extends object>(read: (element: XmlElement) => T): (element: XmlElement) => T {
  return kept(read, ({ document }) => document);
}
