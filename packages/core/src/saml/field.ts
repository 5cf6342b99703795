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

/** The attribute of this name in no namespace, as a {@link Field}. */
export function attributeField(element: XmlElement, localName: string): Field | undefined {
  const attribute = attributeNamed(element, localName);
  return attribute && { value: collapse(attribute.value), raw: attribute.value, at: attribute };
}

/** An element's text as a {@link Field}: all of it, whatever comments stand inside. */
export function textField(element: XmlElement): Field {
  const raw = textOf(element);
  return { value: collapse(raw), raw, at: element };
}

function collapse(raw: string): string {
  const first = raw.charCodeAt(0);
  const last = raw.charCodeAt(raw.length - 1);
  return first > 0x20 && last > 0x20 ? raw : raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}
