// What is broken, huge or twisted must end in a problem or a tree, at a cost that grows with its size and no faster.
// The well-formed shapes are in ../growth.test.ts; the broken ones are here.
import { describe, expect, test } from 'vitest';
import { fitExponent } from '../../../../scripts/fit-exponent.mjs';
import { limits as defaults } from '../../src/base/limits.ts';
import { canonicalize } from '../../src/xml/c14n.ts';
import type { XmlElement } from '../../src/xml/document.ts';
import { elementsIn, isWithin, textOf } from '../../src/xml/navigate.ts';
import { positionOf, xpathOf } from '../../src/xml/position.ts';
import { elementNamed, read, rootOf } from './reading.ts';

const LINEAR = 1.2;
const MEGABYTE = 1_000_000;

/**
 * The exponent of the best times: whatever else the machine does can only add to a time. The sizes are such that
 * the work takes less than a time slice.
 */
function expectLinear(sizes: readonly number[], prepare: (size: number) => () => unknown): void {
  const works = sizes.map(prepare);
  const best = sizes.map(() => Number.POSITIVE_INFINITY);
  const exponent = () => fitExponent(sizes.map((size, i) => ({ size, time: best[i] ?? 0 })));
  for (let round = 0; round < 10 || (round < 100 && exponent() > LINEAR); round++) {
    works.forEach((work, i) => {
      const start = performance.now();
      work();
      best[i] = Math.min(best[i] ?? 0, performance.now() - start);
    });
  }
  expect(exponent()).toBeLessThanOrEqual(LINEAR);
}

// [what is repeated to a megabyte, what stands before it, how it ends]
const broken: readonly (readonly [piece: string, before: string, code: string])[] = [
  ['<', '', 'malformed-tag'],
  ['&', '<a>', 'malformed-reference'],
  ['&', '', 'not-xml'],
  ['<a ', '', 'malformed-tag'],
  ['<a>', '', 'limit'],
  ['<a b="c">', '', 'limit'],
  ['</a>', '', 'mismatched-tag'],
  ['<!--', '', 'malformed-comment'],
  ['<!-', '', 'malformed-tag'],
  ['-', '<a><!--', 'malformed-comment'],
  ['- ', '<a><!--', 'unexpected-end'],
  ['<![CDATA[', '<a>', 'unexpected-end'],
  [']]', '<a><![CDATA[', 'unexpected-end'],
  [']', '<a>', 'unexpected-end'],
  ['<?', '', 'malformed-tag'],
  ['<?p ', '', 'unexpected-end'],
  ['<!DOCTYPE ', '', 'unexpected-end'],
  ['<!DOCTYPE a [<!-- ', '', 'unexpected-end'],
  [`"'`, '<!DOCTYPE a ', 'unexpected-end'],
  ['<!-- -->', '<!DOCTYPE a [', 'unexpected-end'],
  [' ', '<?xml version="1.0"', 'unexpected-end'],
  [' ', '<a', 'unexpected-end'],
  [' ', '<a b', 'unexpected-end'],
  [' ', '</a', 'unexpected-end'],
  [' b=""', '<a', 'limit'],
  ['x', '<a b="', 'unexpected-end'],
  ['&amp;', '<a b="', 'unexpected-end'],
  ['&a', '<a>', 'malformed-reference'],
  ['0', '<a>&#', 'unexpected-end'],
  ['9', '<a>&#x', 'unexpected-end'],
  ['a', '<a>&', 'unexpected-end'],
  ['a', '<', 'unexpected-end'],
  [':', '<a', 'malformed-tag'],
  ['\r', '<a>', 'unexpected-end'],
  ['\u{1F600}', '<a>', 'unexpected-end'],
  ['\uD83D', '<a>', 'forbidden-character'],
  ['\u0000', '', 'not-xml'],
  ['<a/>', '', 'second-root'],
];

describe('a megabyte of', () => {
  const text = (piece: string, before: string, size: number) => before + piece.repeat(size / piece.length);

  test.each(broken)('%j after %j ends in %s', (piece, before, code) => {
    expect(read(text(piece, before, MEGABYTE)).problem?.code).toBe(code);
  });

  test.each(broken)('%j after %j costs no more than its size', (piece, before) => {
    const prepare = (size: number) => {
      const input = text(piece, before, size);
      return () => read(input);
    };
    expectLinear([8000, 16_000, 32_000, 64_000], prepare);
  });
});

