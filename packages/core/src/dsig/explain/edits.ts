import { encodeUtf8 } from '../../base/bytes.ts';
import type { XmlAttribute, XmlChild, XmlElement, XmlText } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { escapeOnce, redoMisreading, undoMisreading, unescapeOnce } from './characters.ts';
import type { DigestTrial } from './digest-trial.ts';
import { type Cause, type Found, onTheWay } from './explanation.ts';
import { nameOfNode, nameOfValue, sentence, told } from './naming.ts';
import type { Repair, Way } from './repair.ts';
import type { Slot } from './sketch.ts';

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

/** One attribute, element, comment or piece of text that was not there when it was signed. */
function nodeAdded(trial: DigestTrial): Found | undefined {
  const { target, omitted, hash, sketch } = trial;
  for (const slot of sketch?.slots ?? []) {
    const { node } = slot;
    const pieces = sketch && withoutSlot(sketch.octets, slot);
    if (pieces && trial.piecesMatch(pieces)) return added(node);
  }
  for (const element of trial.elements()) {
    for (const child of element.children) {
      if (child.type === 'text' || child.type === 'comment' || child === omitted) continue;
      if (trial.changed({ children: (list) => list.filter((one) => one !== child) })) return added(child);
    }
    for (const attribute of element.attributes) {
      // Taking away one with a prefix may take away a declaration, too.
      if (attribute.prefix === '') continue;
      if (trial.changed({ attribute: (value, one) => (one === attribute ? undefined : value) })) {
        return added(attribute);
      }
    }
  }
  return undefined;

  function added(node: XmlAttribute | XmlChild): Found {
    const name = nameOfNode(node);
    return {
      says: `${sentence(name)} was added after signing.`,
      proof: `Without it, the ${hash} digest of the ${target.localName} is exactly the one written.`,
      at: node,
      remedy: UNTOUCHED,
    };
  }
}

const SPACE = 0x20;

/** The octets without a piece of text, or without an attribute: its name, which stands before the value, and its quotes. */
function withoutSlot(octets: Uint8Array, { node, start, end }: Slot): readonly Uint8Array[] | undefined {
  if (node.type === 'text') return [octets.subarray(0, start), octets.subarray(end)];
  const before = start - encodeUtf8(` ${node.name}="`).length;
  return octets[before] === SPACE ? [octets.subarray(0, before), octets.subarray(end + 1)] : undefined;
}

/** Two neighbours that have changed places. */
function exchanged(trial: DigestTrial): Found | undefined {
  const { target, omitted, hash } = trial;
  for (const element of trial.elements()) {
    const children = element.children.filter((child) => child.type === 'element' && child !== omitted);
    for (let i = 1; i < children.length; i++) {
      const [one, other] = [children[i - 1], children[i]] as [XmlElement, XmlElement];
      const swap = (list: readonly XmlChild[]) =>
        list.map((child) => (child === one ? other : child === other ? one : child));
      if (!trial.changed({ children: (list, of) => (of === element ? swap(list) : list) })) continue;
      return {
        says: `The elements ${one.localName} and ${other.localName} in ${element.localName} have changed places since they were signed.`,
        proof: `The other way round, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: one,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
}

/** Another spelling of one value, by what programs do to values. */
function respelled(trial: DigestTrial): Found | undefined {
  const { sketch, hash, target } = trial;
  for (const slot of sketch?.slots ?? []) {
    const seen = new Set([slot.value]);
    for (const [what, spell] of SPELLINGS) {
      const value = spell(slot.value, slot.node);
      if (seen.has(value)) continue;
      seen.add(value);
      if (!sketch || !trial.piecesMatch(sketch.with(slot, value))) continue;
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
  const { sketch, hash, target } = trial;
  if (!sketch) return undefined;
  const known = knownValues(trial);
  for (const slot of sketch.slots) {
    for (const value of known.get(kindOf(slot.value)) ?? []) {
      if (value === slot.value || !trial.piecesMatch(sketch.with(slot, value))) continue;
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

type Kind = 'instant' | 'uri' | 'other';

/** A value is replaced by another of its kind. */
function kindOf(value: string): Kind {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return 'instant';
  return /^(?:urn:|[a-z][a-z0-9+.-]*:\/\/)/i.test(value) ? 'uri' : 'other';
}

/** Most values tried in each place, and the longest. */
const KNOWN = 200;
const LONGEST = 1024;

function knownValues({ document, beside }: DigestTrial): ReadonlyMap<Kind, ReadonlySet<string>> {
  const found = new Map<Kind, Set<string>>([
    ['instant', new Set()],
    ['uri', new Set()],
    ['other', new Set()],
  ]);
  const add = (value: string) => {
    const kind = found.get(kindOf(value));
    if (kind && value.length <= LONGEST && kind.size < KNOWN) kind.add(value);
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
    [element, 'InResponseTo', 'other'],
    [element, 'Consent', 'uri'],
  ]),
  ['AuthnRequest', 'Destination', 'uri'],
  ['AuthnRequest', 'AssertionConsumerServiceURL', 'uri'],
  ['AuthnRequest', 'ProtocolBinding', 'uri'],
  ['LogoutRequest', 'Destination', 'uri'],
  ['LogoutRequest', 'NotOnOrAfter', 'instant'],
  ['SubjectConfirmationData', 'Recipient', 'uri'],
  ['SubjectConfirmationData', 'InResponseTo', 'other'],
  ['SubjectConfirmationData', 'NotOnOrAfter', 'instant'],
  ['Conditions', 'NotBefore', 'instant'],
  ['Conditions', 'NotOnOrAfter', 'instant'],
  ['AuthnStatement', 'SessionNotOnOrAfter', 'instant'],
  ['AuthnStatement', 'SessionIndex', 'other'],
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
  const { target, hash } = trial;
  const known = knownValues(trial);
  for (const element of trial.elements()) {
    for (const [localName, attribute, kind] of ATTRIBUTES) {
      if (element.localName !== localName) continue;
      if (element.attributes.some((one) => one.localName === attribute && one.prefix === '')) continue;
      const values = [...(known.get(kind) ?? []), ...(kind === 'uri' ? URIS : [])];
      for (const value of new Set(values)) {
        const put = { prefix: '', localName: attribute, namespaceURI: '', value };
        if (!trial.changed({ attributesAdded: (one) => (one === element ? [put] : []) })) continue;
        return {
          says: `${localName} had the attribute ${attribute} with the value ${told(value)} when it was signed; it was taken away afterwards.`,
          proof: `With it, the ${hash} digest of the ${target.localName} is exactly the one written.`,
          at: element,
          remedy: UNTOUCHED,
        };
      }
    }
  }
  return undefined;
}

/** Milliseconds that a program cut off an instant: each of the thousand is tried. */
function fractionLost(trial: DigestTrial): Found | undefined {
  const { sketch, hash, target } = trial;
  for (const slot of sketch?.slots ?? []) {
    const whole = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?Z$/.exec(slot.value)?.[1];
    if (whole === undefined || !sketch) continue;
    for (let ms = 1; ms < 1000; ms++) {
      const value = `${whole}.${String(ms).padStart(3, '0')}Z`;
      if (!trial.piecesMatch(sketch.with(slot, value))) continue;
      return {
        says: `${sentence(nameOfValue(slot.node))} was ${told(value)} when it was signed; its milliseconds were cut off afterwards.`,
        proof: `With them, the ${hash} digest of the ${target.localName} is exactly the one written.`,
        at: slot.node,
        remedy: UNTOUCHED,
      };
    }
  }
  return undefined;
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
