import { isUtf8 } from 'node:buffer';
import { describe, expect, it, test } from 'vitest';
import {
  decodeCharacterSet,
  decodeLatin1,
  decodeUtf8,
  decodeUtf16,
  decodeWindows1252,
  encodeUtf8,
  isLongerThan,
  lendUtf8,
} from '../../src/base/bytes.ts';
import { Random } from '../xml/generate.ts';

const of = (...bytes: number[]) => Uint8Array.from(bytes);

describe('UTF-8', () => {
  it.each<readonly [string, Uint8Array, string | undefined]>([
    ['ASCII', of(0x3c, 0x61), '<a'],
    ['four bytes', of(0xf0, 0x9f, 0x94, 0x91), '\u{1f511}'],
    ['a byte order mark stays', of(0xef, 0xbb, 0xbf, 0x61), '\ufeffa'],
    ['a byte of Latin-1', of(0x61, 0xf6, 0x62), undefined],
    ['an overlong slash', of(0xc0, 0xaf), undefined],
    ['half of a surrogate pair', of(0xed, 0xa0, 0x80), undefined],
    ['cut short', of(0xf0, 0x9f, 0x94), undefined],
  ])('%s', (_, bytes, text) => {
    expect(decodeUtf8(bytes)).toBe(text);
  });
});

describe('UTF-16', () => {
  it.each<readonly [string, 'little' | 'big', Uint8Array, string | undefined]>([
    ['little-endian', 'little', of(0x3c, 0, 0xac, 0x20), '<\u20ac'],
    ['big-endian', 'big', of(0, 0x3c, 0x20, 0xac), '<\u20ac'],
    ['a byte order mark stays', 'little', of(0xff, 0xfe, 0x61, 0), '\ufeffa'],
    ['a surrogate that stands alone', 'big', of(0xd8, 0x3d, 0, 0x61), undefined],
    ['a byte left over', 'little', of(0x61, 0, 0x62), undefined],
  ])('%s', (_, order, bytes, text) => {
    expect(decodeUtf16(bytes, order)).toBe(text);
  });
});

describe('sets of one byte a character', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  it('Latin-1 has the number of every byte', () => {
    expect(Array.from(decodeLatin1(all), (character) => character.charCodeAt(0))).toEqual(Array.from(all));
  });

  it('Windows-1252 differs at 0x80 to 0x9F alone', () => {
    const text = decodeWindows1252(all);
    expect(text).toHaveLength(256);
    expect(text.slice(0, 0x80) + text.slice(0xa0)).toBe(
      decodeLatin1(all).slice(0, 0x80) + decodeLatin1(all).slice(0xa0),
    );
    expect(text.slice(0x80, 0x8a)).toBe('\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030');
    expect(text.slice(0x93, 0x98)).toBe('\u201c\u201d\u2022\u2013\u2014');
    expect(text.charCodeAt(0x9f)).toBe(0x178);
  });

  it('reads only a part of a buffer that a view shows', () => {
    expect(decodeLatin1(all.subarray(0x41, 0x44))).toBe('ABC');
  });

  it.each([
    ['ISO-8859-1', '\u0080'],
    ['latin1', '\u0080'],
    ['windows-1252', '\u20ac'],
    ['CP1252', '\u20ac'],
    ['no-such-set', undefined],
  ])('by the name %s', (name, text) => {
    expect(decodeCharacterSet(of(0x80), name)).toBe(text);
  });
});

describe('isLongerThan counts bytes of UTF-8', () => {
  it.each(['', 'abc', '\u00f6\u00f6', '\u20ac', '\u{1f511}\u{1f511}', '\u{1f511}\u20ac\u00f6a'])(
    '%j',
    (text) => {
      const { length } = encodeUtf8(text);
      expect(isLongerThan(text, length)).toBe(false);
      if (length > 0) expect(isLongerThan(text, length - 1)).toBe(true);
    },
  );
});

test('reads and writes long texts in parts, as the platform does whole', () => {
  const random = new Random(5);
  for (let i = 0; i < 400; i++) {
    let text = '';
    for (let parts = random.below(6); parts > 0; parts--) {
      text += 'a'.repeat(random.below(1500));
      text += random
        .pick(['\u00e9', '\u0141', '\u20ac', '\u{1F600}', '\ufeff', '\ud83d', '\ude00'])
        .repeat(random.below(4));
    }
    const octets = Buffer.from(text, 'utf8');
    expect(Buffer.compare(encodeUtf8(text), octets)).toBe(0);
    expect(lendUtf8(text, (lent) => Buffer.compare(lent, octets))).toBe(0);
    expect(decodeUtf8(octets)).toBe(octets.toString('utf8'));
    const cut = octets.subarray(0, random.below(octets.length + 1));
    expect(decodeUtf8(cut) !== undefined).toBe(isUtf8(cut));
  }
});

test('lends a text of any length', () => {
  for (const length of [0, 1, 100, 1_000_000, 1_500_000, 100]) {
    const text = 'é'.repeat(length);
    expect(lendUtf8(text, (lent) => Buffer.compare(lent, Buffer.from(text)))).toBe(0);
  }
});