describe('at the limit of depth', () => {
  const depth = defaults.elementDepth;
  const deep = rootOf(`${'<p:a xmlns:p="u">'.repeat(depth)}text${'</p:a>'.repeat(depth)}`);
  const elements = [...elementsIn(deep)];
  const innermost = elements.at(-1) as XmlElement;

  test('everything that walks the tree returns', () => {
    expect(elements.length).toBe(depth);
    expect(textOf(deep)).toBe('text');
    expect(isWithin(innermost, deep)).toBe(true);
    expect(xpathOf(innermost).split('/').length).toBe(depth + 1);
    for (const form of ['inclusive', 'inclusive-1.1', 'exclusive'] as const) {
      const canonical = canonicalize(deep, { form, withComments: true });
      expect(canonical).toBe(`<p:a xmlns:p="u">${'<p:a>'.repeat(depth - 1)}text${'</p:a>'.repeat(depth)}`);
    }
  });

  test('also when little of the stack is left', () => {
    const dive = (levels: number): string => (levels === 0 ? textOf(deep) : dive(levels - 1));
    expect(dive(2000)).toBe('text');
  });
});

describe('many attributes', () => {
  const count = defaults.attributesPerElement / 2;
  const numbers = Array.from({ length: count }, (_, i) => i);

  test('in as many namespaces come out in order', () => {
    const declared = numbers.map((i) => `xmlns:p${i}="urn:${count - i}"`).join(' ');
    const used = numbers.map((i) => `p${i}:a="${i}"`).join(' ');
    const canonical = canonicalize(rootOf(`<e ${used} ${declared}/>`), {
      form: 'exclusive',
      withComments: false,
    });
    const written = [...canonical.matchAll(/ p\d+:a="(\d+)"/g)].map(
      ([, value]) => `urn:${count - Number(value)}`,
    );
    expect(written.length).toBe(count);
    expect(written).toEqual([...written].sort());
  });

  test('that differ by prefix only are found out, wherever they stand', () => {
    const attributes = numbers.map((i) => `a${i}=""`).join(' ');
    const { problem, source } = read(`<e xmlns:p="u" xmlns:q="u" p:x="" ${attributes} q:x=""/>`);
    expect(problem?.code).toBe('duplicate-attribute');
    expect(source.text.slice(problem?.start, problem?.end)).toBe('q:x=""');
  });
});

test('a prefix list as long as a message costs each element little', () => {
  const inclusivePrefixes = Array.from({ length: 1000 }, (_, i) => `p${i}`);
  expectLinear([250, 500, 1000, 2000], (size) => {
    const root = rootOf(`<r>${'<e a=""/>'.repeat(size)}</r>`);
    return () => canonicalize(root, { form: 'exclusive', withComments: false, inclusivePrefixes });
  });
});

test('a declaration on each element meets a prefix list without looking through it', () => {
  // Both grow: looking through the list at each declaration would be quadratic.
  expectLinear([100, 200, 400, 800], (size) => {
    const inclusivePrefixes = Array.from({ length: size }, (_, i) => `p${i}`);
    const root = rootOf(`<r>${inclusivePrefixes.map((prefix) => `<e xmlns:${prefix}="u"/>`).join('')}</r>`);
    return () => canonicalize(root, { form: 'exclusive', withComments: false, inclusivePrefixes });
  });
});

test('a base on every level is joined once', () => {
  expectLinear([32, 64, 128, 256], (depth) => {
    const text = `<r xml:base="${'a/'.repeat(25)}">`.repeat(depth - 1);
    const apex = elementNamed(read(`${text}<e/>${'</r>'.repeat(depth - 1)}`), 'e');
    return () => canonicalize(apex, { form: 'inclusive-1.1', withComments: false });
  });
});

test('positions are found without reading the text anew', () => {
  let reads = 0;
  const source = {
    name: '',
    steps: [],
    get text() {
      reads++;
      return '\n'.repeat(1000);
    },
  };
  const document = { source, kept: new Map() };
  for (let offset = 0; offset < 1000; offset++) expect(positionOf(document, offset).line).toBe(offset + 1);
  expect(reads).toBe(1);
});

test('a tree takes memory in proportion to its text', () => {
  const text = `<r>${'<e a="b">text</e>'.repeat(20_000)}</r>`;
  const before = process.memoryUsage().heapUsed;
  const document = read(text);
  const grown = process.memoryUsage().heapUsed - before;
  expect(elementNamed(document, 'r').children.length).toBe(20_000);
  // An element, an attribute and a text of some hundred bytes each; a copy of the text so far in each would be gigabytes.
  expect(grown).toBeLessThan(text.length * 100);
});
