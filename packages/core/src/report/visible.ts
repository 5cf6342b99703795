/**
 * Characters that a terminal would act on, that turn the reading direction, or that nobody can see: controls,
 * format characters, line and paragraph separators, lone surrogates, private use, fillers and every space but U+0020.
 */
const unseen = () => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]|(?! )\p{Zs}/gu;
/** The same without TAB and line ends, for text that is to stay in lines. */
const unseenInLines = () => /(?![\t\n]|\r\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/gu;
/**
 * Text of letters and signs that are all seen and one column wide: nearly every text, and quick to tell. What else is
 * here stands in functions, since classes of Unicode cost much to compile.
 */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u2500-\u257f]*$/;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text with every unseen character written out: `\n`, `\u{202e}`. What a message holds is shown, never obeyed. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(unseen(), escaped);
}

/** As {@link visible}, but lines and tabs stay, and so do odd spaces: for whole documents shown on a terminal. */
export function visibleLines(text: string): string {
  return text.replace(unseenInLines(), escaped);
}

/** What JSON leaves as it is though a terminal would obey it, or nobody can see it. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\u115f\u1160\u3164\uffa0]/gu;

/**
 * A value as JSON: two spaces of indentation, a line feed at the end. Controls, direction marks and what nobody can see
 * are written as `\u202e`, which changes no value.
 */
export function visibleJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(UNSEEN_IN_JSON, escapedForJson)}\n`;
}

function escapedForJson(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const combining = () => /[\p{Mn}\p{Me}]/u;
const wide = () =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes that {@link visible} has been through. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** Columns of one code point: 0 for a combining mark, 2 for a wide one. */
export function columnsOfCharacter(character: string): number {
  if (character.length === 1 && character < '\u0300') return 1;
  return combining().test(character) ? 0 : wide().test(character) ? 2 : 1;
}
