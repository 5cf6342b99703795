import type {
  NamespaceScope,
  XmlAttribute,
  XmlDocument,
  XmlElement,
  XmlProcessingInstruction,
  XmlText,
} from './document.ts';
import { XML_NAMESPACE } from './namespaces.ts';

/** How to canonicalise. */
export interface Canonicalization {
  /**
   * `inclusive`: Canonical XML 1.0; `inclusive-1.1`: Canonical XML 1.1, which differs in the xml: attributes an
   * apex inherits; `exclusive`: Exclusive XML Canonicalization 1.0.
   */
  readonly form: 'inclusive' | 'inclusive-1.1' | 'exclusive';
  readonly withComments: boolean;
  /** Exclusive only: prefixes to treat as inclusive canonicalisation does; `''` for `#default`. */
  readonly inclusivePrefixes?: readonly string[];
}

/**
 * The canonical form of an element with all it contains, or of a whole document.
 *
 * `omitted`, an element inside the apex, is left out with its subtree: that is what the enveloped-signature
 * transform does. Linear in the size of the output, whatever the nesting of namespaces.
 *
 * The output of the exclusive form can be longer than its input by any factor, since it repeats a declaration
 * wherever a prefix comes into use. So whoever does not trust the input sets `maximumLength` (UTF-16 units).
 *
 * @throws CanonicalFormTooLong where the output would pass `maximumLength`.
 * @see Canonical XML 1.0 §2.3 and §2.4, Canonical XML 1.1 §2.4, Exclusive XML Canonicalization 1.0 §3.
 */
export function canonicalize(
  apex: XmlElement | XmlDocument,
  canonicalization: Canonicalization,
  omitted?: XmlElement,
  maximumLength = Number.POSITIVE_INFINITY,
): string {
  const document = 'type' in apex ? apex.document : apex;
  const writer = new CanonicalWriter(document.source.text, canonicalization, omitted, maximumLength);
  if ('type' in apex) writer.writeApex(apex);
  else writer.writeDocument(apex);
  return writer.finish();
}

/** Thrown by {@link canonicalize} in place of output without bound. */
export class CanonicalFormTooLong extends Error {
  override readonly name = 'CanonicalFormTooLong';
}

