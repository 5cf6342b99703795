import type { TestKey } from './keys.ts';
import { idOf, type Located, locate, type Selector } from './locate.ts';
import { mutate } from './mutate.ts';

/** One way to attack, as the tables of techniques hold it. */
export interface Technique {
  /** What is done to the message, in one sentence. */
  readonly says: string;
  /** Advisories about programs that it fooled, by their numbers. */
  readonly advisories: readonly string[];
  apply(xml: string, how: Attacker): string;
}

/** What an attacker wants and has. */
export interface Attacker {
  /** Whom they want to be. */
  readonly nameId: string;
  /** Their own key. */
  readonly key: TestKey;
  /** The identity provider's certificate, which is public. */
  readonly trusted: TestKey;
}

/** A table of techniques, checked and with its names kept. */
export function techniques<const T extends Readonly<Record<string, Technique>>>(table: T): T {
  return table;
}

/** Replaces a stretch of text. */
export function splice(xml: string, { start, end }: { start: number; end: number }, text: string): string {
  return xml.slice(0, start) + text + xml.slice(end);
}

/** An element's own text, tags and all. */
export function textOf(xml: string, { start, end }: Located): string {
  return xml.slice(start, end);
}

/** An element with what it holds, without its tags. */
export function contentOf(xml: string, selector: string | Selector): string {
  const { openEnd, closeStart } = locate(xml, selector);
  return xml.slice(openEnd, closeStart);
}

/** The prefix of a name with its colon: `saml:`, or nothing. */
export function prefixOf({ name, localName }: Located): string {
  return name.slice(0, -localName.length);
}

/** An element's ID. @throws TypeError where it has none. */
export function requireId(located: Located): string {
  const id = idOf(located);
  if (id === undefined) throw new TypeError(`<${located.name}> has no ID.`);
  return id;
}

/** Puts markup just before the end of an element. */
export function append(xml: string, selector: string | Selector, markup: string): string {
  return mutate(xml, { kind: 'insert', element: selector, where: 'last', markup });
}

/** Puts markup before an element. */
export function before(xml: string, selector: string | Selector, markup: string): string {
  return mutate(xml, { kind: 'insert', element: selector, where: 'before', markup });
}

/** Puts markup into samlp:Extensions, which stands before Status (SAML Core §3.2.2). */
export function intoExtensions(xml: string, markup: string): string {
  const prefix = prefixOf(locate(xml, 'Response'));
  return before(xml, 'Status', `<${prefix}Extensions>${markup}</${prefix}Extensions>`);
}

/** Puts a document type declaration before the root element, after an XML declaration. */
export function withDoctype(xml: string, subset: string, external = ''): string {
  const root = locate(xml, 'Response');
  return splice(
    xml,
    { start: root.start, end: root.start },
    `<!DOCTYPE ${root.name}${external} [${subset}]>`,
  );
}

/** The message without its first Signature, and with another user: what an attacker wants believed. */
export function forge(xml: string, nameId: string): string {
  return mutate(mutate(xml, { kind: 'remove-element', element: 'Signature' }), {
    kind: 'set-text',
    element: 'NameID',
    text: nameId,
  });
}

/** Gives the first element of this name another ID. */
export function withId(xml: string, element: string, value: string): string {
  return mutate(xml, { kind: 'set-attribute', element, attribute: 'ID', value });
}

/** The element that the first signature stands in: `Response` or `Assertion`. */
export function signedElement(xml: string): string {
  const parent = locate(xml, 'Signature').parent;
  if (!parent) throw new TypeError('The Signature stands in nothing.');
  return parent.localName;
}
