/** Named character references of HTML that form pages use for what base64, URLs and XML are written with. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['plus', '+'],
  ['equals', '='],
  ['sol', '/'],
  ['colon', ':'],
  ['semi', ';'],
  ['quest', '?'],
  ['excl', '!'],
  ['num', '#'],
  ['percnt', '%'],
  ['lpar', '('],
  ['rpar', ')'],
  ['comma', ','],
  ['period', '.'],
  ['lowbar', '_'],
  ['Tab', '\t'],
  ['NewLine', '\n'],
  ['nbsp', '\u00a0'],
]);

/** Longest reference that is looked at, `&` and `;` aside. */
const LONGEST = 9;

/** What character references turned into, and how many there were. */
export interface EntitiesDecoded {
  readonly text: string;
  readonly decoded: number;
}

/** Undoes HTML character references once. Total: what is none that is known stays as it is. */
export function decodeEntities(text: string): EntitiesDecoded {
  let ampersand = text.indexOf('&');
  if (ampersand < 0) return { text, decoded: 0 };
  const pieces: string[] = [];
  let done = 0;
  while (ampersand >= 0) {
    const semicolon = endOfReference(text, ampersand + 1);
    const character = semicolon < 0 ? undefined : decodeReference(text.slice(ampersand + 1, semicolon));
    if (character !== undefined) {
      pieces.push(text.slice(done, ampersand), character);
      done = semicolon + 1;
    }
    ampersand = text.indexOf('&', character === undefined ? ampersand + 1 : done);
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), decoded: (pieces.length - 1) / 2 };
}

function endOfReference(text: string, start: number): number {
  const last = Math.min(text.length - 1, start + LONGEST);
  for (let index = start; index <= last; index++) {
    if (text.charCodeAt(index) === 0x3b) return index;
  }
  return -1;
}

function decodeReference(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED.get(name);
  const hexadecimal = /^#[xX]([0-9A-Fa-f]{1,7})$/.exec(name)?.[1];
  const decimal = /^#([0-9]{1,8})$/.exec(name)?.[1];
  if (hexadecimal === undefined && decimal === undefined) return undefined;
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const isCharacter = code > 0 && code <= 0x10ffff && (code & 0x1ff800) !== 0xd800;
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
