import type { Source } from '../base/source.ts';
import type { Span } from '../base/span.ts';

/** A node that can be pointed at. Attributes and namespace declarations count: a finding may be about one. */
export type XmlNode =
  | XmlElement
  | XmlAttribute
  | NamespaceDeclaration
  | XmlText
  | XmlComment
  | XmlProcessingInstruction;

/** What an element may contain. */
export type XmlChild = XmlElement | XmlText | XmlComment | XmlProcessingInstruction;

/** A document as it was written: every node knows its span, and nothing was normalised away. */
export interface XmlDocument {
  readonly source: Source;
  /** Absent only where not even the root's start tag could be read. */
  readonly root: XmlElement | undefined;
  /** The root with the comments and processing instructions round it, in order. */
  readonly children: readonly XmlChild[];
  /**
   * Elements by the value of their ID attribute, several under one value where the document repeats an ID.
   * Which attributes count is decided by {@link isIdAttribute}.
   */
  readonly ids: ReadonlyMap<string, readonly XmlElement[]>;
  /** Where a document type declaration stands. It is never read: entities it declares stay undefined. */
  readonly doctype: Span | undefined;
  /** The XML declaration, where there is one. */
  readonly declaration: XmlDeclaration | undefined;
  /** The first thing that is not well-formed XML with namespaces. Reading ended there; the tree holds what came before. */
  readonly problem: XmlProblem | undefined;
  /** Answers to questions about it, by whoever asked first: see {@link kept}. */
  readonly kept: Map<object, unknown>;
}

/** `<?xml version="1.0" encoding="UTF-8"?>` as written. The text has been decoded by then, so `encoding` is only a claim. */
export interface XmlDeclaration extends Span {
  readonly version: string;
  readonly encoding: string | undefined;
}

/** Why a document is not well-formed, and where. */
export interface XmlProblem extends Span {
  readonly code:
    | 'empty'
    | 'not-xml'
    | 'unexpected-end'
    | 'malformed-tag'
    | 'mismatched-tag'
    | 'duplicate-attribute'
    | 'unbound-prefix'
    | 'reserved-prefix'
    | 'forbidden-character'
    | 'undefined-entity'
    | 'malformed-reference'
    | 'malformed-comment'
    | 'malformed-processing-instruction'
    | 'malformed-declaration'
    | 'cdata-end-in-text'
    | 'text-outside-root'
    | 'second-root'
    | 'limit';
  /** One sentence for people, with the names involved. */
  readonly message: string;
}

/** Namespaces in scope: a chain in which each link holds the declarations of one element. */
export interface NamespaceScope {
  readonly outer: NamespaceScope | undefined;
  readonly declarations: readonly NamespaceDeclaration[];
}

const NO_PARTS: readonly XmlChild[] = [];

export class XmlElement implements Span {
  readonly type = 'element';
  readonly document: XmlDocument;
  readonly parent: XmlElement | undefined;
  /** As written: `samlp:Response`. */
  readonly name: string;
  /** `''` when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** `''` when in no namespace. */
  readonly namespaceURI: string;
  /** In document order, without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** The declarations written on this element, in document order. */
  readonly declarations: readonly NamespaceDeclaration[];
  /** Everything in scope here, this element's own declarations first. */
  readonly scope: NamespaceScope | undefined;
  /** What the reader noted of the children: for {@link children}, and for whoever can do without some of them. */
  parts: readonly (XmlChild | LeafList)[] = NO_PARTS;
  /** Whether there is a {@link LeafList} among the parts. */
  hasLists = false;
  readonly start: number;
  /** Just after the `>` of the start tag. */
  readonly openEnd: number;
  /** Where the end tag begins; equals `end` for an empty-element tag. */
  closeStart: number;
  end: number;
  /**
   * Whether the start tag is written as canonical XML writes one, whatever the order of its attributes and whichever
   * namespaces it declares. Only a reader can tell; what was made otherwise is not.
   */
  canonicalTag = false;
  /**
   * Whether the whole element is written as canonical XML writes it wherever its prefix is declared already: it and all
   * in it share that prefix, declare nothing, and hold attributes in order, without prefix, and {@link XmlText.verbatim}.
   */
  verbatim = false;

  constructor(
    document: XmlDocument,
    parent: XmlElement | undefined,
    name: string,
    prefix: string,
    localName: string,
    namespaceURI: string,
    attributes: readonly XmlAttribute[],
    declarations: readonly NamespaceDeclaration[],
    scope: NamespaceScope | undefined,
    start: number,
    openEnd: number,
  ) {
    this.document = document;
    this.parent = parent;
    this.name = name;
    this.prefix = prefix;
    this.localName = localName;
    this.namespaceURI = namespaceURI;
    this.attributes = attributes;
    this.declarations = declarations;
    this.scope = scope;
    this.start = start;
    this.openEnd = openEnd;
    this.closeStart = openEnd;
    this.end = openEnd;
  }

  /** In document order. */
  get children(): readonly XmlChild[] {
    if (this.hasLists) {
      this.parts = this.parts.flatMap((part): readonly XmlChild[] =>
        part.type === 'leaves' ? part.elements() : [part],
      );
      this.hasLists = false;
    }
    return this.parts as readonly XmlChild[];
  }
}

