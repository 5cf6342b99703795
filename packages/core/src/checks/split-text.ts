import type { Message } from '../metadata/model.ts';
import type { XmlElement, XmlNode } from '../xml/document.ts';
import { textOf } from '../xml/navigate.ts';
import { samlElements } from './saml-elements.ts';

/** A value whose text is in several pieces, so that readers may disagree about it. */
export interface SplitText {
  readonly element: XmlElement;
  /** What splits it. */
  readonly at: XmlNode;
  /** All of it, as canonical XML and so the signature has it. */
  readonly whole: string;
  /** The first piece, which a careless reader takes for the whole. */
  readonly first: string;
}

/** The values of a SAML message that something splits between two pieces of text that both say something. */
export function splitTexts({ document }: Message, by: 'comment' | 'cdata'): SplitText[] {
  const found: SplitText[] = [];
  if (!document.source.text.includes(by === 'comment' ? '!--' : '![CDATA[')) return found;
  for (const element of samlElements(document)) {
    const split = element.children.length > 1 ? splitOf(element, by) : undefined;
    if (split) found.push(split);
  }
  return found;
}

function splitOf(element: XmlElement, by: 'comment' | 'cdata'): SplitText | undefined {
  let first = '';
  let rest = '';
  let at: XmlNode | undefined;
  for (const child of element.children) {
    if (child.type === 'element') return undefined;
    const section = child.type === 'text' && child.cdata;
    if (by === 'comment' ? child.type === 'comment' : section) at ??= child;
    if (child.type !== 'text') continue;
    // A section that comes first is itself the first piece.
    if (at === undefined || (child === at && first.trim() === '')) first += child.value;
    else rest += child.value;
  }
  if (!at || first.trim() === '' || rest.trim() === '') return undefined;
  return { element, at, whole: textOf(element).trim(), first: first.trim() };
}
