import { encodeUtf8 } from '../../base/bytes.ts';
import { escapeValue } from '../../xml/c14n.ts';
import type { XmlAttribute, XmlChild, XmlElement, XmlText } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { escapeOnce, redoMisreading, undoMisreading, unescapeOnce } from './characters.ts';
import type { DigestTrial } from './digest-trial.ts';
import { type Cause, type Found, onTheWay } from './explanation.ts';
import { nameOfNode, nameOfValue, sentence, told } from './naming.ts';
import type { Repair, Way } from './repair.ts';
import { type Sketch, type Slot, type Stretch, writtenIn } from './sketch.ts';

/** One value, attribute or element that was edited, added or taken away after signing. */
export const editCauses: readonly Cause<DigestTrial>[] = [
  { id: 'signature-added-inside', find: signatureAdded },
  { id: 'node-added', find: nodeAdded },
  { id: 'elements-exchanged', find: exchanged },
  { id: 'value-respelled', find: respelled },
  { id: 'value-replaced', find: replaced },
  { id: 'attribute-removed', find: attributeRemoved },
  { id: 'fraction-of-second-lost', find: fractionLost },
];

/** Edits that go through all of what was signed. */
export const editRepairs: readonly Repair[] = [
  { id: 'url-origin-rewritten', ways: originRewritten },
  { id: 'type-attributes-changed', ways: typeAttributes },
];

const UNTOUCHED = onTheWay(
  'Find what edits the message after the identity provider signed it. Nothing inside a signed element can be changed afterwards; have the identity provider send it right.',
);

/** A signature inside what is signed, made later than the one that covers it. */
function signatureAdded(trial: DigestTrial): Found | undefined {
  const { signature, target, hash } = trial;
  const nested = [...trial.elements()].filter(
    (one) => one.localName === 'Signature' && one.namespaceURI === ns.ds && one !== signature,
  );
  const [first] = nested;
  if (!first) return undefined;
  const choices = nested.length === 1 ? [nested] : [nested, ...nested.map((one) => [one])];
  for (const taken of choices) {
    const change = {
      children: (list: readonly XmlChild[]) =>
        list.filter((child) => child.type !== 'element' || !taken.includes(child)),
    };
    if (!trial.changed(change)) continue;
    const holder = taken[0]?.parent?.localName ?? 'part';
    return {
      says: `The ${holder} inside was signed after the ${target.localName} round it: the outer signature does not know of the inner one.`,
      proof: `Without the Signature in the ${holder}, the ${hash} digest of the ${target.localName} is exactly the one written.`,
      at: taken[0] ?? first,
      remedy: {
        end: 'identity provider',
        do: `Sign the ${holder} first and the ${target.localName} round it last.`,
      },
    };
  }
  return undefined;
}

/** One attribute, element, instruction or piece of text that was not there when it was signed. */
function nodeAdded(trial: DigestTrial): Found | undefined {
  const node = valueAdded(trial) ?? elementAdded(trial) ?? otherNodeAdded(trial);
  if (!node) return undefined;
  return {
    says: `${sentence(nameOfNode(node))} was added after signing.`,
    proof: `Without it, the ${trial.hash} digest of the ${trial.target.localName} is exactly the one written.`,
    at: node,
    remedy: UNTOUCHED,
  };
}

/** A piece of text, or an attribute. */
function valueAdded(trial: DigestTrial): XmlAttribute | XmlText | undefined {
  const { sketch } = trial;
  const walk = trial.walk();
  if (!sketch || !walk) return undefined;
  for (const slot of sketch.slots) {
    const { node, start, end } = slot;
    const begin = node.type === 'text' ? start : beginOf(sketch.octets, slot);
    // After the value of an attribute comes its quotation mark.
    if (begin !== undefined && walk.matches(begin, undefined, node.type === 'text' ? end : end + 1))
      return node;
  }
  return undefined;
}

const SPACE = 0x20;

