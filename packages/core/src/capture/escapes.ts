/** What backslash escapes turned into, and how many there were. */
export interface EscapesDecoded {
  readonly text: string;
  readonly decoded: number;
}

const SINGLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['"', '"'],
  ["'", "'"],
  ['/', '/'],
  ['\\', '\\'],
]);

/**
 * Undoes the backslash escapes of JSON, and the `\'` and `\xHH` that JavaScript, Python and web servers' logs add to
 * them, once. Total: a backslash before anything else stays as it is.
 */
export function decodeEscapes(text: string): EscapesDecoded {
  let backslash = text.indexOf('\\');
  if (backslash < 0) return { text, decoded: 0 };
  const pieces: string[] = [];
  let done = 0;
  while (backslash >= 0) {
    const { character, length } = decodeEscape(text, backslash);
    if (character !== undefined) {
      pieces.push(text.slice(done, backslash), character);
      done = backslash + length;
    }
    backslash = text.indexOf('\\', backslash + length);
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), decoded: (pieces.length - 1) / 2 };
}

function decodeEscape(text: string, backslash: number): { character: string | undefined; length: number } {
  const letter = text.charAt(backslash + 1);
  const single = SINGLE.get(letter);
  if (single !== undefined) return { character: single, length: 2 };
  const digits = letter === 'u' ? 4 : letter === 'x' ? 2 : 0;
  const hexadecimal = text.slice(backslash + 2, backslash + 2 + digits);
  if (digits > 0 && hexadecimal.length === digits && /^[0-9A-Fa-f]+$/.test(hexadecimal)) {
    return { character: String.fromCharCode(Number.parseInt(hexadecimal, 16)), length: 2 + digits };
  }
  return { character: undefined, length: 1 };
}
