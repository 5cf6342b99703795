import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { Source } from '../base/source.ts';
import type { Span } from '../base/span.ts';
import { compareCodePoints } from './c14n.ts';
import {
  asciiClass,
  BREAKS_TEXT,
  BREAKS_VALUE,
  isNameStart,
  isWhiteSpace,
  isXmlCharacter,
} from './characters.ts';
import {
  LeafList,
  NamespaceDeclaration,
  type NamespaceScope,
  XmlAttribute,
  type XmlChild,
  XmlComment,
  type XmlDeclaration,
  type XmlDocument,
  XmlElement,
  type XmlProblem,
  XmlProcessingInstruction,
  XmlText,
} from './document.ts';
import { isIdAttribute } from './id.ts';
import { sameNamespace, XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';
import { type QualifiedName, qualifiedNameAt } from './qualified-name.ts';
import { PlainRuns } from './runs.ts';

/**
 * Reads XML 1.0 with namespaces into a document in which every node knows its span.
 *
 * Strict and total: the first fault ends the reading and becomes `problem`; the tree holds what came before the
 * piece of markup or text with the fault in it, and the elements that were still open end there. A document type
 * declaration is noted and skipped, never read, so no entity it declares is ever expanded.
 *
 * Cost: one pass, linear in the text whatever the nesting of elements and namespaces.
 *
 * @param inherited Namespaces by prefix that are in scope round the root, for an element cut out of its document. They
 *   count as the root's scope, not as its declarations.
 * @see XML 1.0 (fifth edition); Namespaces in XML 1.0 (third edition). Method names follow their productions.
 */
export function parseXml(
  source: Source,
  limits: Limits = defaultLimits,
  inherited?: ReadonlyMap<string, string>,
): XmlDocument {
  return new XmlReader(source, limits, inherited).read();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Thrown inside this file only, so that the first fault ends every production at once. */
class Fault {
  readonly problem: XmlProblem;
  constructor(problem: XmlProblem) {
    this.problem = problem;
  }
}

const XML_DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;

/** XML 1.0 §4.6. */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);
const NOTHING: readonly never[] = [];

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const CR = 0x0d;
const HASH = 0x23;
const SEMICOLON = 0x3b;
const LOWER_X = 0x78;
/** How much of the input a message may quote: longer than any name of SAML. */
const EXCERPT = 48;
/** Up to this many attributes, comparing each with each is cheaper than a set. */
const FEW = 8;

class XmlReader {
  private readonly text: string;
  private readonly length: number;
  private readonly limits: Limits;
  private readonly document: Mutable<XmlDocument>;
  private readonly ids = new Map<string, XmlElement[]>();
  private at = 0;
  /** Where the piece being read starts: all before it is in the tree. */
  private complete = 0;
  private open: XmlElement | undefined;
  /** The element that ended last. */
  private closed: XmlElement | undefined;
  private depth = 0;
  private nodes = 0;
  /** The URI each prefix stands for here. `scope` holds the same as a chain, for those who come later. */
  private readonly bound = new Map<string, string>([
    ['xml', XML_NAMESPACE],
    ['', ''],
  ]);
  /** What each declaration in scope hid, innermost last, so that leaving an element costs no search. */
  private readonly shadowed: (string | undefined)[] = [];
  private scope: NamespaceScope | undefined;
  private readonly runs: PlainRuns;
  /** Whether the value read last means what is written. */
  private valueIsPlain = false;
  private inherited: readonly NamespaceDeclaration[] = NOTHING;

  constructor(source: Source, limits: Limits, inherited?: ReadonlyMap<string, string>) {
    if (inherited) this.inherit(inherited);
    this.text = source.text;
    this.length = source.text.length;
    this.runs = new PlainRuns(source.text);
    this.limits = limits;
    this.document = {
      source,
      root: undefined,
      children: NOTHING,
      ids: this.ids,
      doctype: undefined,
      declaration: undefined,
      problem: undefined,
      kept: new Map(),
    };
  }

  read(): XmlDocument {
    try {
      this.readDocument();
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      this.document.problem = fault.problem;
      for (let element = this.open; element; element = element.parent) {
        element.closeStart = element.end = this.complete;
        element.verbatim = false;
      }
    }
    return this.document;
  }

  private inherit(inherited: ReadonlyMap<string, string>): void {
    const declarations: NamespaceDeclaration[] = [];
    for (const [prefix, uri] of inherited) {
      declarations.push(new NamespaceDeclaration(prefix, uri, 0, 0));
      this.bound.set(prefix, uri);
    }
    this.inherited = declarations;
    this.scope = { outer: undefined, declarations };
  }

  private readDocument(): void {
    if (/^[ \t\r\n]*$/.test(this.text)) this.fail('empty', 0, this.length, 'The document is empty.');
    if (/^<\?xml[ \t\r\n?]/.test(this.text)) this.readXmlDeclaration();
    const { text, length } = this;
    while (this.at < length) {
      this.complete = this.at;
      const code = text.charCodeAt(this.at);
      if (code !== LT) {
        if (this.open) this.readCharData();
        else this.readBetweenMarkup();
        continue;
      }
      const next = text.charCodeAt(this.at + 1);
      if (next === SLASH) this.readEndTag();
      else if (next === BANG) this.readDeclarationLike();
      else if (next === QUESTION) this.readProcessingInstruction();
      else this.readStartTag();
    }
    this.complete = length;
    if (this.open) {
      this.fail(
        'unexpected-end',
        this.open.start,
        this.open.openEnd,
        `The text ends before <${excerpt(this.open.name)}> is closed; the capture is probably cut short.`,
      );
    }
    if (!this.document.root)
      this.fail('not-xml', 0, Math.min(length, 40), 'There is no element in this text.');
  }

  /** Production 23. Only at the very start of the text. */
  private readXmlDeclaration(): void {
    const end = this.text.indexOf('?>') + 2;
    if (end < 2) this.fail('unexpected-end', 0, this.length, 'The text ends inside the XML declaration.');
    const found = XML_DECLARATION.exec(this.text.slice(0, end));
    if (!found) {
      this.fail(
        'malformed-declaration',
        0,
        end,
        'The XML declaration must read version, then encoding, then standalone, each quoted.',
      );
    }
    const declaration: XmlDeclaration = {
      version: found[1] ?? found[2] ?? '1.0',
      encoding: found[3] ?? found[4],
      start: 0,
      end,
    };
    this.document.declaration = declaration;
    this.at = end;
  }

  /** White space round the root; anything else there is a fault. */
  private readBetweenMarkup(): void {
    const start = this.at;
    while (this.at < this.length && isWhiteSpace(this.text.charCodeAt(this.at))) this.at++;
    if (this.at === this.length || this.text.charCodeAt(this.at) === LT) return;
    const next = this.text.indexOf('<', this.at);
    const end = next < 0 ? this.length : next;
    if (!this.document.root && start === 0) {
      this.fail(
        'not-xml',
        this.at,
        end,
        `The text starts with ${quoted(this.text.slice(this.at, end))}, not with "<".`,
      );
    }
    this.fail('text-outside-root', this.at, end, 'Text stands outside the root element.');
  }

  /** Productions 40 and 44, with the attribute constraints of Namespaces in XML §6. */
  private readStartTag(): void {
    const { text } = this;
    const start = this.at;
    if (!this.open && this.document.root) {
      const end = text.indexOf('>', start);
      this.fail(
        'second-root',
        start,
        end < 0 ? this.length : end + 1,
        'A second root element starts here; a document has one.',
      );
    }
    if (this.depth >= this.limits.elementDepth) this.failLimit('elementDepth', start);
    this.countNode(start);
    const { closed, open } = this;
    if (closed && open && closed.parent === open && this.repeatLeaf(closed, open)) return;
    this.at = start + 1;
    const qualified = this.readName('an element name', start);
    const { name, prefix, localName } = qualified;
    if (!qualified.isProper) this.failName(name, start + 1);

    let attributes: XmlAttribute[] | undefined;
    let declarations: NamespaceDeclaration[] | undefined;
    let count = 0;
    let empty = false;
    let canonical = true;
    for (;;) {
      const spaceStart = this.at;
      let code = text.charCodeAt(this.at);
      while (isWhiteSpace(code)) code = text.charCodeAt(++this.at);
      if (code === GT) {
        canonical &&= this.at === spaceStart;
        this.at++;
        break;
      }
      if (code === SLASH && text.charCodeAt(this.at + 1) === GT) {
        canonical = false;
        this.at += 2;
        empty = true;
        break;
      }
      if (this.at >= this.length || (code === SLASH && this.at + 1 === this.length)) {
        this.fail('unexpected-end', start, this.length, `The text ends inside the tag <${excerpt(name)} …>.`);
      }
      if (this.at === spaceStart) {
        const found = characterAt(text, this.at);
        this.fail(
          'malformed-tag',
          start,
          this.at + found.length,
          `White space is missing before ${quoted(found)} in <${excerpt(name)} …>.`,
        );
      }
      if (++count > this.limits.attributesPerElement) this.failLimit('attributesPerElement', start);
      const attributeStart = this.at;
      const written = this.readName('an attribute name', start);
      const valueStart = this.readEqualsAndQuote(written.name, attributeStart);
      const value = this.readAttributeValue(written.name, valueStart);
      canonical &&=
        this.valueIsPlain &&
        text.charCodeAt(valueStart - 1) === QUOTE &&
        valueStart === attributeStart + written.name.length + 2 &&
        attributeStart === spaceStart + 1 &&
        text.charCodeAt(spaceStart) === SPACE;
      if (written.declares) {
        canonical &&= attributes === undefined;
        const declaration = this.declare(written.name, value, attributeStart);
        if (declarations === undefined) declarations = [declaration];
        else declarations.push(declaration);
      } else {
        if (!written.isProper) this.failName(written.name, attributeStart);
        const attribute = new XmlAttribute(
          written.name,
          written.prefix,
          written.localName,
          '',
          value,
          attributeStart,
          this.at,
          valueStart,
        );
        if (attributes === undefined) attributes = [attribute];
        else attributes.push(attribute);
      }
    }

    if (declarations) {
      this.scope = { outer: this.scope, declarations };
      const declared = new Set<string>();
      for (const declaration of declarations) {
        if (declared.has(declaration.prefix)) {
          this.fail(
            'duplicate-attribute',
            declaration.start,
            declaration.end,
            `A namespace is declared twice for one prefix on <${excerpt(name)}>.`,
          );
        }
        declared.add(declaration.prefix);
        this.bind(declaration);
      }
    }
    const element = new XmlElement(
      this.document,
      this.open,
      name,
      prefix,
      localName,
      this.namespaceOf(prefix, start + 1, name),
      attributes ?? NOTHING,
      declarations ?? NOTHING,
      this.scope,
      start,
      this.at,
    );
    element.canonicalTag = canonical;
    element.verbatim = canonical && declarations === undefined;
    if (declarations) for (const declaration of declarations) declaration.owner = element;
    if (attributes) this.finishAttributes(element, attributes);

    if (!this.open) {
      this.document.root = element;
      for (const declaration of this.inherited) declaration.owner = element;
    }
    this.append(element);
    if (empty) this.leave(element);
    else {
      this.open = element;
      this.depth++;
    }
  }

  /**
   * Reads `<name>text</name>`, and as many like it as follow, where the element that ended last is a sibling of that name
   * without attributes, either. They are noted in a {@link LeafList}. `false` where the first is not such an element.
   */
  private repeatLeaf(like: XmlElement, parent: XmlElement): boolean {
    const { text, runs } = this;
    const { name, attributes, declarations } = like;
    const from = this.at;
    if (attributes.length + declarations.length > 0) return false;
    const { length } = name;
    // Each by the name alone: a text put together from pieces takes many times as long to compare with.
    while (
      text.charCodeAt(this.at) === LT &&
      text.charCodeAt(this.at + length + 1) === GT &&
      text.startsWith(name, this.at + 1)
    ) {
      const openEnd = this.at + length + 2;
      const closeStart = runs.markupAfter(openEnd);
      if (
        closeStart === openEnd ||
        text.charCodeAt(closeStart + 1) !== SLASH ||
        text.indexOf('>', openEnd) !== closeStart + length + 2 ||
        !text.startsWith(name, closeStart + 2) ||
        !runs.isPlainText(openEnd, closeStart)
      ) {
        break;
      }
      this.complete = this.at;
      // The first was counted when its tag began.
      if (this.at > from) this.countNode(this.at);
      this.countNode(openEnd);
      this.noteLeaf(like, parent, closeStart);
      this.at = closeStart + length + 3;
    }
    return this.at > from;
  }

  private noteLeaf(like: XmlElement, parent: XmlElement, closeStart: number): void {
    let list = parent.parts.at(-1);
    if (list?.type !== 'leaves' || list.like !== like) {
      list = new LeafList(like);
      (parent.parts as LeafList[]).push(list);
      parent.hasLists = true;
    }
    list.places.push(this.at, closeStart);
  }

  /** Namespaces of the attributes, their uniqueness (Namespaces in XML §6.3), and the IDs among them. */
  private finishAttributes(element: XmlElement, attributes: readonly XmlAttribute[]): void {
    const seen = attributes.length > FEW ? new Set<string>() : undefined;
    let identified = false;
    for (let i = 0; i < attributes.length; i++) {
      const attribute = attributes[i] as XmlAttribute;
      attribute.owner = element;
      if (attribute.prefix !== '') {
        element.verbatim = false;
        (attribute as Mutable<XmlAttribute>).namespaceURI = this.namespaceOf(
          attribute.prefix,
          attribute.start,
          attribute.name,
        );
      }
      let repeated = false;
      if (seen) {
        const expanded = `${attribute.namespaceURI} ${attribute.localName}`;
        repeated = seen.has(expanded);
        seen.add(expanded);
      } else {
        for (let j = 0; j < i; j++) {
          const other = attributes[j] as XmlAttribute;
          if (other.localName === attribute.localName && other.namespaceURI === attribute.namespaceURI)
            repeated = true;
        }
      }
      if (repeated) {
        this.fail(
          'duplicate-attribute',
          attribute.start,
          attribute.end,
          `${excerpt(attribute.name)} is written twice on <${excerpt(element.name)}>.`,
        );
      }
      const before = attributes[i - 1];
      if (before && compareCodePoints(before.localName, attribute.localName) > 0) element.verbatim = false;
      identified ||= isIdAttribute(attribute.localName, attribute.namespaceURI);
    }
    // Only now is it sure that the element comes into the tree.
    if (identified) this.identify(element);
  }

  private identify(element: XmlElement): void {
    for (const { localName, namespaceURI, value } of element.attributes) {
      if (!isIdAttribute(localName, namespaceURI)) continue;
      const holders = this.ids.get(value);
      if (!holders) this.ids.set(value, [element]);
      else if (holders.at(-1) !== element) holders.push(element);
    }
  }

  /** Production 42. */
  private readEndTag(): void {
    const start = this.at;
    const element = this.open;
    const expectedEnd = start + 2 + (element?.name.length ?? 0);
    if (
      element &&
      this.text.charCodeAt(expectedEnd) === GT &&
      this.text.startsWith(element.name, start + 2)
    ) {
      this.at = expectedEnd + 1;
      element.closeStart = start;
      this.leave(element);
      return;
    }
    this.at = start + 2;
    const { name } = this.readName('an element name', start);
    while (isWhiteSpace(this.text.charCodeAt(this.at))) this.at++;
    if (this.text.charCodeAt(this.at) !== GT) {
      if (this.at >= this.length)
        this.fail('unexpected-end', start, this.length, `The text ends inside </${excerpt(name)}>.`);
      this.fail('malformed-tag', start, this.at + 1, `</${excerpt(name)}> holds more than a name.`);
    }
    this.at++;
    if (!element) this.fail('mismatched-tag', start, this.at, `</${excerpt(name)}> closes nothing.`);
    if (element.name !== name) {
      this.fail(
        'mismatched-tag',
        start,
        this.at,
        `</${excerpt(name)}> stands where </${excerpt(element.name)}> was expected.`,
      );
    }
    element.closeStart = start;
    this.leave(element);
  }

  private leave(element: XmlElement): void {
    const { parent } = element;
    element.end = this.at;
    element.verbatim &&= element.end - element.closeStart === element.name.length + 3;
    if (parent && !(element.verbatim && element.prefix === parent.prefix)) parent.verbatim = false;
    this.closed = element;
    if (this.open === element) {
      this.open = parent;
      this.depth--;
    }
    if (element.declarations.length > 0) {
      this.scope = this.scope?.outer;
      for (let i = element.declarations.length - 1; i >= 0; i--) {
        const { prefix } = element.declarations[i] as NamespaceDeclaration;
        const outer = this.shadowed.pop();
        if (outer === undefined) this.bound.delete(prefix);
        else this.bound.set(prefix, outer);
      }
    }
  }

  /** Production 14, with the references in it. The text node ends at the next markup. */
  private readCharData(): void {
    const { text, length, runs } = this;
    const start = this.at;
    const plainEnd = runs.markupAfter(start);
    if (runs.isPlainText(start, plainEnd)) {
      this.at = plainEnd;
      this.countNode(start);
      const content = new XmlText(this.open as XmlElement, undefined, false, start, plainEnd);
      // What follows is markup, so a ">" is near, in the text or after it.
      const next = text.indexOf('>', start);
      content.verbatim = next < 0 || next >= plainEnd;
      this.append(content);
      return;
    }
    let i = start;
    let from = start;
    let value = '';
    let hasCr = false;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 128) {
        if (((asciiClass[code] as number) & BREAKS_TEXT) === 0) continue;
        if (code === LT) break;
        if (code === AMPERSAND) {
          value += linesOf(text.slice(from, i), hasCr);
          this.at = i;
          value += this.readReference();
          from = this.at;
          i = from - 1;
        } else if (code === CR) hasCr = true;
        else if (code === 0x5d) {
          if (text.startsWith(']]>', i)) {
            this.fail('cdata-end-in-text', i, i + 3, '"]]>" may not stand in text; write "]]&gt;".');
          }
        } else this.failCharacter(i);
      } else if (code >= 0xd800 && !isXmlCharacter(text.codePointAt(i) ?? 0)) this.failCharacter(i);
      else if (code >= 0xd800 && code <= 0xdbff) i++;
    }
    this.at = i;
    this.countNode(start);
    const rest = linesOf(text.slice(from, i), hasCr);
    this.append(new XmlText(this.open as XmlElement, from === start ? rest : value + rest, false, start, i));
  }

  /** Production 10, read from just after the opening quote; leaves `at` after the closing one. XML 1.0 §3.3.3. */
  private readAttributeValue(name: string, valueStart: number): string {
    const { text, length } = this;
    const quote = text.charCodeAt(valueStart - 1);
    const plainEnd = this.runs.plainValueEnd(valueStart, quote === QUOTE ? '"' : "'");
    this.valueIsPlain = plainEnd >= 0;
    if (plainEnd >= 0) {
      this.at = plainEnd + 1;
      return text.slice(valueStart, plainEnd);
    }
    let i = valueStart;
    let from = valueStart;
    let value = '';
    let hasSpace = false;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code < 128) {
        if (((asciiClass[code] as number) & BREAKS_VALUE) === 0) continue;
        if (code === quote) {
          this.at = i + 1;
          const rest = spacesOf(text.slice(from, i), hasSpace);
          return from === valueStart ? rest : value + rest;
        }
        if (code === QUOTE || code === APOSTROPHE) continue;
        if (code === AMPERSAND) {
          value += spacesOf(text.slice(from, i), hasSpace);
          this.at = i;
          value += this.readReference();
          from = this.at;
          i = from - 1;
        } else if (isWhiteSpace(code)) hasSpace = true;
        else if (code === LT) {
          this.fail(
            'malformed-tag',
            i,
            i + 1,
            `"<" may not stand in the value of ${excerpt(name)}; write "&lt;".`,
          );
        } else this.failCharacter(i);
      } else if (code >= 0xd800 && !isXmlCharacter(text.codePointAt(i) ?? 0)) this.failCharacter(i);
      else if (code >= 0xd800 && code <= 0xdbff) i++;
    }
    this.fail(
      'unexpected-end',
      valueStart - 1,
      length,
      `The value of ${excerpt(name)} has no closing quote.`,
    );
  }

  /** Productions 66 and 68: the five predefined entities and character references. Nothing else is ever expanded. */
  private readReference(): string {
    const { text } = this;
    const start = this.at;
    if (text.charCodeAt(start + 1) === HASH) return this.readCharacterReference();
    const name = qualifiedNameAt(text, start + 1)?.name ?? '';
    const end = start + 1 + name.length;
    this.requireSemicolon(start, end, name !== '');
    const expansion = PREDEFINED.get(name);
    if (expansion !== undefined) return expansion;
    const declared = this.document.doctype
      ? ' Entities of a document type declaration are never expanded.'
      : '';
    this.fail(
      'undefined-entity',
      start,
      end + 1,
      `&${excerpt(name)}; is not one of the five entities of XML.${declared}`,
    );
  }

  /** Production 66. Any number of leading zeros is allowed. */
  private readCharacterReference(): string {
    const { text } = this;
    const start = this.at;
    const hexadecimal = text.charCodeAt(start + 2) === LOWER_X;
    const radix = hexadecimal ? 16 : 10;
    const digits = start + (hexadecimal ? 3 : 2);
    let end = digits;
    let codePoint = 0;
    for (;;) {
      const digit = digitValue(text.charCodeAt(end));
      if (digit >= radix) break;
      codePoint = Math.min(codePoint * radix + digit, 0x110000);
      end++;
    }
    this.requireSemicolon(start, end, end > digits);
    if (!isXmlCharacter(codePoint)) {
      const written = excerpt(text.slice(start, end));
      this.fail(
        'forbidden-character',
        start,
        end + 1,
        `${written}; names a character that XML does not allow.`,
      );
    }
    return String.fromCodePoint(codePoint);
  }

  /** Ends a reference whose body, if there is any, ends at `end`. */
  private requireSemicolon(start: number, end: number, hasBody: boolean): void {
    if (hasBody && this.text.charCodeAt(end) === SEMICOLON) {
      this.at = end + 1;
      return;
    }
    if (end >= this.length)
      this.fail('unexpected-end', start, this.length, 'The text ends inside a reference.');
    this.fail(
      'malformed-reference',
      start,
      end,
      '"&" must start a reference that ends in ";"; a bare one is written "&amp;".',
    );
  }

  /** `<!--`, `<![CDATA[` or `<!DOCTYPE`. */
  private readDeclarationLike(): void {
    const { text } = this;
    const start = this.at;
    if (text.startsWith('<!--', start)) this.readComment();
    else if (text.startsWith('<![CDATA[', start)) this.readCData();
    else if (text.startsWith('<!DOCTYPE', start)) this.readDoctype();
    else if (
      ['<!--', '<![CDATA[', '<!DOCTYPE'].some((opening) => opening.startsWith(text.slice(start, start + 9)))
    )
      this.fail('unexpected-end', start, this.length, 'The text ends inside a piece of markup.');
    else
      this.fail(
        'malformed-tag',
        start,
        start + 2,
        '"<!" starts a comment, a CDATA section or a DOCTYPE; this is none of them.',
      );
  }

  /** Production 15. */
  private readComment(): void {
    const start = this.at;
    const end = this.text.indexOf('--', start + 4);
    if (end < 0 || end + 2 === this.length)
      this.fail('unexpected-end', start, this.length, 'The text ends inside a comment.');
    if (this.text.charCodeAt(end + 2) !== GT) {
      this.fail('malformed-comment', end, end + 2, '"--" may not stand inside a comment.');
    }
    this.requireCharacters(start + 4, end);
    const raw = this.text.slice(start + 4, end);
    this.at = end + 3;
    this.countNode(start);
    this.append(new XmlComment(this.document, this.open, linesOf(raw), start, this.at));
  }

  /** Production 18. */
  private readCData(): void {
    const start = this.at;
    if (!this.open)
      this.fail('text-outside-root', start, start + 9, 'A CDATA section stands outside the root element.');
    const end = this.text.indexOf(']]>', start + 9);
    if (end < 0) this.fail('unexpected-end', start, this.length, 'The text ends inside a CDATA section.');
    this.requireCharacters(start + 9, end);
    const raw = this.text.slice(start + 9, end);
    this.at = end + 3;
    this.countNode(start);
    this.append(new XmlText(this.open, linesOf(raw), true, start, this.at));
  }

  /** Production 16. */
  private readProcessingInstruction(): void {
    const { text } = this;
    const start = this.at;
    this.at = start + 2;
    const { name: target } = this.readName('a processing instruction target', start);
    const end = text.indexOf('?>', this.at);
    if (end < 0)
      this.fail('unexpected-end', start, this.length, `The text ends inside <?${excerpt(target)} …?>.`);
    if (target.toLowerCase() === 'xml') {
      this.fail(
        'malformed-declaration',
        start,
        end + 2,
        'An XML declaration may stand only at the very start; white space or a second document precedes this one.',
      );
    }
    if (target.includes(':'))
      this.fail(
        'malformed-processing-instruction',
        start,
        end + 2,
        `The target ${excerpt(target)} holds a colon.`,
      );
    if (this.at !== end && !isWhiteSpace(text.charCodeAt(this.at))) {
      this.fail(
        'malformed-processing-instruction',
        start,
        end + 2,
        `White space is missing after <?${excerpt(target)}.`,
      );
    }
    this.requireCharacters(this.at, end);
    const raw = text.slice(this.at, end).replace(/^[ \t\r\n]+/, '');
    this.at = end + 2;
    this.countNode(start);
    this.append(new XmlProcessingInstruction(this.document, this.open, target, linesOf(raw), start, this.at));
  }

  /**
   * Production 28, passed over: its span is kept and nothing in it is read. Its end is found by minding quotes,
   * comments and processing instructions, in all of which brackets stand for themselves.
   */
  private readDoctype(): void {
    const { text, length } = this;
    const start = this.at;
    if (this.document.doctype || this.document.root) {
      this.fail(
        'malformed-declaration',
        start,
        start + 9,
        'A document type declaration may stand only once, before the root element.',
      );
    }
    let inSubset = false;
    for (let i = start + 9; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === QUOTE || code === APOSTROPHE) {
        i = text.indexOf(text.charAt(i), i + 1);
        if (i < 0) break;
      } else if (code === 0x5b) inSubset = true;
      else if (code === 0x5d) inSubset = false;
      else if (inSubset && text.startsWith('<!--', i)) {
        i = text.indexOf('-->', i + 4);
        if (i < 0) break;
        i += 2;
      } else if (inSubset && text.startsWith('<?', i)) {
        i = text.indexOf('?>', i + 2);
        if (i < 0) break;
        i += 1;
      } else if (code === GT && !inSubset) {
        this.requireCharacters(start, i);
        this.at = i + 1;
        const doctype: Span = { start, end: this.at };
        this.document.doctype = doctype;
        return;
      }
    }
    this.fail('unexpected-end', start, length, 'The text ends inside the document type declaration.');
  }

  /** Production 5, colon allowed; whether it is a proper QName is for the caller. */
  private readName(what: string, markupStart: number): QualifiedName {
    const { text } = this;
    const start = this.at;
    const read = qualifiedNameAt(text, start);
    if (read) {
      this.at = start + read.name.length;
      return read;
    }
    if (start >= this.length) {
      this.fail('unexpected-end', markupStart, this.length, `The text ends where ${what} was expected.`);
    }
    const found = characterAt(text, start);
    this.fail(
      'malformed-tag',
      start,
      start + found.length,
      `${what.charAt(0).toUpperCase()}${what.slice(1)} was expected here, not ${quoted(found)}.`,
    );
  }

  private failName(name: string, start: number): never {
    this.fail('malformed-tag', start, start + name.length, `${excerpt(name)} is not a qualified name.`);
  }

  private readEqualsAndQuote(name: string, start: number): number {
    const { text } = this;
    while (isWhiteSpace(text.charCodeAt(this.at))) this.at++;
    if (this.at >= this.length) this.failInAttribute(name, start);
    if (text.charCodeAt(this.at) !== EQUALS) {
      this.fail(
        'malformed-tag',
        start,
        Math.max(this.at, start + 1),
        `The attribute ${excerpt(name)} has no value.`,
      );
    }
    this.at++;
    while (isWhiteSpace(text.charCodeAt(this.at))) this.at++;
    if (this.at >= this.length) this.failInAttribute(name, start);
    const quote = text.charCodeAt(this.at);
    if (quote !== QUOTE && quote !== APOSTROPHE) {
      this.fail('malformed-tag', start, this.at + 1, `The value of ${excerpt(name)} must be quoted.`);
    }
    return ++this.at;
  }

  private failInAttribute(name: string, start: number): never {
    this.fail('unexpected-end', start, this.length, `The text ends inside the attribute ${excerpt(name)}.`);
  }

  /** A namespace declaration, with the constraints of Namespaces in XML §3. */
  private declare(name: string, uri: string, start: number): NamespaceDeclaration {
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    if (
      name.endsWith(':') ||
      prefix.includes(':') ||
      (prefix !== '' && !isNameStart(prefix.codePointAt(0) ?? 0))
    ) {
      this.fail('malformed-tag', start, this.at, `${excerpt(name)} is not a qualified name.`);
    }
    if (prefix === 'xmlns' || (prefix === 'xml') !== (uri === XML_NAMESPACE) || uri === XMLNS_NAMESPACE) {
      this.fail(
        'reserved-prefix',
        start,
        this.at,
        'The prefixes xml and xmlns and their namespaces cannot be declared otherwise.',
      );
    }
    if (prefix !== '' && uri === '') {
      this.fail(
        'unbound-prefix',
        start,
        this.at,
        `xmlns:${excerpt(prefix)}="" would undeclare a prefix, which Namespaces in XML 1.0 does not allow.`,
      );
    }
    return new NamespaceDeclaration(prefix, sameNamespace(uri), start, this.at);
  }

  private bind(declaration: NamespaceDeclaration): void {
    this.shadowed.push(this.bound.get(declaration.prefix));
    this.bound.set(declaration.prefix, declaration.uri);
  }

  private namespaceOf(prefix: string, start: number, name: string): string {
    const uri = this.bound.get(prefix);
    if (uri === undefined) {
      if (prefix === 'xmlns')
        this.fail('reserved-prefix', start, start + name.length, `${excerpt(name)} uses the prefix xmlns.`);
      this.fail(
        'unbound-prefix',
        start,
        start + name.length,
        `No namespace is declared for the prefix of ${excerpt(name)}; it was probably lost when this part was cut out of a larger document.`,
      );
    }
    return uri;
  }

  private requireCharacters(start: number, end: number): void {
    const { text } = this;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x20 && code < 0xd800) continue;
      if (!isXmlCharacter(text.codePointAt(i) ?? 0)) this.failCharacter(i);
      if (code >= 0xd800 && code <= 0xdbff) i++;
    }
  }

  /** Most elements hold one child, and an array made for one takes a tenth of what push makes of an empty one. */
  private append(child: XmlChild): void {
    const { open } = this;
    // Of an element it is decided when it ends.
    if (open && child.type !== 'element' && !(child.type === 'text' && child.verbatim)) open.verbatim = false;
    if (!open) this.document.children = [...this.document.children, child];
    else if (open.parts.length === 0) open.parts = [child];
    else (open.parts as XmlChild[]).push(child);
  }

  private countNode(at: number): void {
    if (++this.nodes > this.limits.nodes) this.failLimit('nodes', at);
  }

  private failCharacter(at: number): never {
    const code = this.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    this.fail('forbidden-character', at, at + 1, `The character U+${code} is not allowed in XML.`);
  }

  private failLimit(limit: keyof Limits, at: number): never {
    this.fail('limit', at, at + 1, limitReached(limit, this.limits));
  }

  private fail(code: XmlProblem['code'], start: number, end: number, message: string): never {
    throw new Fault({ code, start, end: Math.max(start, Math.min(end, this.length)), message });
  }
}

/** What a document's `problem` says where a limit ended the reading. */
export function limitReached(limit: keyof Limits, limits: Limits): string {
  return `The limit ${limit} (${limits[limit]}) is reached here; reading stopped.`;
}

/** What a prefix stands for in a scope; `undefined` where nothing declares it. */
export function lookup(scope: NamespaceScope | undefined, prefix: string): string | undefined {
  for (let link = scope; link; link = link.outer) {
    for (const declaration of link.declarations) if (declaration.prefix === prefix) return declaration.uri;
  }
  return undefined;
}

/** The value of a hexadecimal digit; more than any radix for all else. */
function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99;
}

/** Line ends as XML 1.0 §2.11 has them. */
function linesOf(raw: string, hasCr = raw.includes('\r')): string {
  return hasCr ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** White space of attribute values as XML 1.0 §3.3.3 has it, line ends taken for one first. */
function spacesOf(raw: string, hasSpace: boolean): string {
  return hasSpace ? raw.replace(/\r\n|[\t\n\r]/g, ' ') : raw;
}

function characterAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset) ?? 0);
}

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}

/** A short excerpt in quotes, control characters shown as escapes. */
function quoted(text: string): string {
  return JSON.stringify(excerpt(text));
}