/** Where an attribute begins: at the space before its name. */
function beginOf(octets: Uint8Array, { node, start }: Slot): number | undefined {
  if (node.type === 'text') return undefined;
  const before = start - encodeUtf8(` ${node.name}="`).length;
  return octets[before] === SPACE ? before : undefined;
}

function elementAdded(trial: DigestTrial): XmlElement | undefined {
  const walk = trial.walk();
  for (const { element, start, end } of trial.sketch?.stretches ?? []) {
    if (element !== trial.target && walk?.matches(start, undefined, end)) return element;
  }
  return undefined;
}

/** An attribute together with the declaration that only it needs; and what a sketch does not tell the place of. */
function otherNodeAdded(trial: DigestTrial): XmlAttribute | XmlChild | undefined {
  return declaredAttributeAdded(trial) ?? instructionAdded(trial);
}

/** In the tag of an element without elements in it, which would have to declare the prefix in its place. */
function declaredAttributeAdded(trial: DigestTrial): XmlAttribute | undefined {
  const { sketch } = trial;
  const walk = trial.walk();
  if (!sketch || !walk) return undefined;
  const { octets } = sketch;
  for (const slot of sketch.slots) {
    const { node, end } = slot;
    if (node.type === 'text' || node.prefix === '') continue;
    const begin = beginOf(octets, slot);
    const declaration = begin === undefined ? undefined : declarationBefore(octets, begin, node.prefix);
    if (begin === undefined || !declaration || node.owner.children.some(({ type }) => type === 'element')) {
      if (trial.changed({ attribute: (value, one) => (one === node ? undefined : value) })) return node;
    } else if (walk.matches(declaration.start, octets.subarray(declaration.end, begin), end + 1)) return node;
  }
  return undefined;
}

/** Where a start tag declares a prefix. */
function declarationBefore(
  octets: Uint8Array,
  attribute: number,
  prefix: string,
): { readonly start: number; readonly end: number } | undefined {
  const from = octets.lastIndexOf(LESS, attribute);
  const name = encodeUtf8(` xmlns:${prefix}="`);
  for (let at = octets.indexOf(SPACE, from); at >= 0 && at < attribute; at = octets.indexOf(SPACE, at + 1)) {
    if (!name.every((octet, i) => octets[at + i] === octet)) continue;
    return { start: at, end: octets.indexOf(QUOTE, at + name.length) + 1 };
  }
  return undefined;
}

const LESS = 0x3c;
const QUOTE = 0x22;

function instructionAdded(trial: DigestTrial): XmlChild | undefined {
  for (const element of trial.elements()) {
    for (const child of element.children) {
      if (child.type !== 'processing-instruction') continue;
      if (trial.changed({ children: (list) => list.filter((one) => one !== child) })) return child;
    }
  }
  return undefined;
}

/** Two neighbours that have changed places. */
function exchanged(trial: DigestTrial): Found | undefined {
  const { target, hash, sketch } = trial;
  const walk = trial.walk();
  const last = new Map<XmlElement, Stretch>();
  const pairs: (readonly [Stretch, Stretch])[] = [];
  for (const stretch of sketch?.stretches ?? []) {
    const { parent } = stretch.element;
    const before = parent && last.get(parent);
    if (before) pairs.push([before, stretch]);
    if (parent) last.set(parent, stretch);
  }
  for (const [one, other] of pairs.sort(([a], [b]) => a.start - b.start)) {
    if (!sketch || !walk?.matches(one.start, swapped(sketch.octets, one, other), other.end)) continue;
    const { localName, parent } = one.element;
    return {
      says: `The elements ${localName} and ${other.element.localName} in ${parent?.localName} have changed places since they were signed.`,
      proof: `The other way round, the ${hash} digest of the ${target.localName} is exactly the one written.`,
      at: one.element,
      remedy: UNTOUCHED,
    };
  }
  return undefined;
}

