import type { XmlAttribute, XmlChild, XmlDocument, XmlElement } from './document.ts';
import { XML_NAMESPACE } from './namespaces.ts';
import { attributeNamed } from './navigate.ts';

/** Columns a start tag may take before its attributes are set one below the other. */
const WIDTH = 110;

/**
 * Prints a document indented, for people. Only white space between elements is added or replaced: the text of an
 * element without element children, mixed content and anything under `xml:space="preserve"` stay as written.
 * Attributes keep their order; their values are escaped afresh.
 *
 * The result says the same as the document but is not what was signed.
 */
export function printXml(document: XmlDocument): string {
  const printer = new Printer(document.source.text);
  const { declaration, doctype } = document;
  if (declaration) printer.asWritten(declaration);
  let doctypeDue = doctype;
  for (const child of document.children) {
    if (doctypeDue && doctypeDue.start < child.start) {
      printer.asWritten(doctypeDue);
      doctypeDue = undefined;
    }
    printer.child(child, '');
  }
  if (doctypeDue) printer.asWritten(doctypeDue);
  return printer.text();
}

class Printer {
  private readonly source: string;
  private readonly lines: string[] = [];

  constructor(source: string) {
    this.source = source;
  }

  text(): string {
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  asWritten({ start, end }: { readonly start: number; readonly end: number }): void {
    this.lines.push(this.source.slice(start, end).trim());
  }

  /** A child on lines of its own; white space between elements is not a child worth a line. */
  child(child: XmlChild, indent: string): void {
    if (child.type === 'element') this.element(child, indent);
    else if (child.type !== 'text') this.lines.push(indent + this.source.slice(child.start, child.end));
  }

  private element(element: XmlElement, indent: string): void {
    const open = openTag(element, indent);
    const close = `</${element.name}>`;
    if (element.children.length === 0) {
      this.lines.push(`${indent}${open}/>`);
    } else if (isLaidOut(element)) {
      this.lines.push(`${indent}${open}>`);
      for (const child of element.children) this.child(child, `${indent}  `);
      this.lines.push(indent + close);
    } else {
      this.lines.push(`${indent}${open}>${this.source.slice(element.openEnd, element.closeStart)}${close}`);
    }
  }
}

/** Whether white space inside the element may be replaced by indentation. */
function isLaidOut(element: XmlElement): boolean {
  if (attributeNamed(element, 'space', XML_NAMESPACE)?.value === 'preserve') return false;
  let markup = false;
  for (const child of element.children) {
    if (child.type !== 'text') markup = true;
    else if (child.cdata || /[^ \t\n]/.test(child.value)) return false;
  }
  return markup;
}

/** The start tag without its end, over several lines where it would be too long for one. */
function openTag(element: XmlElement, indent: string): string {
  const attributes = [...element.declarations, ...element.attributes]
    .sort((a, b) => a.start - b.start)
    .map((one) => (one.type === 'attribute' ? printAttribute(one) : printDeclaration(one.prefix, one.uri)));
  const oneLine = [`<${element.name}`, ...attributes].join(' ');
  if (attributes.length < 2 || indent.length + oneLine.length < WIDTH) return oneLine;
  return [`<${element.name}`, ...attributes].join(`\n${indent}    `);
}

function printAttribute({ name, value }: XmlAttribute): string {
  return `${name}="${escapeValue(value)}"`;
}

function printDeclaration(prefix: string, uri: string): string {
  return `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeValue(uri)}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function escapeValue(value: string): string {
  return value.replace(/[&<"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
