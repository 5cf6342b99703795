import { copyOf } from '../base/bytes.ts';
import { asciiClass, isNameCharacter, isNameStart, NAME, NAME_START } from './characters.ts';

/** A `Name` (XML 1.0, production 5) taken apart as Namespaces in XML §3 has it. */
export interface QualifiedName {
  /** As written. */
  readonly name: string;
  /** `''` when there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** Whether it is a `QName` (Namespaces in XML, production 7): one colon at most, with an `NCName` on either side. */
  readonly isProper: boolean;
  /** Whether an attribute of this name declares a namespace, or would if it were proper. */
  readonly declares: boolean;
}

/**
 * Reads the name that starts at an offset; `undefined` where none does.
 *
 * Messages are written with few names. Those read last are kept, so that reading one again makes no string, and equal
 * names of elements are one string, which compares at once.
 */
export function qualifiedNameAt(text: string, start: number): QualifiedName | undefined {
  let code = text.charCodeAt(start);
  if (code < 128 ? !startsAsciiName(code) : !isNameStart(text.codePointAt(start) ?? 0)) return undefined;
  let end = start;
  let hash = 0;
  while (code < 128 && isAsciiName(code)) {
    hash = (Math.imul(hash, 31) + code) | 0;
    code = text.charCodeAt(++end);
  }
  if (code >= 128) {
    const further = nameEnd(text, end);
    if (further > end) return takeApart(text.slice(start, further));
  }
  const length = end - start;
  if (length > LONGEST_KEPT) return takeApart(text.slice(start, end));
  const slot = (hash ^ (hash >>> 10)) & (SLOTS - 2);
  const first = lastRead[slot];
  if (first && first.name.length === length && text.startsWith(first.name, start)) return first;
  const second = lastRead[slot + 1];
  if (second && second.name.length === length && text.startsWith(second.name, start)) return second;
  const read = takeApart(text.slice(start, end));
  if (seen[slot] === hash) {
    lastRead[slot + 1] = first;
    lastRead[slot] = detached(read);
  } else seen[slot] = hash;
  return read;
}

/**
 * Pairs, so that two names of one slot do not drive each other out. A power of two; the vocabularies of SAML,
 * XML Signature and metadata have about 400 names in use.
 */
const SLOTS = 1024;
const LONGEST_KEPT = 64;
/** The hash of the name that was last looked for in vain: what is read but once is not worth keeping. */
const seen = new Int32Array(SLOTS);
const lastRead: (QualifiedName | undefined)[] = new Array(SLOTS).fill(undefined);

/** Where the name that goes on here ends. */
export function nameEnd(text: string, start: number): number {
  let i = start;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if (!isAsciiName(code)) return i;
      i++;
    } else {
      const codePoint = text.codePointAt(i);
      if (codePoint === undefined || !isNameCharacter(codePoint)) return i;
      i += codePoint > 0xffff ? 2 : 1;
    }
  }
}

const COLON = 0x3a;

function startsAsciiName(code: number): boolean {
  return ((asciiClass[code] as number) & NAME_START) !== 0 || code === COLON;
}

function isAsciiName(code: number): boolean {
  return ((asciiClass[code] as number) & NAME) !== 0 || code === COLON;
}

/** A slice would keep the whole text in memory for as long as it is kept itself. */
function detached(read: QualifiedName): QualifiedName {
  const { name, prefix, localName } = read;
  const copy = copyOf(name);
  return {
    ...read,
    name: copy,
    prefix: copyOf(prefix),
    localName: prefix === '' ? copy : copyOf(localName),
  };
}

function takeApart(name: string): QualifiedName {
  const colon = name.indexOf(':');
  const isProper =
    colon < 0 ||
    (colon > 0 && name.indexOf(':', colon + 1) < 0 && isNameStart(name.codePointAt(colon + 1) ?? 0));
  return {
    name,
    prefix: colon < 0 ? '' : name.slice(0, colon),
    localName: colon < 0 ? name : name.slice(colon + 1),
    isProper,
    declares: name === 'xmlns' || name.startsWith('xmlns:'),
  };
}
