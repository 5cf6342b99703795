import { isNCName } from '../xml/characters.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from '../xml/document.ts';
import { kept } from '../xml/kept.ts';
import { ns, usualPrefix } from '../xml/namespaces.ts';
import { attributeNamed, textOf } from '../xml/navigate.ts';
import { lookup } from '../xml/parse.ts';
import { readMoment } from './instant.ts';
import { type ElementRule, makeRule, type Particle, ruleFor, type ValueType } from './schema.ts';

/** One way in which a message is not what the schemas of SAML say. */
export interface Violation {
  readonly kind:
    | 'unknown-element'
    | 'element-misplaced'
    | 'element-missing'
    | 'element-repeated'
    | 'attribute-missing'
    | 'attribute-unknown'
    | 'attribute-type'
    | 'text-type'
    | 'text-misplaced'
    | 'namespace-wrong';
  /** The element whose rule is broken. */
  readonly holder: XmlElement;
  readonly at: XmlNode;
  /** The local name of what is wrong, missing or too many; several names are joined with `or`. */
  readonly name: string;
  /** What would be right: names that are allowed here, a namespace, or for a misplaced element the one it precedes. */
  readonly expected: readonly string[];
  /** For a type: which. */
  readonly type?: ValueType;
  readonly value?: string;
}

/** As many as anyone will read; a hostile message could hold a million. */
const MOST = 200;

/**
 * Holds a document against the schemas of SAML assertions and protocols, in document order, at most 200 violations.
 * Only SAML's own elements are judged, wherever they stand; what other specifications define is passed over.
 * Several checks ask; the answer is kept with the document.
 */
export const schemaViolations: (document: XmlDocument) => readonly Violation[] = kept(
  ({ root }) => (root ? walk(root) : []),
  (document) => document,
);

function walk(root: XmlElement): Violation[] {
  const violations: Violation[] = [];
  const pending = [root];
  for (let element = pending.pop(); element && violations.length < MOST; element = pending.pop()) {
    const known = ruleOf(element);
    const rule = known?.moreAttributes === 'any' && hasSimpleType(element) ? SIMPLE : known;
    if (rule && !conforms(element, rule)) {
      for (const violation of judge(element, rule)) violations.push(violation);
    }
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child?.type === 'element') pending.push(child);
    }
  }
  return violations.slice(0, MOST);
}

/** What a value may hold whose xsi:type is a simple one: text and no more. */
const SIMPLE = makeRule({ text: 'string' }, new Map(), []);

/** Whether xsi:type names a type of XML Schema itself; all of them are simple but for `anyType`. */
function hasSimpleType(element: XmlElement): boolean {
  const written = attributeNamed(element, 'type', ns.xsi)?.value.trim() ?? '';
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? '' : written.slice(0, colon);
  return written !== '' && lookup(element.scope, prefix) === ns.xs && !written.endsWith('anyType');
}

/** What SAML's schemas say of an element, where they name it. */
export function ruleOf(element: XmlElement): ElementRule | undefined {
  return namedOf(element)?.rule;
}

/** `saml:Issuer`; the namespace itself in braces where it is none that SAML's schemas name. */
function usualName(element: XmlElement): string {
  return namedOf(element)?.name ?? `{${element.namespaceURI}}${element.localName}`;
}

interface Named {
  /** `saml:Issuer`. */
  readonly name: string;
  readonly rule: ElementRule | undefined;
}

/** `undefined` for an element of a namespace that SAML's schemas do not name. */
function namedOf({ namespaceURI, localName }: XmlElement): Named | undefined {
  const known = names.get(namespaceURI);
  if (!known) return undefined;
  const remembered = known.get(localName);
  if (remembered) return remembered;
  const name = `${usualPrefix(namespaceURI)}:${localName}`;
  const named = { name, rule: ruleFor(name) };
  if (known.size < REMEMBERED) known.set(localName, named);
  return named;
}

