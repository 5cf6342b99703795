import {
  NamespaceDeclaration,
  type NamespaceScope,
  XmlAttribute,
  type XmlChild,
  XmlElement,
  XmlText,
} from '../../xml/document.ts';

/** A prefix and what it stands for. */
export type Declared = Pick<NamespaceDeclaration, 'prefix' | 'uri'>;

/** An attribute to be added to an element. */
export interface NewAttribute {
  readonly prefix: string;
  readonly localName: string;
  readonly namespaceURI: string;
  readonly value: string;
}

/**
 * What to change in a copy of an element with all it contains. Each part takes what there is and gives what shall be,
 * so that two changes can be made one after the other: {@link both}.
 */
export interface Change {
  readonly text?: (value: string, text: XmlText) => string;
  /** `undefined` takes the attribute away. */
  readonly attribute?: (value: string, attribute: XmlAttribute) => string | undefined;
  readonly attributesAdded?: (element: XmlElement) => readonly NewAttribute[];
  readonly children?: (children: readonly XmlChild[], element: XmlElement) => readonly XmlChild[];
  readonly declarations?: (
    declarations: readonly Declared[],
    element: XmlElement,
    isApex: boolean,
  ) => readonly Declared[];
  readonly prefix?: (prefix: string, namespaceURI: string) => string;
  /** What is in scope round the apex; what stands there unless this says otherwise. */
  readonly around?: readonly Declared[];
}

/** Two changes, one after the other. */
export function both(first: Change, second: Change): Change {
  const { text, attribute, attributesAdded, children, declarations, prefix } = first;
  const around = second.around ?? first.around;
  return {
    ...first,
    ...second,
    ...(text && second.text && { text: (value, node) => second.text?.(text(value, node), node) ?? value }),
    ...(attribute &&
      second.attribute && {
        attribute: (value, node) => {
          const once = attribute(value, node);
          return once === undefined ? undefined : second.attribute?.(once, node);
        },
      }),
    ...(attributesAdded &&
      second.attributesAdded && {
        attributesAdded: (element) => [
          ...attributesAdded(element),
          ...(second.attributesAdded?.(element) ?? []),
        ],
      }),
    ...(children &&
      second.children && {
        children: (list, element) => second.children?.(children(list, element), element) ?? list,
      }),
    ...(declarations &&
      second.declarations && {
        declarations: (list, element, isApex) =>
          second.declarations?.(declarations(list, element, isApex), element, isApex) ?? list,
      }),
    ...(prefix && second.prefix && { prefix: (one, uri) => second.prefix?.(prefix(one, uri), uri) ?? one }),
    ...(around && { around }),
  };
}

/** A copy of the apex with a change made, and without one element inside it. The original stays as it is. */
export function rewrite(apex: XmlElement, change: Change, omitted?: XmlElement): XmlElement {
  const outer: NamespaceScope | undefined = change.around
    ? { outer: undefined, declarations: change.around.map(declaration) }
    : apex.parent?.scope;
  return new Copier(change, omitted).copy(apex, change.around ? undefined : apex.parent, outer, true);
}

/** Text that was not there before. */
export function newText(parent: XmlElement, value: string): XmlText {
  return new XmlText(parent, value, false, parent.openEnd, parent.openEnd);
}

class Copier {
  private readonly change: Change;
  private readonly omitted: XmlElement | undefined;

  constructor(change: Change, omitted: XmlElement | undefined) {
    this.change = change;
    this.omitted = omitted;
  }

  copy(
    element: XmlElement,
    parent: XmlElement | undefined,
    outer: NamespaceScope | undefined,
    isApex: boolean,
  ): XmlElement {
    const { change } = this;
    const declared = change.declarations
      ? change.declarations(element.declarations, element, isApex).map(declaration)
      : element.declarations;
    const scope = declared.length > 0 ? { outer, declarations: declared } : outer;
    const prefix = change.prefix ? change.prefix(element.prefix, element.namespaceURI) : element.prefix;
    const copy = new XmlElement(
      element.document,
      parent,
      qualified(prefix, element.localName),
      prefix,
      element.localName,
      element.namespaceURI,
      this.attributes(element),
      declared,
      scope,
      element.start,
      element.openEnd,
    );
    copy.parts = this.children(element, copy, scope);
    copy.closeStart = element.closeStart;
    copy.end = element.end;
    return copy;
  }

  private children(element: XmlElement, copy: XmlElement, scope: NamespaceScope | undefined): XmlChild[] {
    const { change, omitted } = this;
    const list = change.children ? change.children(element.children, element) : element.children;
    const copied: XmlChild[] = [];
    for (const child of list) {
      if (child === omitted) continue;
      if (child.type === 'element') copied.push(this.copy(child, copy, scope, false));
      else if (child.type === 'text' && change.text) {
        copied.push(new XmlText(copy, change.text(child.value, child), child.cdata, child.start, child.end));
      } else copied.push(child);
    }
    return copied;
  }

  private attributes(element: XmlElement): readonly XmlAttribute[] {
    const { change } = this;
    const added = change.attributesAdded?.(element) ?? [];
    if (!change.attribute && !change.prefix && added.length === 0) return element.attributes;
    const copied: XmlAttribute[] = [];
    for (const attribute of element.attributes) {
      const { localName, namespaceURI, start, end, valueStart } = attribute;
      const value = change.attribute ? change.attribute(attribute.value, attribute) : attribute.value;
      if (value === undefined) continue;
      const prefix =
        change.prefix && namespaceURI !== ''
          ? change.prefix(attribute.prefix, namespaceURI)
          : attribute.prefix;
      const name = qualified(prefix, localName);
      copied.push(new XmlAttribute(name, prefix, localName, namespaceURI, value, start, end, valueStart));
    }
    for (const { prefix, localName, namespaceURI, value } of added) {
      const at = element.openEnd;
      const name = qualified(prefix, localName);
      copied.push(new XmlAttribute(name, prefix, localName, namespaceURI, value, at, at, at));
    }
    return copied;
  }
}

function qualified(prefix: string, localName: string): string {
  return prefix === '' ? localName : `${prefix}:${localName}`;
}

function declaration(one: Declared): NamespaceDeclaration {
  return one instanceof NamespaceDeclaration ? one : new NamespaceDeclaration(one.prefix, one.uri, 0, 0);
}