/** What stands between the two stays in its place. */
function swapped(octets: Uint8Array, one: Stretch, other: Stretch): Uint8Array {
  const all = new Uint8Array(other.end - one.start);
  all.set(octets.subarray(other.start, other.end), 0);
  all.set(octets.subarray(one.end, other.start), other.end - other.start);
  all.set(octets.subarray(one.start, one.end), other.start - one.end + other.end - other.start);
  return all;
}

/** Another spelling of one value, by what programs do to values. */
function respelled(trial: DigestTrial): Found | undefined {
  const { hash, target } = trial;
  const walk = trial.walk();
  for (const slot of trial.sketch?.slots ?? []) {
    if (isOfSignature(slot)) continue;
    const seen = new Set([slot.value]);
    for (const [what, spell] of SPELLINGS) {
      const value = spell(slot.value, slot.node);
      if (seen.has(value)) continue;
      seen.add(value);
      if (!walk?.matches(slot.start, writtenIn(slot, value), slot.end)) continue;
      return {
        says: `${sentence(nameOfValue(slot.node))} was ${told(value)} when it was signed, and is ${told(slot.value)} now: ${what}.`,
        proof: `With that value, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: slot.node,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
}

/** A signature inside, of which nothing can be respelled but by what changes all of it. */
function isOfSignature({ node }: Slot): boolean {
  const element = node.type === 'text' ? node.parent : node.owner;
  return element.namespaceURI === ns.ds;
}

type Spell = (value: string, node: XmlAttribute | XmlText) => string;

/** What the message had undergone, and how to undo it. */
const SPELLINGS: readonly (readonly [what: string, spell: Spell])[] = [
  ['a slash at the end was added', (value) => (isUrl(value) ? value.replace(/\/$/, '') : value)],
  ['a slash at the end was taken away', (value) => (isUrl(value) ? `${value}/` : value)],
  ['the scheme was changed', (value) => value.replace(/^https:/, 'http:')],
  ['the scheme was changed', (value) => value.replace(/^http:/, 'https:')],
  ['the default port was added', (value) => value.replace(/^(https?:\/\/[^/:]+):(?:443|80)(?=\/|$)/, '$1')],
  ['the default port was taken away', (value) => value.replace(/^(https:\/\/[^/:]+)(?=\/|$)/, '$1:443')],
  ['it was put in upper case', (value) => value.toLowerCase()],
  ['it was put in lower case', (value) => value.toUpperCase()],
  [
    'it was put in lower case',
    (value) => value.replace(/(?<=^|[\s.\-_@])[a-z]/g, (one) => one.toUpperCase()),
  ],
  ['a space was added at an end', (value) => value.trim()],
  ['a space at the end was taken away', (value) => `${value} `],
  ['a line break at the end was taken away', (value) => `${value}\n`],
  ['a space at the beginning was taken away', (value) => ` ${value}`],
  ['line breaks in the attribute became spaces', (value, { type }) => inAttribute(value, type, '\n')],
  ['tabs in the attribute became spaces', (value, { type }) => inAttribute(value, type, '\t')],
  ['it was escaped once more', unescapeOnce],
  ['it was escaped once less', escapeOnce],
  ['it was percent-encoded', percentDecoded],
  ['percent-encoding in it was undone', (value) => encodeURIComponent(toWellFormed(value))],
  ['percent-encoding in it was undone', (value) => encodeURI(toWellFormed(value))],
  ['plus signs became spaces', (value) => value.replaceAll(' ', '+')],
  ['spaces became plus signs', (value) => value.replaceAll('+', ' ')],
  ['spaces became no-break spaces', (value) => value.replaceAll('\u00A0', ' ')],
  ['no-break spaces became spaces', (value) => value.replaceAll(' ', '\u00A0')],
  ['accents were put together with their letters', (value) => value.normalize('NFD')],
  ['accents were taken apart from their letters', (value) => value.normalize('NFC')],
  ...undoMisreading.map(([name, undo]) => [`UTF-8 was read as ${name}`, undo] as const),
  ...redoMisreading.map(
    ([name, redo]) => [`UTF-8 that had been read as ${name} was set right`, redo] as const,
  ),
  ['its milliseconds were added', (value) => value.replace(/(T\d\d:\d\d:\d\d)\.0+Z$/, '$1Z')],
  ['its milliseconds were taken away', (value) => value.replace(/(T\d\d:\d\d:\d\d)Z$/, '$1.000Z')],
  ['its zone was respelled', (value) => value.replace(/(T\d\d:\d\d:\d\d(?:\.\d+)?)Z$/, '$1+00:00')],
  ['its zone was respelled', (value) => value.replace(/(T\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00$/, '$1Z')],
  [
    'a boolean was respelled',
    (value) => ({ true: '1', false: '0', '1': 'true', '0': 'false' })[value] ?? value,
  ],
];

function isUrl(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

function inAttribute(value: string, type: 'attribute' | 'text', by: string): string {
  return type === 'attribute' ? value.replaceAll(' ', by) : value;
}

function percentDecoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Surrogates that stand alone, which no encoding takes. */
function toWellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Another value that is known: from elsewhere in the message, or from what is expected. */
function replaced(trial: DigestTrial): Found | undefined {
  const { hash, target } = trial;
  const known = knownValues(trial);
  const walk = trial.walk();
  for (const slot of trial.sketch?.slots ?? []) {
    if (isOfSignature(slot)) continue;
    for (const value of known.get(kindOf(slot.value)) ?? []) {
      if (value === slot.value || !walk?.matches(slot.start, writtenIn(slot, value), slot.end)) continue;
      return {
        says: `${sentence(nameOfValue(slot.node))} was ${told(value)} when it was signed, and was changed to ${told(slot.value)} afterwards.`,
        proof: `With the value as it was, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: slot.node,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
}

type Kind = 'instant' | 'uri' | 'address' | 'id' | 'word';

/** A value is replaced by another of its kind. */
function kindOf(value: string): Kind {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return 'instant';
  if (/^(?:urn:|[a-z][a-z0-9+.-]*:\/\/)/i.test(value)) return 'uri';
  if (value.includes('@')) return 'address';
  return value.length >= SHORTEST_ID && !/\s/.test(value) ? 'id' : 'word';
}

/** 128 random bits take 22 characters in base64; some products use fewer. */
const SHORTEST_ID = 16;

/** Most values tried in each place, and the longest. */
const KNOWN = 200;
const LONGEST = 1024;

function knownValues({ document, beside }: DigestTrial): ReadonlyMap<Kind, ReadonlySet<string>> {
  const found = new Map<Kind, Set<string>>();
  const add = (value: string) => {
    const kind = kindOf(value);
    const values = found.get(kind) ?? new Set();
    if (values.size === 0) found.set(kind, values);
    if (value.length <= LONGEST && values.size < KNOWN) values.add(value);
  };
  for (const value of beside.values) add(value);
  for (const element of document.root ? elementsIn(document.root) : []) {
    for (const { value } of element.attributes) add(value);
    for (const child of element.children) if (child.type === 'text') add(child.value.trim());
  }
  return found;
}

/** Attributes that are worth putting back, with the kind of their value. */
const ATTRIBUTES: readonly (readonly [element: string, attribute: string, kind: Kind])[] = [
  ...['Response', 'LogoutResponse'].flatMap((element): [string, string, Kind][] => [
    [element, 'Destination', 'uri'],
    [element, 'InResponseTo', 'id'],
    [element, 'Consent', 'uri'],
  ]),
  ['AuthnRequest', 'Destination', 'uri'],
  ['AuthnRequest', 'AssertionConsumerServiceURL', 'uri'],
  ['AuthnRequest', 'ProtocolBinding', 'uri'],
  ['LogoutRequest', 'Destination', 'uri'],
  ['LogoutRequest', 'NotOnOrAfter', 'instant'],
  ['SubjectConfirmationData', 'Recipient', 'uri'],
  ['SubjectConfirmationData', 'InResponseTo', 'id'],
  ['SubjectConfirmationData', 'NotOnOrAfter', 'instant'],
  ['Conditions', 'NotBefore', 'instant'],
  ['Conditions', 'NotOnOrAfter', 'instant'],
  ['AuthnStatement', 'SessionNotOnOrAfter', 'instant'],
  ['AuthnStatement', 'SessionIndex', 'id'],
  ['Issuer', 'Format', 'uri'],
  ['NameID', 'Format', 'uri'],
  ['NameID', 'SPNameQualifier', 'uri'],
  ['NameID', 'NameQualifier', 'uri'],
  ['Attribute', 'NameFormat', 'uri'],
];

const URIS = [
  ...['unspecified', 'obtained', 'prior', 'current-implicit', 'current-explicit'].map(
    (consent) => `urn:oasis:names:tc:SAML:2.0:consent:${consent}`,
  ),
  ...['entity', 'persistent', 'transient'].map((name) => `urn:oasis:names:tc:SAML:2.0:nameid-format:${name}`),
  ...['unspecified', 'emailAddress'].map((name) => `urn:oasis:names:tc:SAML:1.1:nameid-format:${name}`),
  ...['basic', 'uri', 'unspecified'].map((name) => `urn:oasis:names:tc:SAML:2.0:attrname-format:${name}`),
];

function attributeRemoved(trial: DigestTrial): Found | undefined {
  const { target, hash, sketch } = trial;
  if (!sketch) return undefined;
  const known = knownValues(trial);
  const walk = trial.walk();
  for (const { element, at, attribute, kind } of missingAttributes(sketch)) {
    for (const value of new Set([...(known.get(kind) ?? []), ...(kind === 'uri' ? URIS : [])])) {
      if (!walk?.matches(at, encodeUtf8(` ${attribute}="${escapeValue(value)}"`), at)) continue;
      return {
        says: `${element.localName} had the attribute ${attribute} with the value ${told(value)} when it was signed; it was taken away afterwards.`,
        proof: `With it, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: element,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
}

interface MissingAttribute {
  readonly element: XmlElement;
  /** Where it would stand in the octets. */
  readonly at: number;
  readonly attribute: string;
  readonly kind: Kind;
}

function missingAttributes({ octets, slots, stretches }: Sketch): MissingAttribute[] {
  const written = new Map<XmlElement, Slot[]>();
  for (const slot of slots) {
    if (slot.node.type === 'text') continue;
    const { owner } = slot.node;
    written.set(owner, [...(written.get(owner) ?? []), slot]);
  }
  const missing: MissingAttribute[] = [];
  for (const { element, openEnd } of stretches) {
    for (const [localName, attribute, kind] of ATTRIBUTES) {
      if (element.localName !== localName) continue;
      if (element.attributes.some((one) => one.localName === attribute && one.prefix === '')) continue;
      // Attributes without a prefix come first and in alphabetical order.
      const next = written
        .get(element)
        ?.find(({ node }) => node.type === 'attribute' && (node.prefix !== '' || node.localName > attribute));
      const at = next ? beginOf(octets, next) : openEnd - 1;
      if (at !== undefined) missing.push({ element, at, attribute, kind });
    }
  }
  return missing.sort((a, b) => a.at - b.at);
}

/** Milliseconds that a program cut off instants which were of one moment; each of the thousand is tried. */
function fractionLost(trial: DigestTrial): Found | undefined {
  const { hash, target, sketch } = trial;
  if (!sketch) return undefined;
  for (const whole of sameMoment(sketch.slots.filter(({ value }) => WHOLE_SECONDS.test(value)))) {
    const [first] = whole;
    const last = whole.at(-1);
    const walk = trial.walk();
    if (!first || !last || !walk) continue;
    const { octets, ends } = sketch.rewritten(whole, (value) => value.replace(WHOLE_SECONDS, '$1.000Z'));
    for (let ms = 1; ms < 1000; ms++) {
      const digits = String(ms).padStart(3, '0');
      // Before the Z.
      for (const end of ends) octets.set(encodeUtf8(digits), end - 4);
      if (!walk.matches(first.start, octets, last.end)) continue;
      const others = whole.length - 1;
      const was = first.value.replace(WHOLE_SECONDS, `$1.${digits}Z`);
      return {
        says: `${sentence(nameOfValue(first.node))} was ${told(was)} when it was signed${others > 0 ? `, and ${others} further instant${others > 1 ? 's' : ''} had the same milliseconds` : ''}; the milliseconds were cut off afterwards.`,
        proof: `With them, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: first.node,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
}

const WHOLE_SECONDS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?Z$/;

/** Instants that may have had the same milliseconds: all, or that of the login, which is of a moment of its own. */
function sameMoment(whole: readonly Slot[]): readonly (readonly Slot[])[] {
  const login = whole.filter(({ node }) => node.type === 'attribute' && node.localName === 'AuthnInstant');
  return login.length === 0 || login.length === whole.length ? [whole] : [whole, login];
}

const ORIGIN = /https?:\/\/[^/\s"'<>?#]+/gi;
/** Origins tried in pairs. */
const ORIGINS = 12;

/** What rewrites links, such as a reverse proxy, changes every URL of one server. */
function* originRewritten(trial: DigestTrial): Generator<Way> {
  const { document, beside } = trial;
  const inside = new Set<string>();
  for (const element of trial.elements()) {
    for (const { value } of element.attributes) for (const [one] of value.matchAll(ORIGIN)) inside.add(one);
    for (const child of element.children) {
      if (child.type === 'text') for (const [one] of child.value.matchAll(ORIGIN)) inside.add(one);
    }
  }
  const now = [...inside].filter((one) => !/\.w3\.org$|\/schemas\./.test(one)).slice(0, ORIGINS);
  const others = new Set(now);
  for (const value of beside.values) for (const [one] of value.matchAll(ORIGIN)) others.add(one);
  for (const attribute of document.root?.attributes ?? []) {
    for (const [one] of attribute.value.matchAll(ORIGIN)) others.add(one);
  }
  for (const one of now) {
    others.add(one.startsWith('https:') ? one.replace(/^https/, 'http') : one.replace(/^http/, 'https'));
  }
  for (const from of now) {
    for (const to of [...others].slice(0, 2 * ORIGINS)) {
      if (to === from) continue;
      const undo = (value: string) => value.replaceAll(from, to);
      yield {
        change: { text: undo, attribute: undo },
        says: `URLs were rewritten after signing: ${from} stands where ${to} was signed.`,
        undone: `with ${to} for ${from} everywhere`,
        remedy: onTheWay(
          'Find what rewrites URLs in the body of responses, as a reverse proxy or a gateway does, and let it leave the form with the SAML message alone.',
        ),
      };
    }
  }
}

/** `xsi:type="xs:string"`, which some programs drop and others add. */
function* typeAttributes(trial: DigestTrial): Generator<Way> {
  const values = [...trial.elements()].filter(({ localName }) => localName === 'AttributeValue');
  if (values.length === 0) return;
  const isType = ({ localName, namespaceURI }: XmlAttribute) =>
    localName === 'type' && namespaceURI === ns.xsi;
  const typed = values.filter(({ attributes }) => attributes.some(isType)).length;
  if (typed > 0) {
    yield {
      change: { attribute: (value, one) => (isType(one) ? undefined : value) },
      says: 'The attribute xsi:type was added to attribute values after signing.',
      undone: 'without xsi:type on the attribute values',
      remedy: UNTOUCHED,
    };
  }
  if (typed === values.length) return;
  for (const type of ['xs:string', 'xsd:string', 'xs:anyType']) {
    const put = { prefix: 'xsi', localName: 'type', namespaceURI: ns.xsi, value: type };
    yield {
      change: {
        attributesAdded: (one) =>
          one.localName === 'AttributeValue' && !one.attributes.some(isType) ? [put] : [],
      },
      says: 'The attribute xsi:type was taken from attribute values after signing.',
      undone: `with xsi:type="${type}" on the attribute values`,
      remedy: UNTOUCHED,
    };
  }
}
