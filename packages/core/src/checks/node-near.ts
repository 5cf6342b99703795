import type { Span } from '../base/span.ts';
import { XmlComment, type XmlDocument, type XmlElement, type XmlNode } from '../xml/document.ts';
import { elementsIn } from '../xml/navigate.ts';

/**
 * The node to name for a place where no node stands: the element whose start tag is the last before it, or else the
 * root. Where the document has no element at all, an empty comment stands in, which has a place but no path.
 */
export function nodeNear(document: XmlDocument, { start, end }: Span): XmlNode {
  let near: XmlElement | undefined = document.root;
  if (document.root) {
    for (const element of elementsIn(document.root)) {
      if (element.start > start) break;
      near = element;
    }
  }
  return near ?? new XmlComment(document, undefined, '', start, end);
}
