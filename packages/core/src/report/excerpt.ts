import type { Span } from '../base/span.ts';
import { isDecrypted } from '../xenc/replace.ts';
import type { XmlDocument, XmlNode } from '../xml/document.ts';
import { documentOf, positionOf, xpathOf } from '../xml/position.ts';
import type { Excerpt, Place } from './report.ts';

/** Columns an excerpt may take, so that it fits an 80-column screen with its margin. */
const WIDTH = 72;
/** Columns kept to the left of what is underlined, for context. */
const LEAD = 24;

/** Where a node stands, for people; `exactly` says which part of the text is meant where no node is just that. */
export function placeOf(node: XmlNode, exactly: Span = telling(node)): Place {
  const document = documentOf(node);
  const { line, column } = positionOf(document, exactly.start);
  return {
    line,
    column,
    xpath: xpathOf(node),
    ...(isDecrypted(document) && { source: document.source.name }),
  };
}

/** The line a node stands on, cut to a readable length, with the telling part of the node to underline. */
export function excerptOf(node: XmlNode, exactly: Span = telling(node)): Excerpt {
  return excerptAt(documentOf(node), exactly.start, exactly.end);
}

/** The line that holds `start`, with the part up to `end` (or the line's end) to underline. */
export function excerptAt(document: XmlDocument, start: number, end: number): Excerpt {
  const { text } = document.source;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  let lineEnd = start;
  while (lineEnd < text.length && lineEnd < start + WIDTH && !isLineEnd(text.charCodeAt(lineEnd))) lineEnd++;

  let from = lineStart;
  // Indentation says nothing here and would push the point out of sight.
  while (from < start && /[ \t]/.test(text.charAt(from))) from++;
  if (start - from > LEAD) from = start - LEAD + 1;
  const room = WIDTH - (from > lineStart ? 1 : 0) - 1;
  const to = Math.min(lineEnd, from + room);
  const before = from > lineStart && text.slice(lineStart, from).trim() !== '' ? '…' : '';
  const more = to < text.length && !isLineEnd(text.charCodeAt(to)) ? '…' : '';
  const offset = before.length - from;
  return {
    text: before + text.slice(from, to) + more,
    start: start + offset,
    end: Math.max(start, Math.min(end, to)) + offset,
  };
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** What to underline: an attribute whole, the text of an element that holds only text, else the start tag. */
function telling(node: XmlNode): Span {
  if (node.type !== 'element') return node;
  const onlyText = node.children.length > 0 && node.children.every(({ type }) => type === 'text');
  return onlyText ? { start: node.openEnd, end: node.closeStart } : { start: node.start, end: node.openEnd };
}
