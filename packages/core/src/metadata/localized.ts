import { type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { XML_NAMESPACE } from '../xml/namespaces.ts';
import { attributeNamed, childrenNamed } from '../xml/navigate.ts';

/** A text in one language (SAML Metadata §2.2.4, §2.2.5). */
export interface LocalizedText extends Field {
  /** `xml:lang` as written; `undefined` where there is none, which the schema does not allow. */
  readonly language: string | undefined;
}

/** An element's text with its language. */
export function readLocalized(element: XmlElement): LocalizedText {
  const { value, raw, at } = textField(element);
  return { value, raw, at, language: attributeNamed(element, 'lang', XML_NAMESPACE)?.value };
}

/** The texts that an element's children of this name hold, one for each language. */
export function localizedChildren(parent: XmlElement, namespaceURI: string, name: string): LocalizedText[] {
  return childrenNamed(parent, namespaceURI, name).map(readLocalized);
}
