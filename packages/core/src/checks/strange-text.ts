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

/** Letters and signs of Latin that are all seen: nearly every text. Classes of Unicode cost much to compile. */
const PLAIN_LATIN = /^[\x20-\x7e\xa0-\xac\xae-\u024f]*$/;

/** Characters that nobody sees and nobody types: format characters but for joiners between letters, and controls. */
const invisible = () => /[\p{Cf}\p{Cc}]/gu;
/** Between letters of Indic and Arabic scripts and of emoji, joiners and their absence are spelling. */
const joined = () =>
  /[\p{L}\p{M}\p{Emoji_Presentation}\p{Extended_Pictographic}]\ufe0f?[\u200c\u200d](?=[^\0-\x7f])/gu;

/** The first character of a text that cannot be seen, white space apart. */
export function invisibleIn(text: string): Strangeness | undefined {
  if (text.length > LONGEST || PLAIN_LATIN.test(text) || !invisible().test(text)) return undefined;
  const rest = text.replace(joined(), 'x').replace(/[\t\n\r]/g, ' ');
  const found = invisible().exec(rest)?.[0];
  return found === undefined
    ? undefined
    : { what: codePoint(found), without: shown(text.replace(invisible(), '')) };
}

/** White space at either end, or other than single plain spaces inside, where none of it can be meant. */
export function whiteSpaceRound(text: string): 'before it' | 'after it' | 'before and after it' | undefined {
  const trimmed = text.trim();
  if (trimmed.length === text.length || trimmed === '') return undefined;
  const before = text.trimStart().length < text.length;
  const after = text.trimEnd().length < text.length;
  return before && after ? 'before and after it' : before ? 'before it' : 'after it';
}

/** A letter of another script in a word of Latin ones, as a forger or a copied document puts it there. */
export function lookAlikeIn(text: string): Strangeness | undefined {
  // Nearly every text is of Latin alone; Greek and Cyrillic come after it.
  if (text.length > LONGEST || /^[\0-\u024f]*$/.test(text)) return undefined;
  for (const [word] of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (!/\p{Script=Latin}/u.test(word)) continue;
    const found = /[\p{Script=Cyrillic}\p{Script=Greek}]/u.exec(word)?.[0];
    if (found !== undefined) return { what: `${found} (${codePoint(found)})`, without: shown(word) };
  }
  return undefined;
}
