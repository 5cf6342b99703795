import { codePoint, shown } from './wording.ts';

/** What is strange about a text that looks like another, in a few words. */
export interface Strangeness {
  /** `U+200B` and what it is. */
  readonly what: string;
  /** The text without it. */
  readonly without: string;
}

/** Longer texts are no identifiers. */
const LONGEST = 4096;

/** Characters that nobody sees and nobody types: format characters but for joiners between letters, and controls. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/u;
const INVISIBLE_ALL = /[\p{Cf}\p{Cc}]/gu;
/** Between letters of Indic and Arabic scripts and of emoji, joiners and their absence are spelling. */
const JOINED =
  /[\p{L}\p{M}\p{Emoji_Presentation}\p{Extended_Pictographic}]\ufe0f?[\u200c\u200d](?=[^\0-\x7f])/gu;

/** Anything but what everybody types and sees. */
const UNUSUAL = /[^ -~]/;

/** The first character of a text that cannot be seen, white space apart. */
export function invisibleIn(text: string): Strangeness | undefined {
  if (text.length > LONGEST || !UNUSUAL.test(text) || !INVISIBLE.test(text)) return undefined;
  const rest = text.replace(JOINED, 'x').replace(/[\t\n\r]/g, ' ');
  const found = INVISIBLE.exec(rest)?.[0];
  return found === undefined
    ? undefined
    : { what: codePoint(found), without: shown(text.replace(INVISIBLE_ALL, '')) };
}

/** White space at either end, or other than single plain spaces inside, where none of it can be meant. */
export function whiteSpaceRound(text: string): 'before it' | 'after it' | 'before and after it' | undefined {
  const trimmed = text.trim();
  if (trimmed.length === text.length || trimmed === '') return undefined;
  const before = text.trimStart().length < text.length;
  const after = text.trimEnd().length < text.length;
  return before && after ? 'before and after it' : before ? 'before it' : 'after it';
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** A letter of another script in a word of Latin ones, as a forger or a copied document puts it there. */
export function lookAlikeIn(text: string): Strangeness | undefined {
  // Nearly every text is ASCII.
  if (text.length > LONGEST || !/[^\0-\x7f]/.test(text)) return undefined;
  for (const [word] of text.matchAll(WORD)) {
    if (!LATIN.test(word)) continue;
    const found = ALIKE.exec(word)?.[0];
    if (found !== undefined) return { what: `${found} (${codePoint(found)})`, without: shown(word) };
  }
  return undefined;
}
