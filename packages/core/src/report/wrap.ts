import { columnsOf, columnsOfCharacter } from './visible.ts';

/**
 * What becomes of a word that is wider than the line.
 * - `cut`: broken where URLs, paths and lists can be; a piece that still does not fit loses its middle to `…`.
 * - `whole`: left as it is, wider than the line, so that it can be copied.
 */
export type LongWords = 'cut' | 'whole';

/** Lines of at most `width` columns. White space between words becomes one space. */
export function wrap(text: string, width: number, longWords: LongWords): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const put = (piece: string, space: boolean): void => {
    const columns = columnsOf(piece);
    const gap = space && line !== '' ? 1 : 0;
    if (line !== '' && used + gap + columns > width) {
      lines.push(line);
      line = piece;
      used = columns;
    } else {
      line += (gap ? ' ' : '') + piece;
      used += gap + columns;
    }
  };
  for (const word of text.split(/ +/)) {
    if (word === '') continue;
    const parts = longWords === 'cut' && columnsOf(word) > width ? pieces(word) : [word];
    for (const [i, part] of parts.entries()) {
      put(longWords === 'cut' ? cutMiddle(part, width) : part, i === 0);
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** The word cut after each run of the punctuation that URLs, XPaths and lists of ARNs break at. */
function pieces(word: string): string[] {
  return word.match(/[^/,;?&|]*[/,;?&|]+|[^/,;?&|]+/g) ?? [word];
}

/** The text in pieces of at most `width` columns, nothing lost. */
export function chunks(text: string, width: number): string[] {
  const found: string[] = [];
  let chunk = '';
  let used = 0;
  for (const character of text) {
    const columns = columnsOfCharacter(character);
    if (used + columns > width && chunk !== '') {
      found.push(chunk);
      chunk = '';
      used = 0;
    }
    chunk += character;
    used += columns;
  }
  if (chunk !== '') found.push(chunk);
  return found;
}

/** The text with `…` for its middle where it is wider than `width` columns. */
export function cutMiddle(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  const characters = [...text];
  const room = width - 1;
  const head = take(characters, Math.ceil(room / 2));
  const tail = take(characters.reverse(), Math.floor(room / 2));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

/** The text with `…` for its end where it is wider than `width` columns. */
export function cutEnd(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return `${take([...text], width - 1).join('')}…`;
}

/** The text with `…` for its beginning where it is wider than `width` columns. */
export function cutStart(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  return `…${take([...text].reverse(), width - 1)
    .reverse()
    .join('')}`;
}

function take(characters: readonly string[], width: number): string[] {
  let used = 0;
  let count = 0;
  for (const character of characters) {
    used += columnsOfCharacter(character);
    if (used > width) break;
    count++;
  }
  return characters.slice(0, count);
}

/** The end of an XPath that fits, whole steps only: `…/saml:Conditions/@NotOnOrAfter`. */
export function shortPath(xpath: string, width: number): string {
  if (columnsOf(xpath) <= width) return xpath;
  for (let slash = xpath.indexOf('/', 1); slash > 0; slash = xpath.indexOf('/', slash + 1)) {
    const rest = `…${xpath.slice(slash)}`;
    if (columnsOf(rest) <= width) return rest;
  }
  return cutStart(xpath, width);
}