/** Made once for each name, since every element is looked up by it several times. */
const names: ReadonlyMap<string, Map<string, Named>> = new Map(
  [ns.saml, ns.samlp, ns.saml11, ns.samlp11, ns.ecp, ns.paos, ns.ds, ns.xenc].map((uri) => [uri, new Map()]),
);
/** More names than the schemas have; a hostile message makes no more be kept. */
const REMEMBERED = 500;

// The usual case ---------------------------------------------------------------------------------------------------

/**
 * Whether an element is plainly as its rule says. Nearly every one is, and this finds it out without making anything;
 * where it is not, or a wildcard leaves it open, {@link judge} decides and says what is wrong.
 */
function conforms(element: XmlElement, rule: ElementRule): boolean {
  return hasPlainAttributes(element, rule) && hasPlainText(element, rule) && hasPlainChildren(element, rule);
}

function hasPlainAttributes({ attributes }: XmlElement, rule: ElementRule): boolean {
  if (rule.moreAttributes === 'any') return true;
  for (const { localName, namespaceURI, value } of attributes) {
    if (namespaceURI === ns.xsi) continue;
    const known = namespaceURI === '' ? rule.attributes.get(localName) : undefined;
    if (!known || !valueIsOf(value, known.type)) return false;
  }
  for (const name of rule.required) {
    if (!attributes.some(({ localName, namespaceURI }) => localName === name && namespaceURI === ''))
      return false;
  }
  return true;
}

function hasPlainText(element: XmlElement, { text }: ElementRule): boolean {
  if (text === 'mixed' || text === 'string' || text === 'anyURI') return true;
  if (text !== undefined) return valueIsOf(textOf(element), text);
  for (const child of element.children) if (child.type === 'text' && !isBlank(child.value)) return false;
  return true;
}

function hasPlainChildren(
  { children }: XmlElement,
  { particles, slots, needsOne, alike }: ElementRule,
): boolean {
  let slot = -1;
  let count = 0;
  let first: XmlElement | undefined;
  for (const child of children) {
    if (child.type !== 'element') continue;
    const next = slots.get(usualName(child));
    if (next === undefined || next < slot) return false;
    if (next > slot) {
      if (needsOneBetween(particles, slot + 1, next)) return false;
      if (slot < 0 && needsOne !== undefined && next >= needsOne) return false;
      slot = next;
      count = 0;
    }
    if (++count > (particles[slot]?.max ?? 0)) return false;
    first ??= child;
    if (alike && first.localName !== child.localName) return false;
  }
  if (slot < 0 && needsOne !== undefined) return false;
  return !needsOneBetween(particles, slot + 1, particles.length);
}

/** Whether a particle from one place up to another must be there. */
function needsOneBetween(particles: readonly Particle[], from: number, to: number): boolean {
  for (let slot = from; slot < to; slot++) if ((particles[slot]?.min ?? 0) > 0) return true;
  return false;
}

function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

// What is wrong ----------------------------------------------------------------------------------------------------

function judge(element: XmlElement, rule: ElementRule): readonly Violation[] {
  const attributes = judgeAttributes(element, rule);
  if (rule.abstract) return attributes;
  const text = judgeText(element, rule);
  const children = judgeChildren(element, rule);
  // Nearly always there is none.
  if (attributes.length + text.length + children.length === 0) return NONE;
  return [...attributes, ...text, ...children];
}

const NONE: readonly never[] = [];

// Attributes ------------------------------------------------------------------------------------------------------

