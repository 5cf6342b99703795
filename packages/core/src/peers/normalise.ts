/**
 * A text as it is compared: the marks that pages, logs and shells change on the way are made one. The two hold the same
 * number of units, so that a place in one is the same place in the other.
 */
export interface Normalised {
  /** Quotes made one kind, entities and escapes undone, each run of white space one space. */
  readonly text: string;
  /** The same with ASCII letters in lower case. */
  readonly folded: string;
}

/** Makes alike what only the way of showing a text makes differ. */
export function normalise(text: string): Normalised {
  const spaced = text
    .replace(/&(?:quot|apos|#39|#x27|#34|#x22);/gi, "'")
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&(?:amp|#38);/gi, '&')
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(?=["'`])/g, '')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/["'`\u00ab\u00b4\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  return { text: spaced, folded: foldCase(spaced) };
}

/** ASCII alone: other letters may change their length. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
