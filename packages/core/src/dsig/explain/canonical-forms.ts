import type { Canonicalization } from '../../xml/c14n.ts';
import type { NamespaceScope, XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { atTheSigner, onTheWay } from './explanation.ts';
import { sentence } from './naming.ts';
import type { Repair, Repairable, Way } from './repair.ts';
import type { Change, Declared } from './rewrite.ts';

/** Other canonical forms than the one that is named. */
export const canonicalFormRepairs: readonly Repair<Repairable>[] = [
  { id: 'prefix-list-differs', ways: prefixLists },
  { id: 'other-canonicalisation', ways: otherForms },
  { id: 'comments-digested', ways: withComments },
];

/** Namespaces that were declared elsewhere or otherwise when it was signed. */
export const namespaceRepairs: readonly Repair<Repairable>[] = [
  { id: 'namespace-declaration-lost', ways: declarationsLost },
  { id: 'namespace-declaration-added', ways: declarationsAdded },
  { id: 'namespace-declaration-moved', ways: declarationsMoved },
  { id: 'prefixes-renamed', ways: renamed },
];

const FORMS: readonly (readonly [Canonicalization['form'], name: string])[] = [
  ['exclusive', 'Exclusive XML Canonicalization'],
  ['inclusive', 'Canonical XML 1.0 (inclusive)'],
  ['inclusive-1.1', 'Canonical XML 1.1 (inclusive)'],
];

function* otherForms({ how, target }: Repairable): Generator<Way> {
  for (const [form, name] of FORMS) {
    if (form === how.form) continue;
    const said = FORMS.find(([one]) => one === how.form)?.[1] ?? how.form;
    const way = {
      how: { form, withComments: false },
      says: `The signer canonicalised ${nameOfTarget(target)} by ${name}, while the signature says ${said}.`,
      remedy: atTheSigner(
        'Name the canonicalisation that is used: as the last Transform of the Reference for what is signed, as CanonicalizationMethod for SignedInfo. A Reference without one means the inclusive form.',
      ),
    };
    yield { ...way, change: {}, undone: `canonicalised by ${name}` };
    if (form !== 'exclusive' && target.parent) {
      yield { ...way, change: alone(target), undone: `canonicalised by ${name}, by itself` };
    }
  }
}

function* withComments(trial: Repairable): Generator<Way> {
  const { how } = trial;
  if (![...trial.elements()].some(({ children }) => children.some(({ type }) => type === 'comment'))) return;
  yield {
    change: {},
    how: { ...how, withComments: true },
    says: 'The signer took the comments along, which the signature leaves out.',
    undone: 'with the comments in it',
    remedy: atTheSigner(
      'Canonicalise without comments: SAML refers by ID, and such a reference never selects comments.',
    ),
  };
}

/** Prefixes that a PrefixList often names. */
const LISTED = ['xs', 'xsd', 'xsi'];

function* prefixLists({ how, target }: Repairable): Generator<Way> {
  if (how.form !== 'exclusive') return;
  const written = how.inclusivePrefixes ?? [];
  const inScope = [...new Set(declaredIn(target).map(({ prefix }) => prefix))];
  const lists = [
    [],
    ...inScope.map((prefix) => [prefix]),
    ...LISTED.filter((prefix) => inScope.includes(prefix)).map((prefix) => [...written, prefix]),
    inScope.filter((prefix) => LISTED.includes(prefix)),
  ];
  for (const list of lists) {
    if (list.join(' ') === written.join(' ')) continue;
    const said = list.map((prefix) => prefix || '#default').join(' ');
    yield {
      change: {},
      how: { ...how, inclusivePrefixes: list },
      says:
        list.length === 0
          ? 'The PrefixList of InclusiveNamespaces was not used when the digest was made.'
          : `The digest was made with the PrefixList "${said}", ${written.length === 0 ? 'which the transform does not name' : 'while the transform names another'}.`,
      undone: list.length === 0 ? 'with no PrefixList' : `with the PrefixList "${said}"`,
      remedy: atTheSigner(
        'Make InclusiveNamespaces in the Transform say what is used, and let nothing take it away on the way.',
      ),
    };
  }
}

/** Declarations that programs drop because no name uses the prefix: `xs` stands only in `xsi:type="xs:string"`. */
const USUAL: readonly Declared[] = [
  { prefix: 'xs', uri: ns.xs },
  { prefix: 'xsd', uri: ns.xs },
  { prefix: 'xsi', uri: ns.xsi },
  { prefix: 'samlp', uri: ns.samlp },
  { prefix: 'saml2p', uri: ns.samlp },
  { prefix: 'saml', uri: ns.saml },
  { prefix: 'saml2', uri: ns.saml },
  { prefix: 'ds', uri: ns.ds },
  { prefix: 'xenc', uri: ns.xenc },
  { prefix: 'soap', uri: ns.soap },
];

function* declarationsLost({ how, target }: Repairable): Generator<Way> {
  if (!declarationsMatter(how)) return;
  const present = declaredIn(target);
  const missing = USUAL.filter(
    (one) => !present.some(({ prefix, uri }) => prefix === one.prefix && uri === one.uri),
  );
  const choices = [
    ...missing.map((one) => [one]),
    ...missing.flatMap((one, i) => missing.slice(i + 1).map((other) => [one, other])),
  ];
  for (const added of choices) {
    const names = added.map(({ prefix }) => `xmlns:${prefix}`).join(' and ');
    yield {
      change: { declarations: (list, _, isApex) => (isApex ? [...list, ...added] : list) },
      says: `The declaration ${names} was in scope when ${nameOfTarget(target)} was signed and is gone: something dropped it as not used, or took ${nameOfTarget(target)} out of what declared it.`,
      undone: `with ${names} declared round it`,
      at: target,
      remedy: onTheWay(
        `Keep ${names} where it was: the canonical form that was signed holds it, whether or not a name uses it.`,
      ),
    };
  }
}

function* declarationsAdded({ how, target }: Repairable): Generator<Way> {
  if (!declarationsMatter(how)) return;
  const says = (names: string) =>
    `${sentence(nameOfTarget(target))} has come into the scope of a declaration that was not there when it was signed (${names}), and the canonicalisation in use takes in whatever is in scope.`;
  const remedy = atTheSigner(
    'Use exclusive canonicalisation (http://www.w3.org/2001/10/xml-exc-c14n#), which leaves out what the signed element does not use; or sign the element where it is to stand.',
  );
  const outer = inScopeOf(target.parent?.scope);
  if (outer.length > 0) {
    const names = outer.map(({ prefix }) => xmlns(prefix)).join(', ');
    const used = visiblyUsed(target);
    const needed = outer.filter(({ prefix }) => used.has(prefix));
    for (const around of needed.length > 0 ? [needed, []] : [[]]) {
      yield {
        change: { around },
        says: says(names),
        undone: 'without what its ancestors declare',
        at: target,
        remedy,
      };
    }
  }
  for (const { prefix } of declaredIn(target)) {
    yield {
      change: without(target, prefix),
      says: says(xmlns(prefix)),
      undone: `without the declaration ${xmlns(prefix)}`,
      at: target,
      remedy,
    };
  }
}

/** From the apex to where a prefix is used, or from there to the apex. */
function* declarationsMoved({ how, target }: Repairable): Generator<Way> {
  if (!declarationsMatter(how)) return;
  const inside = [...elementsIn(target)].flatMap(({ declarations }) => declarations);
  const all = new Map(inside.map((one) => [one.prefix, one]));
  const remedy = onTheWay(
    'Find what reads and writes the XML anew: it may put namespace declarations elsewhere, and this canonicalisation keeps their places.',
  );
  if (inside.length > 0) {
    yield {
      change: { declarations: (_, __, isApex) => (isApex ? [...all.values()] : []) },
      says: `Namespace declarations were on ${nameOfTarget(target)} when it was signed and have been moved to the elements that use them.`,
      undone: `with every namespace declared on ${nameOfTarget(target)}`,
      remedy,
    };
  }
  for (const { prefix, uri } of declaredIn(target)) {
    if (prefix === '') continue;
    yield {
      change: {
        ...without(target, prefix),
        declarations: (list, element) => {
          const others = list.filter((one) => one.prefix !== prefix);
          return uses(element, prefix) ? [...others, { prefix, uri }] : others;
        },
      },
      says: `The declaration xmlns:${prefix} stood on each element that uses it when it was signed and has been moved to an element round them.`,
      undone: `with xmlns:${prefix} declared on each element that uses it`,
      remedy,
    };
  }
}

/** Prefixes that products use for each namespace. */
const PREFIXES: readonly (readonly [uri: string, prefixes: readonly string[]])[] = [
  [ns.saml, ['saml', 'saml2', '', 'asrt']],
  [ns.samlp, ['samlp', 'saml2p', '']],
  [ns.ds, ['ds', 'dsig', '']],
  [ns.xs, ['xs', 'xsd']],
];

/** Programs that write XML anew choose prefixes of their own: `ns0`, `ns1`, or none. */
function* renamed(trial: Repairable): Generator<Way> {
  const now = new Map<string, string>();
  for (const element of trial.elements()) {
    if (!now.has(element.namespaceURI)) now.set(element.namespaceURI, element.prefix);
    for (const { prefix, uri } of element.declarations) if (!now.has(uri)) now.set(uri, prefix);
  }
  let choices: ReadonlyMap<string, string>[] = [new Map()];
  for (const [uri, prefixes] of PREFIXES) {
    const present = now.get(uri);
    if (present === undefined) continue;
    const options = [present, ...prefixes.filter((one) => one !== present)];
    choices = choices.flatMap((choice) => options.map((prefix) => new Map([...choice, [uri, prefix]])));
  }
  for (const choice of choices) {
    const changed = [...choice].filter(([uri, prefix]) => now.get(uri) !== prefix);
    if (changed.length === 0) continue;
    const names = changed
      .map(([uri, prefix]) => `\`${prefix || 'none'}\` for \`${now.get(uri) || 'none'}\``)
      .join(', ');
    const rename = (prefix: string, uri: string) => choice.get(uri) ?? prefix;
    yield {
      change: {
        prefix: rename,
        declarations: (list) => list.map(({ prefix, uri }) => ({ prefix: rename(prefix, uri), uri })),
        attribute: (value, { localName, namespaceURI }) =>
          localName === 'type' && namespaceURI === ns.xsi ? retyped(value, changed, now) : value,
      },
      says: 'Namespace prefixes were changed after signing, by a program that writes XML with prefixes of its own.',
      undone: `with the prefixes as they were (${names})`,
      remedy: onTheWay(
        'Find what reads and writes the XML anew: prefixes are part of what is signed, although they mean the same.',
      ),
    };
  }
}

function retyped(
  value: string,
  changed: readonly (readonly [uri: string, prefix: string])[],
  now: ReadonlyMap<string, string>,
): string {
  for (const [uri, prefix] of changed) {
    const before = now.get(uri);
    if (before && value.startsWith(`${before}:`)) {
      return (prefix === '' ? '' : `${prefix}:`) + value.slice(before.length + 1);
    }
  }
  return value;
}

function nameOfTarget({ localName }: XmlElement): string {
  return localName === 'SignedInfo' ? localName : `the ${localName}`;
}

/** Exclusive canonicalisation without a PrefixList writes only what names use, wherever it was declared. */
function declarationsMatter({ form, inclusivePrefixes = [] }: Canonicalization): boolean {
  return form !== 'exclusive' || inclusivePrefixes.length > 0;
}

/** The element cut out of its document, with what its names need. */
function alone(target: XmlElement): Change {
  const used = visiblyUsed(target);
  return { around: inScopeOf(target.parent?.scope).filter(({ prefix }) => used.has(prefix)) };
}

function without(target: XmlElement, prefix: string): Change {
  return {
    around: inScopeOf(target.parent?.scope).filter((one) => one.prefix !== prefix),
    declarations: (list) => list.filter((one) => one.prefix !== prefix),
  };
}

/** Everything declared in scope of the element or inside it, each prefix once. */
function declaredIn(target: XmlElement): readonly Declared[] {
  const found = new Map(inScopeOf(target.scope).map((one) => [one.prefix, one]));
  for (const { declarations } of elementsIn(target)) {
    for (const one of declarations) if (!found.has(one.prefix)) found.set(one.prefix, one);
  }
  return [...found.values()].slice(0, DECLARED);
}

/** Prefixes tried; a message has ten at most. */
const DECLARED = 24;

function inScopeOf(scope: NamespaceScope | undefined): readonly Declared[] {
  const found = new Map<string, Declared>();
  for (let link = scope; link; link = link.outer) {
    for (const one of link.declarations) if (!found.has(one.prefix)) found.set(one.prefix, one);
  }
  return [...found.values()];
}

function visiblyUsed(target: XmlElement): ReadonlySet<string> {
  const used = new Set<string>();
  for (const element of elementsIn(target)) {
    used.add(element.prefix);
    for (const { prefix } of element.attributes) used.add(prefix);
  }
  return used;
}

/** In its name, in those of its attributes, or in a value such as `xs:string`. */
function uses(element: XmlElement, prefix: string): boolean {
  return (
    element.prefix === prefix ||
    element.attributes.some((one) => one.prefix === prefix || one.value.startsWith(`${prefix}:`))
  );
}

function xmlns(prefix: string): string {
  return prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
}