const TEXT_SPECIAL = /[&<>\r]/;
const VALUE_SPECIAL = /[&<"\t\n\r]/;

/** A declaration to be written. */
type Rendering = readonly [prefix: string, uri: string];

/**
 * Writes canonical text. What signers send was mostly canonical when they signed it, so wherever the source is written
 * as it must come out, it is not put together anew: the stretch of source grows until something differs, and is then
 * copied as a whole.
 */
class CanonicalWriter {
  private out = '';
  /** The stretch of source that comes next in the output. */
  private copyStart = 0;
  private copyEnd = 0;
  private readonly source: string;
  private readonly exclusive: boolean;
  private readonly inherits11: boolean;
  private readonly withComments: boolean;
  private readonly inclusivePrefixes: ReadonlySet<string>;
  private readonly omitted: XmlElement | undefined;
  private readonly maximumLength: number;
  /** What each prefix stands for in the output so far; absent means not rendered. */
  private readonly rendered = new Map<string, string>();

  constructor(
    source: string,
    canonicalization: Canonicalization,
    omitted: XmlElement | undefined,
    maximumLength: number,
  ) {
    this.source = source;
    this.exclusive = canonicalization.form === 'exclusive';
    this.inherits11 = canonicalization.form === 'inclusive-1.1';
    this.withComments = canonicalization.withComments;
    this.inclusivePrefixes = new Set(canonicalization.inclusivePrefixes);
    this.omitted = omitted;
    this.maximumLength = maximumLength;
  }

  /** All that was written. */
  finish(): string {
    this.write('');
    return this.out;
  }

  writeDocument(document: XmlDocument): void {
    let afterRoot = false;
    for (const child of document.children) {
      if (child.type === 'element') {
        this.writeElement(child, true);
        afterRoot = true;
      } else if (child.type === 'processing-instruction') {
        if (afterRoot) this.write('\n');
        this.writeInstruction(child);
        if (!afterRoot) this.write('\n');
      } else if (child.type === 'comment' && this.withComments) {
        if (afterRoot) this.write('\n');
        this.write(`<!--${child.value}-->`);
        if (!afterRoot) this.write('\n');
      }
    }
  }

  writeApex(apex: XmlElement): void {
    this.writeElement(apex, true);
  }

  private write(text: string): void {
    if (this.copyEnd > this.copyStart) this.out += this.source.slice(this.copyStart, this.copyEnd);
    this.copyStart = this.copyEnd = 0;
    this.out += text;
  }

  /** What stands there in the source. */
  private copy(start: number, end: number): void {
    if (start !== this.copyEnd) {
      this.write('');
      this.copyStart = start;
    }
    this.copyEnd = end;
  }

  private writeElement(element: XmlElement, isApex: boolean): void {
    if (element === this.omitted) return;
    if (this.out.length + this.copyEnd - this.copyStart > this.maximumLength) {
      throw new CanonicalFormTooLong(`The canonical form is longer than ${this.maximumLength} characters.`);
    }
    if (element.verbatim && !isApex && this.isCopied(element)) {
      this.copy(element.start, element.end);
      return;
    }
    const hidden = this.writeStartTag(element, isApex);
    for (const child of element.children) {
      switch (child.type) {
        case 'text':
          this.writeText(child);
          break;
        case 'element':
          this.writeElement(child, false);
          break;
        case 'processing-instruction':
          this.writeInstruction(child);
          break;
        case 'comment':
          if (this.withComments) this.write(`<!--${child.value}-->`);
          break;
      }
    }
    // An end tag without white space in it.
    if (element.canonicalTag && element.end - element.closeStart === element.name.length + 3) {
      this.copy(element.closeStart, element.end);
    } else this.write(`</${element.name}>`);
    if (hidden) this.restore(hidden);
  }

  /** Whether an element that is {@link XmlElement.verbatim} comes out as it is written. */
  private isCopied({ prefix, namespaceURI, start, end }: XmlElement): boolean {
    const { omitted, exclusive } = this;
    const holdsOmitted = omitted !== undefined && omitted.start >= start && omitted.end <= end;
    return !holdsOmitted && (!exclusive || prefix === 'xml' || this.isRendered(prefix, namespaceURI));
  }

  /** @returns what {@link restore} takes, where anything has to be restored */
  private writeStartTag(element: XmlElement, isApex: boolean): readonly Hidden[] | undefined {
    const wanted = this.exclusive
      ? this.exclusiveNamespaces(element, isApex)
      : this.inclusiveNamespaces(element, isApex);
    const hidden = wanted?.map(([prefix, uri]) => {
      const before = this.rendered.get(prefix);
      this.rendered.set(prefix, uri);
      return [prefix, before] as const;
    });
    let attributes: readonly WrittenAttribute[] = element.attributes;
    if (isApex && !this.exclusive && element.parent) attributes = withInherited(element, this.inherits11);
    const inOrder = attributes.length < 2 || areInOrder(attributes);
    if (
      element.canonicalTag &&
      inOrder &&
      attributes === element.attributes &&
      declaresExactly(element, wanted)
    ) {
      this.copy(element.start, element.openEnd);
      return hidden;
    }
    if (!inOrder) attributes = [...attributes].sort(compareAttributes);
    let tag = `<${element.name}`;
    for (const [prefix, uri] of wanted ?? NOTHING) {
      tag += prefix === '' ? ` xmlns="${escapeValue(uri)}"` : ` xmlns:${prefix}="${escapeValue(uri)}"`;
    }
    for (const { name, value } of attributes) tag += ` ${name}="${escapeValue(value)}"`;
    this.write(`${tag}>`);
    return hidden;
  }

  private restore(hidden: readonly Hidden[]): void {
    for (const [prefix, uri] of hidden) {
      if (uri === undefined) this.rendered.delete(prefix);
      else this.rendered.set(prefix, uri);
    }
  }

  private writeText(text: XmlText): void {
    if (text.verbatim) this.copy(text.start, text.end);
    else this.write(escapeText(text.value));
  }

  /** Every declaration in scope that the output does not already make, in order. */
  private inclusiveNamespaces(element: XmlElement, isApex: boolean): readonly Rendering[] | undefined {
    if (!isApex && element.declarations.length === 0) return undefined;
    return inPrefixOrder(needed(this.rendered, isApex ? inScope(element.scope) : ownDeclarations(element)));
  }

  /** The prefixes this element and its attributes use, and those of the PrefixList, in order. */
  private exclusiveNamespaces(element: XmlElement, isApex: boolean): readonly Rendering[] | undefined {
    let wanted: Map<string, string> | undefined;
    if (element.prefix !== 'xml' && !this.isRendered(element.prefix, element.namespaceURI)) {
      wanted = new Map([[element.prefix, element.namespaceURI]]);
    }
    for (const { prefix, namespaceURI } of element.attributes) {
      if (prefix !== '' && prefix !== 'xml' && !this.isRendered(prefix, namespaceURI)) {
        wanted ??= new Map();
        wanted.set(prefix, namespaceURI);
      }
    }
    if (this.inclusivePrefixes.size > 0 && (isApex || element.declarations.length > 0)) {
      const declared = isApex ? inScope(element.scope) : ownDeclarations(element);
      for (const [prefix, uri] of declared) {
        if (!this.inclusivePrefixes.has(prefix) || prefix === 'xml' || this.isRendered(prefix, uri)) continue;
        wanted ??= new Map();
        wanted.set(prefix, uri);
      }
    }
    return wanted && inPrefixOrder([...wanted]);
  }

  private isRendered(prefix: string, uri: string): boolean {
    const rendered = this.rendered.get(prefix);
    return rendered === uri || (rendered === undefined && prefix === '' && uri === '');
  }

  private writeInstruction(instruction: XmlProcessingInstruction): void {
    const { target, data } = instruction;
    this.write(data === '' ? `<?${target}?>` : `<?${target} ${data}?>`);
  }
}

const NOTHING: readonly never[] = [];

/** A prefix with what it stood for outside an element; `undefined` for nothing rendered. */
type Hidden = readonly [prefix: string, uri: string | undefined];

function inPrefixOrder(wanted: Rendering[]): readonly Rendering[] {
  return wanted.length < 2 ? wanted : wanted.sort(([a], [b]) => compareCodePoints(a, b));
}

/** Whether an element declares what the output has to declare here, in the same order, and no more. */
function declaresExactly({ declarations }: XmlElement, wanted: readonly Rendering[] | undefined): boolean {
  if (wanted === undefined) return declarations.length === 0;
  if (wanted.length !== declarations.length) return false;
  return wanted.every(([prefix, uri], i) => {
    const declaration = declarations[i];
    return declaration?.prefix === prefix && declaration.uri === uri;
  });
}

/** Every prefix in scope with what it stands for; an undeclared default namespace is `''`. */
function inScope(scope: NamespaceScope | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (let link = scope; link; link = link.outer) {
    for (const { prefix, uri } of link.declarations) if (!found.has(prefix)) found.set(prefix, uri);
  }
  return found;
}

/** What an element itself declares. */
function ownDeclarations(element: XmlElement): ReadonlyMap<string, string> {
  return new Map(element.declarations.map(({ prefix, uri }) => [prefix, uri]));
}

/** The declarations that would change what the output already says. */
function needed(rendered: ReadonlyMap<string, string>, declared: ReadonlyMap<string, string>): Rendering[] {
  const found: Rendering[] = [];
  for (const [prefix, uri] of declared) {
    if (prefix === 'xml') continue;
    const now = rendered.get(prefix);
    if (now === uri || (now === undefined && prefix === '' && uri === '')) continue;
    found.push([prefix, uri]);
  }
  return found;
}

type WrittenAttribute = Pick<XmlAttribute, 'name' | 'localName' | 'namespaceURI' | 'value'>;

/**
 * The apex's attributes with the xml: attributes its ancestors lend it.
 * C14n 1.0 §2.4 takes all of them; 1.1 §2.4 takes xml:lang and xml:space, and joins xml:base.
 */
function withInherited(apex: XmlElement, version11: boolean): readonly WrittenAttribute[] {
  const attributes: WrittenAttribute[] = [...apex.attributes];
  const has = new Set<string>();
  for (const { namespaceURI, localName } of attributes)
    if (namespaceURI === XML_NAMESPACE) has.add(localName);
  const bases: string[] = [];
  for (let ancestor = apex.parent; ancestor; ancestor = ancestor.parent) {
    for (const attribute of ancestor.attributes) {
      if (attribute.namespaceURI !== XML_NAMESPACE) continue;
      const { localName } = attribute;
      if (version11 && localName === 'base') bases.push(attribute.value);
      if (version11 && localName !== 'lang' && localName !== 'space') continue;
      if (has.has(localName)) continue;
      has.add(localName);
      attributes.push(attribute);
    }
  }
  return bases.length === 0 ? attributes : withBase(attributes, bases);
}

/** The attributes with an xml:base that holds those of the ancestors too, nearest first; none if it would be empty. */
function withBase(
  attributes: readonly WrittenAttribute[],
  bases: readonly string[],
): readonly WrittenAttribute[] {
  const isBase = (one: WrittenAttribute) => one.localName === 'base' && one.namespaceURI === XML_NAMESPACE;
  const value = joinBases([...bases].reverse(), attributes.find(isBase)?.value ?? '');
  const others = attributes.filter((one) => !isBase(one));
  return value === ''
    ? others
    : [...others, { name: 'xml:base', localName: 'base', namespaceURI: XML_NAMESPACE, value }];
}

/** Scheme, authority, path and query; a fragment is dropped, as C14n 1.1 §2.4 asks. RFC 3986 appendix B. */
const URI_PARTS = /^([A-Za-z][A-Za-z0-9+.-]*:)?(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/;

/**
 * The reference seen from the bases, outermost first: RFC 3986 §5.2.2 as Canonical XML 1.1 §2.4 changes it, by which
 * relative bases stay relative. From the outside in, so that each is read once however many there are.
 */
function joinBases(bases: readonly string[], reference: string): string {
  const given = [...bases, reference].filter((one) => one !== '');
  if (given.length < 2) return given[0] ?? '';
  let [scheme, authority, query] = ['', '', ''];
  let path = new BasePath();
  for (const one of given) {
    const [, ownScheme = '', ownAuthority = '', ownPath = '', ownQuery = ''] = URI_PARTS.exec(one) ?? [];
    if (ownScheme !== '') scheme = ownScheme;
    if (ownScheme !== '' || ownAuthority !== '') {
      authority = ownAuthority;
      path = new BasePath();
    }
    if (ownPath !== '') path.follow(ownPath, authority !== '');
    if (ownPath !== '' || ownQuery !== '' || ownScheme !== '' || ownAuthority !== '') query = ownQuery;
  }
  return scheme + authority + path.toString() + query;
}

/**
 * A path from which dot segments are removed as it grows (RFC 3986 §5.2.3 and §5.2.4 as C14n 1.1 §2.4 changes them):
 * leading `..` segments of a relative path stay, a final `..` names a directory, slashes in a row become one.
 */
class BasePath {
  private absolute = false;
  /** The last is what follows the last slash. */
  private segments: string[] = [];

  follow(reference: string, hasAuthority: boolean): void {
    if (reference.startsWith('/')) this.segments = [];
    else this.segments.pop();
    this.absolute ||= hasAuthority || reference.startsWith('/');
    const steps = reference.split('/');
    const last = steps.pop() ?? '';
    for (const step of steps) this.enter(step);
    if (last === '..') this.enter(last);
    this.segments.push(last === '.' || last === '..' ? '' : last);
  }

  private enter(step: string): void {
    if (step === '' || step === '.') return;
    if (step !== '..') this.segments.push(step);
    else if (this.segments.length > 0 && this.segments.at(-1) !== '..') this.segments.pop();
    else if (!this.absolute) this.segments.push(step);
  }

  toString(): string {
    return (this.absolute ? '/' : '') + this.segments.join('/');
  }
}

/** Most often they are, which saves a copy for every element. */
function areInOrder(attributes: readonly WrittenAttribute[]): boolean {
  for (let i = 1; i < attributes.length; i++) {
    const before = attributes[i - 1];
    const here = attributes[i];
    if (before && here && compareAttributes(before, here) > 0) return false;
  }
  return true;
}

/** Namespace URI first (none before any), then local name (C14n §2.2). */
function compareAttributes(a: WrittenAttribute, b: WrittenAttribute): number {
  return a.namespaceURI === b.namespaceURI
    ? compareCodePoints(a.localName, b.localName)
    : compareCodePoints(a.namespaceURI, b.namespaceURI);
}

/** By code point, which differs from the UTF-16 order of `<` once surrogates meet U+E000 and above. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      // Surrogates stand for what lies above the BMP: lift them over U+E000..U+FFFF.
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

/** Text as the canonical form writes it. */
export function escapeText(text: string): string {
  if (!TEXT_SPECIAL.test(text)) return text;
  return text.replace(/[&<>\r]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&#xD;',
  );
}

/** The value of an attribute as the canonical form writes it. */
export function escapeValue(value: string): string {
  if (!VALUE_SPECIAL.test(value)) return value;
  return value.replace(/[&<"\t\n\r]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '"':
        return '&quot;';
      case '\t':
        return '&#x9;';
      case '\n':
        return '&#xA;';
      default:
        return '&#xD;';
    }
  });
}
