import { samlTagAt } from './formats/xml.ts';
import { isBlank } from './letters.ts';

/** How `<` is written in XML that went through some encoding, the most common first. */
export const LESS_THAN_SIGNS = ['<', '&lt;', '\\u003c', '\\u003C', '\\x3c', '\\x3C', '%3C', '%3c'] as const;

/** A tag of SAML in the midst of other text. */
export interface TagFound {
  readonly start: number;
  /** How `<` is written there. */
  readonly sign: string;
  /** The element's name with its prefix, or `?xml`. */
  readonly name: string;
}

/** The next tag of SAML whose `<` is written so. */
export function findTag(text: string, from: number, sign: string): TagFound | undefined {
  for (let start = text.indexOf(sign, from); start >= 0; start = text.indexOf(sign, start + 1)) {
    const name = samlTagAt(text, start + sign.length);
    if (name !== undefined) return { start, sign, name };
  }
  return undefined;
}

/** Where an element ends in the text round it. */
export interface ElementEnd {
  readonly end: number;
  /** False where the end-tag is missing, and `end` is that of the text. */
  readonly closed: boolean;
}

/** The end of the element, or of the XML with a declaration, that begins with this tag. Linear. */
export function endOfElement(text: string, tag: TagFound): ElementEnd {
  // What is percent-encoded has no blanks in it.
  if (tag.sign.startsWith('%')) return { end: endOfToken(text, tag.start), closed: true };
  const root = tag.name === '?xml' ? rootAfterDeclaration(text, tag) : tag;
  const startTagEnd = root && endOfTag(text, root);
  if (!startTagEnd) return { end: text.length, closed: false };
  return startTagEnd.empty ? { end: startTagEnd.end, closed: true } : closingTag(text, root, startTagEnd.end);
}

function endOfToken(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isBlank(text.charCodeAt(end)) && !'"\'<>'.includes(text.charAt(end))) end++;
  return end;
}

/** The element after `<?xml … ?>`, whatever it is called. */
function rootAfterDeclaration(text: string, { start: from, sign }: TagFound): TagFound | undefined {
  for (let start = text.indexOf(sign, from + 1); start >= 0; start = text.indexOf(sign, start + 1)) {
    const at = start + sign.length;
    const name = ELEMENT_NAME.exec(text.slice(at, at + 128))?.[0];
    if (name !== undefined) return { start, sign, name };
  }
  return undefined;
}

const ELEMENT_NAME = /^[A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?/;

/** Passes over attribute values, in which `>` may stand. */
function endOfTag(text: string, { start, sign }: TagFound): { end: number; empty: boolean } | undefined {
  const greater = greaterThan(sign);
  const first = greater.charAt(0);
  for (let at = start + sign.length; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1);
      if (at < 0) return undefined;
    } else if (character === first && text.startsWith(greater, at)) {
      return { end: at + greater.length, empty: text.charAt(at - 1) === '/' };
    }
  }
  return undefined;
}

/** Counts the elements of the same name that open and close on the way. */
function closingTag(text: string, { sign, name }: TagFound, from: number): ElementEnd {
  const open = sign + name;
  const close = `${sign}/${name}`;
  let nextOpen = findName(text, open, from);
  let nextClose = findName(text, close, from);
  let depth = 1;
  while (nextClose >= 0) {
    if (nextOpen >= 0 && nextOpen < nextClose) {
      depth++;
      nextOpen = findName(text, open, nextOpen + open.length);
    } else if (--depth === 0) {
      return { end: afterGreaterThan(text, nextClose + close.length, sign), closed: true };
    } else {
      nextClose = findName(text, close, nextClose + close.length);
    }
  }
  return { end: text.length, closed: false };
}

/** The next place where the sought ends a name rather than begins a longer one. */
function findName(text: string, sought: string, from: number): number {
  let at = text.indexOf(sought, from);
  while (at >= 0 && /[\w.:-]/.test(text.charAt(at + sought.length)))
    at = text.indexOf(sought, at + sought.length);
  return at;
}

/** How `>` is written where `<` is written as `sign`. */
function greaterThan(sign: string): string {
  if (sign === '<') return '>';
  if (sign === '&lt;') return '&gt;';
  return sign.slice(0, -1) + (sign.endsWith('C') ? 'E' : 'e');
}

function afterGreaterThan(text: string, from: number, sign: string): number {
  // Between the name and ">" there is white space at most.
  const piece = text.slice(from, from + 32);
  for (const greater of [greaterThan(sign), '>']) {
    const at = piece.indexOf(greater);
    if (at >= 0) return from + at + greater.length;
  }
  return from;
}
