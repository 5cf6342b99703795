import type { XmlDocument } from '../xml/document.ts';

/** What a document type declaration declares, as far as it is dangerous. It is looked at and never followed. */
export interface Doctype {
  /** Internal entities by name, with their replacement text as written. */
  readonly entities: ReadonlyMap<string, string>;
  /** Whether the declaration names an external subset, or an entity outside: the addresses. */
  readonly external: readonly string[];
  /** The elements for which it declares attributes. */
  readonly attributes: readonly string[];
}

const ENTITY =
  /<!ENTITY\s+(?:%\s+)?([^\s"'<>%]+)\s+(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\s+("[^"]*"|'[^']*')(?:\s+("[^"]*"|'[^']*'))?)/g;
const ATTLIST = /<!ATTLIST\s+([^\s<>"']+)/g;
const SUBSET = /^<!DOCTYPE\s+[^\s"'<>[\]]+\s+(?:SYSTEM|PUBLIC)\s+("[^"]*"|'[^']*')(?:\s+("[^"]*"|'[^']*'))?/;

/** Reads a document's DOCTYPE; `undefined` where there is none. */
export function readDoctype({ doctype, source }: XmlDocument): Doctype | undefined {
  if (!doctype) return undefined;
  const text = source.text.slice(doctype.start, doctype.end);
  const entities = new Map<string, string>();
  const external: string[] = [];
  const subset = SUBSET.exec(text);
  if (subset) external.push(unquoted(subset[2] ?? subset[1] ?? ''));
  for (const [, name = '', double, single, first, second] of text.matchAll(ENTITY)) {
    const address = second ?? first;
    if (address !== undefined) external.push(unquoted(address));
    else if (!entities.has(name)) entities.set(name, double ?? single ?? '');
  }
  return {
    entities,
    external,
    attributes: [...text.matchAll(ATTLIST)].map(([, element = '']) => element),
  };
}

/**
 * How many characters each entity would grow to, without growing it. An entity refers to those before it, so one pass
 * finds what attacks are made of; a reference to a later one, or to itself, counts as written.
 */
export function expandedLengths({ entities }: Doctype): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const [name, text] of entities) {
    let length = text.length;
    for (const [reference, referred = ''] of text.matchAll(/[&%]([^\s;&%]+);/g)) {
      const expanded = lengths.get(referred);
      if (expanded !== undefined) length += expanded - reference.length;
    }
    lengths.set(name, Math.min(length, Number.MAX_SAFE_INTEGER));
  }
  return lengths;
}

function unquoted(literal: string): string {
  return literal.slice(1, -1);
}
