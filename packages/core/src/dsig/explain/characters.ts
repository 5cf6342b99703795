import { decodeLatin1, decodeUtf8, decodeWindows1252, encodeUtf8 } from '../../base/bytes.ts';
import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import type { DigestTrial } from './digest-trial.ts';
import { type ExplanationRemedy, onTheWay } from './explanation.ts';
import { atPlaces } from './naming.ts';
import type { Repair, Way } from './repair.ts';

/** How characters are changed by what reads or writes them as something else. */
export const characterRepairs: readonly Repair[] = [
  { id: 'utf-8-misread', ways: misread },
  { id: 'character-set-set-right', ways: setRight },
  { id: 'escaped-twice', ways: escapedTwice },
  { id: 'unescaped-once-too-often', ways: unescaped },
  { id: 'spaces-exchanged', ways: spaces },
  { id: 'unicode-normalised', ways: normalised },
  { id: 'plus-signs-lost', ways: plusSigns },
];

/** A change of values that may or may not alter one. */
type Recode = (value: string) => string;

/** UTF-8 read as a character set of one byte a character: each `é` has become `Ã©`. */
export const undoMisreading: readonly (readonly [name: string, undo: Recode])[] = [
  ['ISO-8859-1', (value) => decoded(latin1(value)) ?? value],
  ['Windows-1252', (value) => decoded(windows1252(value)) ?? value],
];

/** The other way about: what was signed was the garbled text. */
export const redoMisreading: readonly (readonly [name: string, redo: Recode])[] = [
  ['ISO-8859-1', (value) => decodeLatin1(encodeUtf8(value))],
  ['Windows-1252', (value) => decodeWindows1252(encodeUtf8(value))],
];

function* misread(trial: DigestTrial): Generator<Way> {
  for (const [name, undo] of undoMisreading) {
    yield* everywhere(trial, undo, {
      says: `The text was UTF-8 when it was signed and was read as ${name} afterwards, so that each character outside ASCII has become two or three others.`,
      undone: `with the characters read as UTF-8 that were read as ${name}`,
      remedy: onTheWay(
        `Find what takes the message for ${name}: a page, a file or a database without UTF-8.`,
      ),
    });
  }
}

function* setRight(trial: DigestTrial): Generator<Way> {
  for (const [name, redo] of redoMisreading) {
    yield* everywhere(trial, redo, {
      says: `The signer signed text that was garbled already, UTF-8 read as ${name}; it was set right afterwards.`,
      undone: `with the text garbled again, as UTF-8 read as ${name}`,
      remedy: {
        end: 'identity provider',
        do: 'Let the identity provider read its own directory as UTF-8; what it signs must be what it sends.',
      },
    });
  }
}

/** `&` written as `&amp;` where it was one already. */
export const unescapeOnce: Recode = (value) =>
  value.includes('&')
    ? value.replace(/&(amp|lt|gt|quot|apos|#x?[0-9A-Fa-f]{1,6});/g, (whole, name: string) =>
        name.startsWith('#') ? numbered(name, whole) : (ENTITIES[name] ?? whole),
      )
    : value;

/** What `unescapeOnce` undoes. */
export const escapeOnce: Recode = (value) =>
  value.replace(/[&<>"]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&quot;',
  );

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function numbered(name: string, whole: string): string {
  const code = name.charAt(1) === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function* escapedTwice(trial: DigestTrial): Generator<Way> {
  yield* everywhere(trial, unescapeOnce, {
    says: 'Characters were escaped once more after signing: `&` as `&amp;` where it stood for itself already.',
    undone: 'with one level of escaping less in the values',
    remedy: onTheWay('Find what escapes the XML, or values in it, a second time.'),
  });
}

function* unescaped(trial: DigestTrial): Generator<Way> {
  yield* everywhere(trial, escapeOnce, {
    says: 'Values were escaped twice when they were signed, and one level has been taken away since.',
    undone: 'with one level of escaping more in the values',
    remedy: onTheWay('Find what takes away `&amp;` for `&` in the values after signing.'),
  });
}

function* normalised(trial: DigestTrial): Generator<Way> {
  for (const form of ['NFD', 'NFC', 'NFKD', 'NFKC'] as const) {
    yield* everywhere(trial, (value) => value.normalize(form), {
      says: 'Accents were put together with their letters, or taken apart, after signing (Unicode normalisation).',
      undone: `with the values in ${form}`,
      remedy: onTheWay(
        'Find what normalises Unicode after signing: it looks the same, but it is other characters.',
      ),
    });
  }
}

function* spaces(trial: DigestTrial): Generator<Way> {
  yield* everywhere(trial, (value) => value.replaceAll('\u00A0', ' '), {
    says: 'Spaces have become no-break spaces since the message was signed.',
    undone: 'with plain spaces for the no-break spaces',
    remedy: onTheWay(
      'Find what writes no-break spaces: an editor, a page, a copy by way of a word processor.',
    ),
  });
}

/** A form decoded once too often takes `+` for a space; base64 tells, since it has no spaces. */
function* plusSigns(trial: DigestTrial): Generator<Way> {
  const applies = (parent: XmlElement) => parent.namespaceURI === ns.ds;
  let count = 0;
  for (const element of trial.elements()) {
    if (!applies(element)) continue;
    for (const child of element.children)
      if (child.type === 'text') count += child.value.split(' ').length - 1;
  }
  if (count === 0) return;
  yield {
    change: {
      text: (value, { parent }) => (applies(parent) && /\S/.test(value) ? value.replaceAll(' ', '+') : value),
    },
    says: 'Plus signs have become spaces in the base64 of the signature inside.',
    undone: 'with plus signs for the spaces in base64',
    remedy: onTheWay('Find what decodes the form a second time, which turns `+` into a space.'),
  };
}

/** A change of every value, text and attribute alike; nothing where it changes none. */
function* everywhere(
  trial: DigestTrial,
  recode: Recode,
  way: { readonly says: string; readonly undone: string; readonly remedy: ExplanationRemedy },
): Generator<Way> {
  let count = 0;
  for (const element of trial.elements()) {
    for (const { value } of element.attributes) if (recode(value) !== value) count++;
    for (const child of element.children) {
      if (child.type === 'text' && recode(child.value) !== child.value) count++;
    }
  }
  if (count === 0) return;
  yield { ...way, undone: `${way.undone} (${atPlaces(count)})`, change: { text: recode, attribute: recode } };
}

function latin1(value: string): Uint8Array | undefined {
  return octets(value, (code) => (code <= 0xff ? code : undefined));
}

function windows1252(value: string): Uint8Array | undefined {
  return octets(value, (code) => numbers1252().get(code));
}

/** `undefined` where all is ASCII, which no character set changes, or a character is not in the set. */
function octets(value: string, numberOf: (code: number) => number | undefined): Uint8Array | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is all of it.
  if (/^[\u0000-\u007F]*$/.test(value)) return undefined;
  const bytes = new Uint8Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const number = numberOf(value.charCodeAt(i));
    if (number === undefined) return undefined;
    bytes[i] = number;
  }
  return bytes;
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes && decodeUtf8(bytes);
}

let of1252: ReadonlyMap<number, number> | undefined;

function numbers1252(): ReadonlyMap<number, number> {
  of1252 ??= new Map(
    [...decodeWindows1252(Uint8Array.from({ length: 256 }, (_, i) => i))].map((character, i) => [
      character.charCodeAt(0),
      i,
    ]),
  );
  return of1252;
}
