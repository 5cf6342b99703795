// What several checks of texts share: names that are nearly right, characters that nobody sees, types of values.
import { expect, test } from 'vitest';
import { isAbsoluteUri } from '../../src/checks/absolute-uri.ts';
import { misspelt } from '../../src/checks/misspelt.ts';
import { invisibleIn, lookAlikeIn, whiteSpaceRound } from '../../src/checks/strange-text.ts';
import { isOfBuiltIn } from '../../src/checks/value-types.ts';
import { nameIdFormats } from '../../src/saml/names.ts';

const EMAIL = nameIdFormats.emailAddress;

test.each([
  ['the version of another SAML', EMAIL.replace('1.1', '2.0'), EMAIL],
  ['another case', EMAIL.toLowerCase(), EMAIL],
  ['white space in it', EMAIL.replace(':nameid', ': nameid'), EMAIL],
  ['a letter too few', EMAIL.slice(0, -1), EMAIL],
  ['two letters exchanged', EMAIL.replace('Address', 'Addrses'), EMAIL],
  ['nothing wrong', EMAIL, undefined],
  ['another name altogether', 'urn:example:format', undefined],
  ['nothing at all', '', undefined],
  ['more than any name is long', EMAIL + 'x'.repeat(1000), undefined],
])('a name with %s', (_, written, meant) => {
  expect(misspelt(written, Object.values(nameIdFormats))?.meant).toBe(meant);
});

test('a name that is known is never taken for a slip of another that is known', () => {
  expect(misspelt('ab', ['ac', 'ab'])).toBeUndefined();
});

test.each([
  ['a zero-width space', 'a\u200bb', 'U+200B'],
  ['a soft hyphen', 'a\u00adb', 'U+00AD'],
  ['a byte order mark', '\ufeffab', 'U+FEFF'],
  ['a mark of direction, which can turn a name round', 'a\u202eb', 'U+202E'],
  ['a joiner between Latin letters', 'a\u200db', 'U+200D'],
  ['a joiner in a word of Devanagari, where it is spelling', '\u0915\u094d\u200d\u0937', undefined],
  ['a joiner in an emoji', '\u{1f468}\u200d\u{1f469}', undefined],
  ['line breaks, which other checks are about', 'a\nb\t', undefined],
  ['plain text', 'ana@example.com', undefined],
])('%s', (_, text, what) => {
  expect(invisibleIn(text)?.what).toBe(what);
});

test.each([
  ['a Cyrillic letter in a Latin word', '\u0430na', true],
  ['a Greek letter in a Latin word', 'admin\u03bf', true],
  ['a Cyrillic word', '\u0430\u043d\u043d\u0430', false],
  ['a Cyrillic word beside a Latin one', '\u0410\u043d\u043d\u0430 Silva', false],
  ['Latin letters with accents', 'José Müller', false],
])('%s', (_, text, strange) => {
  expect(lookAlikeIn(text) !== undefined).toBe(strange);
});

test.each([
  ['a', undefined],
  [' a', 'before it'],
  ['a\n', 'after it'],
  ['\u00a0a ', 'before and after it'],
  ['a b', undefined],
  ['  ', undefined],
])('white space round %j', (text, where) => {
  expect(whiteSpaceRound(text)).toBe(where);
});

test.each([
  ['https://a', true],
  ['urn:a', true],
  ['a+b.c-d:e', true],
  ['a', false],
  ['/a', false],
  ['a b:c', false],
  ['https:', false],
  ['', false],
])('%j is an absolute URI: %s', (text, absolute) => {
  expect(isAbsoluteUri(text)).toBe(absolute);
});

test.each([
  ['boolean', 'true', true],
  ['boolean', ' 1 ', true],
  ['boolean', 'True', false],
  ['integer', '-12', true],
  ['integer', '1.0', false],
  ['decimal', '.5', true],
  ['positiveInteger', '0', false],
  ['positiveInteger', '10', true],
  ['dateTime', '2026-03-02T09:30:00Z', true],
  ['dateTime', '2026-03-02', false],
  ['date', '2026-03-02', true],
  ['base64Binary', 'QUJD', true],
  ['base64Binary', 'Q!', false],
  ['hexBinary', 'abc', false],
  ['string', 'anything', true],
  ['anyType', 'anything', true],
  ['constructor', 'anything', true],
])('as %s, %j: %s', (type, value, right) => {
  expect(isOfBuiltIn(value, type)).toBe(right);
});