/**
 * Siblings that stand side by side and are alike but for their text: `<value>one</value><value>two</value>`. Long messages
 * are lists of such elements. Whoever looks for a signature, or copies what is written, needs none of them, so a reader
 * notes where they stand, and they are made when somebody asks for the children of their parent.
 */
export class LeafList {
  readonly type = 'leaves';
  /** The sibling before them, which they are like: it has no attributes and declares nothing. */
  readonly like: XmlElement;
  /** Of each in turn: where it starts, and where its end tag begins. */
  readonly places: number[] = [];

  constructor(like: XmlElement) {
    this.like = like;
  }

  elements(): readonly XmlElement[] {
    const { places } = this;
    const made: XmlElement[] = [];
    for (let i = 0; i < places.length; i += 2) {
      made.push(leafLike(this.like, places[i] ?? 0, places[i + 1] ?? 0));
    }
    return made;
  }
}

/** An element like another one, with the text that stands between its tags. */
function leafLike(like: XmlElement, start: number, closeStart: number): XmlElement {
  const { document, parent, name, prefix, localName, namespaceURI, attributes, scope } = like;
  const openEnd = start + name.length + 2;
  const element = new XmlElement(
    document,
    parent,
    name,
    prefix,
    localName,
    namespaceURI,
    attributes,
    like.declarations,
    scope,
    start,
    openEnd,
  );
  const content = new XmlText(element, undefined, false, openEnd, closeStart);
  content.verbatim = element.canonicalTag = element.verbatim = true;
  element.parts = [content];
  element.closeStart = closeStart;
  element.end = closeStart + name.length + 3;
  return element;
}

export class XmlAttribute implements Span {
  readonly type = 'attribute';
  /** The element it stands on. Set once, when the element is made. */
  owner!: XmlElement;
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly namespaceURI: string;
  /** References expanded and white space normalised, as XML 1.0 §3.3.3 says for CDATA attributes. */
  readonly value: string;
  /** From the first character of the name to just after the closing quote. */
  readonly start: number;
  readonly end: number;
  /** Just after the opening quote; the raw value ends one before `end`. */
  readonly valueStart: number;

  constructor(
    name: string,
    prefix: string,
    localName: string,
    namespaceURI: string,
    value: string,
    start: number,
    end: number,
    valueStart: number,
  ) {
    this.name = name;
    this.prefix = prefix;
    this.localName = localName;
    this.namespaceURI = namespaceURI;
    this.value = value;
    this.start = start;
    this.end = end;
    this.valueStart = valueStart;
  }
}

export class NamespaceDeclaration implements Span {
  readonly type = 'namespace';
  owner!: XmlElement;
  /** `''` for the default namespace. */
  readonly prefix: string;
  /** `''` when it undeclares the default namespace. */
  readonly uri: string;
  readonly start: number;
  readonly end: number;

  constructor(prefix: string, uri: string, start: number, end: number) {
    this.prefix = prefix;
    this.uri = uri;
    this.start = start;
    this.end = end;
  }
}

/** Character data between two pieces of markup. A CDATA section is a node of its own. */
export class XmlText implements Span {
  readonly type = 'text';
  readonly parent: XmlElement;
  readonly cdata: boolean;
  readonly start: number;
  readonly end: number;
  /** Whether it is written as canonical XML writes it. Only a reader can tell. */
  verbatim = false;
  /** The value, where it is not what is written or was cut out before; for {@link value} alone. */
  held: string | undefined;

  /** @param value `undefined` where it is what is written, which is then cut out only when somebody asks. */
  constructor(parent: XmlElement, value: string | undefined, cdata: boolean, start: number, end: number) {
    this.parent = parent;
    this.held = value;
    this.cdata = cdata;
    this.start = start;
    this.end = end;
  }

  /** References expanded and line ends normalised to `\n`. */
  get value(): string {
    this.held ??= this.parent.document.source.text.slice(this.start, this.end);
    return this.held;
  }
}

export class XmlComment implements Span {
  readonly type = 'comment';
  readonly document: XmlDocument;
  /** Absent outside the root element. */
  readonly parent: XmlElement | undefined;
  readonly value: string;
  readonly start: number;
  readonly end: number;

  constructor(
    document: XmlDocument,
    parent: XmlElement | undefined,
    value: string,
    start: number,
    end: number,
  ) {
    this.document = document;
    this.parent = parent;
    this.value = value;
    this.start = start;
    this.end = end;
  }
}

export class XmlProcessingInstruction implements Span {
  readonly type = 'processing-instruction';
  readonly document: XmlDocument;
  /** Absent outside the root element. */
  readonly parent: XmlElement | undefined;
  readonly target: string;
  readonly data: string;
  readonly start: number;
  readonly end: number;

  constructor(
    document: XmlDocument,
    parent: XmlElement | undefined,
    target: string,
    data: string,
    start: number,
    end: number,
  ) {
    this.document = document;
    this.parent = parent;
    this.target = target;
    this.data = data;
    this.start = start;
    this.end = end;
  }
}