function judgeAttributes(holder: XmlElement, rule: ElementRule): readonly Violation[] {
  if (rule.moreAttributes === 'any' || (holder.attributes.length === 0 && rule.attributes.size === 0))
    return NONE;
  const violations: Violation[] = [];
  const present = new Set<string>();
  for (const attribute of holder.attributes) {
    const { localName, namespaceURI, value } = attribute;
    const known = rule.attributes.get(localName);
    if (namespaceURI === '' && known) {
      present.add(localName);
      if (!isOfType(attribute, known.type)) {
        const at = attribute;
        violations.push(violation('attribute-type', holder, at, localName, [], { type: known.type, value }));
      }
    } else if (namespaceURI === ns.xsi) {
    } else if (namespaceURI !== '' && known && isSaml(namespaceURI)) {
      present.add(localName);
      violations.push(violation('namespace-wrong', holder, attribute, localName, ['']));
    } else if (!(rule.moreAttributes === 'other' && isOther(namespaceURI)) && !rule.abstract) {
      violations.push(
        violation('attribute-unknown', holder, attribute, attribute.name, [...rule.attributes.keys()]),
      );
    }
  }
  for (const [name, { required, type }] of rule.attributes) {
    if (required && !present.has(name))
      violations.push(violation('attribute-missing', holder, holder, name, [], { type }));
  }
  return violations;
}

/** `##other` in the schema of assertions. */
function isOther(namespaceURI: string): boolean {
  return namespaceURI !== '' && namespaceURI !== ns.saml;
}

function isSaml(namespaceURI: string): boolean {
  return namespaceURI === ns.saml || namespaceURI === ns.samlp;
}

function isOfType({ value }: XmlAttribute, type: ValueType): boolean {
  return valueIsOf(value, type);
}

/** Whether a text is of a simple type, white space collapsed where the type collapses it. */
function valueIsOf(value: string, type: ValueType): boolean {
  if (typeof type !== 'string') return type.includes(value);
  switch (type) {
    // Any text can be escaped into a URI reference; whether it is an absolute one is asked elsewhere.
    case 'string':
    case 'anyURI':
      return true;
    case 'ID':
    case 'NCName':
      return isNCName(collapsed(value));
    case 'dateTime':
      return readMoment(value).form !== 'malformed';
    case 'boolean':
      return /^(?:true|false|0|1)$/.test(collapsed(value));
    case 'unsignedShort':
      return /^\+?0*\d{1,5}$/.test(collapsed(value)) && Number(collapsed(value)) <= 65_535;
    case 'nonNegativeInteger':
      return /^(?:\+?\d+|-0+)$/.test(collapsed(value));
    case 'integer':
      return /^[+-]?\d+$/.test(collapsed(value));
    case 'QName':
      return collapsed(value).split(':', 3).length < 3 && collapsed(value).split(':').every(isNCName);
  }
}

function collapsed(value: string): string {
  if (!/[ \t\r\n]/.test(value)) return value;
  return value
    .split(/[ \t\r\n]/)
    .filter((word) => word !== '')
    .join(' ');
}

// Text ------------------------------------------------------------------------------------------------------------

function judgeText(holder: XmlElement, { text }: ElementRule): readonly Violation[] {
  if (text === 'mixed' || text === 'string' || text === 'anyURI') return NONE;
  if (text !== undefined) {
    const value = textOf(holder);
    return valueIsOf(value, text)
      ? []
      : [violation('text-type', holder, holder, holder.localName, [], { type: text, value })];
  }
  for (const child of holder.children) {
    if (child.type !== 'text' || isBlank(child.value)) continue;
    return [violation('text-misplaced', holder, child, holder.localName, [], { value: child.value })];
  }
  return [];
}

// Children --------------------------------------------------------------------------------------------------------

