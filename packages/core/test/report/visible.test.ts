import { expect, test } from 'vitest';
import { columnsOf, visible, visibleJson, visibleLines } from '../../src/report/visible.ts';

test('what is quickly taken for plain is what the full rules leave alone, one column each', () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0xd800; code++) {
    const character = String.fromCharCode(code);
    const shown = visible(character);
    // A letter outside the plain ranges makes the full rules decide.
    const slowly = visible(`\u0416${character}`).slice(1);
    if (shown !== slowly || columnsOf(shown) !== columnsOf(`\u0416${shown}`) - 1)
      wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['abc', 3, 'ASCII'],
  ['Zo\u00eb', 3, 'Latin'],
  ['e\u0301', 1, 'a combining mark takes no column'],
  ['\u65e5\u672c', 4, 'ideographs take two'],
  ['\u{1f680}', 2, 'and so do emoji'],
])('%s takes %i columns: %s', (text: string, columns: number, _why: string) => {
  expect(columnsOf(text)).toBe(columns);
});

test('whole documents keep their lines, tabs and spaces, and lose their controls', () => {
  expect(visibleLines('<a>\n\t\u00a0x\u001b[2J\u009b\u202e\r\n\r</a>')).toBe(
    '<a>\n\t\u00a0x\\u{1b}[2J\\u{9b}\\u{202e}\r\n\\r</a>',
  );
});

test('JSON obeys nothing and changes no value', () => {
  const value = {
    direction: 'a\u202egpj.exe\u2066b\u2069\u061c\u200f',
    controls: '\u009b2J\u007f',
    unseen: 'a\u200bb\u00ad\ufeff\u3164\u{e0041}',
    seen: '\u00e9 \u4e2d \u{1f600}',
  };
  const text = visibleJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('"a\\u202egpj.exe\\u2066b\\u2069\\u061c\\u200f"');
  expect(text).toContain('\\udb40\\udc41');
  expect(text).toContain('"\u00e9 \u4e2d \u{1f600}"');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u3164]/u);
});
