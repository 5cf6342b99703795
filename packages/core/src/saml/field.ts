import { isWhiteSpace } from '../xml/characters.ts';
import type { XmlAttribute, XmlElement } from '../xml/document.ts';
import { attributeNamed, textOf } from '../xml/navigate.ts';

/** A value as a message states it: what it means, what was written, and where. */
export interface Field {
  /** `raw` without the white space XML Schema collapses around `xs:anyURI`, `xs:NCName` and the like. */
  readonly value: string;
  /** The characters between the tags or quotes, references expanded, white space kept. */
  readonly raw: string;
  readonly at: XmlElement | XmlAttribute;
}

/** An attribute's value as a {@link Field}. */
export function fieldOf(attribute: XmlAttribute): Field {
  return { value: collapse(attribute.value), raw: attribute.value, at: attribute };
}

/** The attribute of this name in no namespace, as a {@link Field}. */
export function attributeField(element: XmlElement, localName: string): Field | undefined {
  const attribute = attributeNamed(element, localName);
  return attribute && fieldOf(attribute);
}

/** An element's text as a {@link Field}: all of it, whatever comments stand inside. */
export function textField(element: XmlElement): Field {
  const raw = textOf(element);
  return { value: collapse(raw), raw, at: element };
}

/** Without the white space at either end. Loops, because a pattern ending in `+$` is quadratic in inner white space. */
export function collapse(raw: string): string {
  let start = 0;
  let end = raw.length;
  while (start < end && isWhiteSpace(raw.charCodeAt(start))) start++;
  while (end > start && isWhiteSpace(raw.charCodeAt(end - 1))) end--;
  return end - start === raw.length ? raw : raw.slice(start, end);
}