function judgeChildren(holder: XmlElement, rule: ElementRule): readonly Violation[] {
  const { particles } = rule;
  if (particles.length === 0 && holder.children.every(({ type }) => type !== 'element')) return NONE;
  const violations: Violation[] = [];
  const counts = particles.map(() => 0);
  /** The first child of the place furthest on so far. */
  let furthest = -1;
  let last: XmlElement | undefined;
  const firsts: (XmlElement | undefined)[] = particles.map(() => undefined);
  let firstAlike: XmlElement | undefined;
  for (const child of holder.children) {
    if (child.type !== 'element') continue;
    if (violations.length >= MOST) break;
    const exact = slotOf(child, particles, counts);
    const slot = exact >= 0 ? exact : slotByLocalName(child, particles);
    const particle = particles[slot];
    if (!particle) {
      violations.push(stranger(holder, child, particles));
      continue;
    }
    if (exact < 0) {
      const right = particle.names.find((name) => name.endsWith(`:${child.localName}`)) ?? '';
      violations.push(violation('namespace-wrong', holder, child, child.localName, [namespaceOf(right)]));
    }
    const count = (counts[slot] ?? 0) + 1;
    counts[slot] = count;
    firsts[slot] ??= child;
    if (count > particle.max) {
      violations.push(violation('element-repeated', holder, child, namesOf(particle), []));
    } else if (rule.alike && firstAlike && firstAlike.localName !== child.localName) {
      violations.push(violation('element-repeated', holder, child, namesOf(particle), []));
    } else if (slot < furthest && last) {
      const after =
        firsts.slice(slot + 1).find((one) => one !== undefined && one.start < child.start) ?? last;
      violations.push(violation('element-misplaced', holder, child, child.localName, [after.localName]));
    }
    firstAlike ??= child;
    if (slot > furthest) {
      furthest = slot;
      last = child;
    }
  }
  return [...violations, ...missing(holder, rule, counts)];
}

/** Where a child belongs: by its name, or else by a wildcard that has room. -1 for nowhere. */
function slotOf(child: XmlElement, particles: readonly Particle[], counts: readonly number[]): number {
  const name = usualName(child);
  const named = particles.findIndex(({ names }) => names.includes(name));
  const wild = particles.findIndex(({ names }) =>
    names.some((one) => one === 'any' || (one === 'other' && isForeign(child))),
  );
  if (named < 0) return wild;
  const full = (counts[named] ?? 0) >= (particles[named]?.max ?? 0);
  return full && wild >= 0 ? wild : named;
}

/** Of a namespace, but of another than the schema's own: `##other`. */
function isForeign({ namespaceURI, parent }: XmlElement): boolean {
  return namespaceURI !== '' && namespaceURI !== parent?.namespaceURI;
}

function slotByLocalName({ localName }: XmlElement, particles: readonly Particle[]): number {
  return particles.findIndex(({ names }) => names.some((name) => name.endsWith(`:${localName}`)));
}

/** A child that belongs nowhere here: known to SAML but of another place, or known to nobody. */
function stranger(holder: XmlElement, child: XmlElement, particles: readonly Particle[]): Violation {
  const allowed = particles.flatMap(({ names }) => names.map(localOf));
  const known = ruleOf(child) !== undefined || usualName(child) === 'ds:Signature';
  return violation(
    known ? 'element-misplaced' : 'unknown-element',
    holder,
    child,
    child.localName,
    known ? [] : allowed,
  );
}

function missing(holder: XmlElement, rule: ElementRule, counts: readonly number[]): Violation[] {
  const { particles, needsOne = 0 } = rule;
  const violations = particles.flatMap((particle, i) =>
    (counts[i] ?? 0) < particle.min
      ? [violation('element-missing', holder, holder, namesOf(particle), [])]
      : [],
  );
  if (needsOne > 0 && counts.slice(0, needsOne).every((count) => count === 0)) {
    const names = particles.slice(0, needsOne).flatMap((particle) => particle.names.map(localOf));
    violations.push(violation('element-missing', holder, holder, names.join(' or '), []));
  }
  return violations;
}

function namesOf({ names }: Particle): string {
  return names.map(localOf).join(' or ');
}

function localOf(name: string): string {
  if (name === 'any' || name === 'other') return 'an extension';
  return name.slice(name.indexOf(':') + 1);
}

function namespaceOf(name: string): string {
  const prefix = name.slice(0, name.indexOf(':'));
  return Object.hasOwn(ns, prefix) ? ns[prefix as keyof typeof ns] : '';
}

function violation(
  kind: Violation['kind'],
  holder: XmlElement,
  at: XmlNode,
  name: string,
  expected: readonly string[],
  more: Pick<Violation, 'type' | 'value'> = {},
): Violation {
  return { kind, holder, at, name, expected, ...more };
}
