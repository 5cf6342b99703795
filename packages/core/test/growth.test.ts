// Hostile shapes must cost no more than their size. No duration is asserted, only how it grows.
import { describe, expect, test } from 'vitest';
import { fitExponent, growthOf } from '../../../scripts/fit-exponent.mjs';
import { limits as defaults } from '../src/base/limits.ts';
import { canonicalize } from '../src/xml/c14n.ts';
import type { XmlDocument } from '../src/xml/document.ts';
import { parseXml } from '../src/xml/parse.ts';

// The sizes keep a document within the collector's young generation and its strings below 128 KiB. Past either, V8
// handles memory another way, at another constant: a step that a fit over a short range would take for growth.

/** Above the real limits where a limit would otherwise hide the growth it protects from. */
const limits = { ...defaults, elementDepth: 10_000, attributesPerElement: 100_000 };

/** 1 is linear. Sorting attributes adds a logarithm, and caches that overflow a little more. */
const LINEAR = 1.2;

const repeat = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i));

// [shape, what makes it hostile, sizes, the text of one size]
const shapes: readonly (readonly [string, string, readonly number[], (size: number) => string])[] = [
  [
    'nested namespaces',
    'each level adds a prefix to what is in scope',
    [125, 250, 500, 1000, 2000],
    (size) =>
      repeat(size, (i) => `<p${i}:e xmlns:p${i}="urn:${i}">`).join('') +
      repeat(size, (i) => `</p${size - 1 - i}:e>`).join(''),
  ],
  [
    'one prefix bound anew at each level',
    'each level hides the one above, and leaving it must restore that',
    [125, 250, 500, 1000, 2000],
    (size) => repeat(size, (i) => `<p:e xmlns:p="urn:${i}">`).join('') + '</p:e>'.repeat(size),
  ],
  [
    'siblings below many namespaces',
    'each sibling could look through the whole scope',
    [50, 100, 200, 400, 800],
    (size) =>
      `<r ${repeat(size, (i) => `xmlns:p${i}="urn:${i}"`).join(' ')}>${repeat(size, (i) => `<p${i}:e p${i}:a=""/>`).join('')}</r>`,
  ],
  [
    'many attributes',
    'each could be compared with all others to find a duplicate',
    [250, 500, 1000, 2000, 4000],
    (size) => `<r ${repeat(size, (i) => `a${(i * 7919) % size}-${i}="v"`).join(' ')}/>`,
  ],
  [
    'many attributes in namespaces',
    'duplicates are decided by expanded names',
    [250, 500, 1000, 2000, 4000],
    (size) => `<r xmlns:p="urn:p" ${repeat(size, (i) => `p:a${i}="v"`).join(' ')}/>`,
  ],
  [
    'deep nesting',
    'each level could pay for those above it',
    [250, 500, 1000, 2000, 4000],
    (size) => '<e>'.repeat(size) + '</e>'.repeat(size),
  ],
  [
    'long text with references',
    'each reference could copy what was read so far',
    [50, 100, 200, 400, 800],
    (size) => `<r>${'text &amp; &#x263A; &lt;'.repeat(size)}</r>`,
  ],
  [
    'a long attribute value with references',
    'as above, and white space is normalised too',
    [50, 100, 200, 400, 800],
    (size) => `<r a="${'text &amp;\n&#x263A; &quot;'.repeat(size)}"/>`,
  ],
  [
    'line ends of two characters',
    'each is shortened to one',
    [1000, 2000, 4000, 8000, 16_000],
    (size) => `<r>${'line\r\n'.repeat(size)}</r>`,
  ],
  [
    'many elements with IDs',
    'each could be compared with all others to find a repeated ID',
    [250, 500, 1000, 2000, 4000],
    (size) => `<r>${repeat(size, (i) => `<e ID="id${i}"/>`).join('')}</r>`,
  ],
];

const source = (text: string) => ({ name: 'growth', text, steps: [] });

/** Other work on the machine can only make growth look worse; what is truly worse than linear is so every time. */
function expectLinear(sizes: readonly number[], prepare: (size: number) => () => unknown): void {
  let exponent = Infinity;
  for (let attempt = 0; attempt < 3 && exponent > LINEAR; attempt++) {
    exponent = Math.min(exponent, growthOf(sizes, prepare, { rounds: 5 + 4 * attempt }).exponent);
  }
  expect(exponent).toBeLessThanOrEqual(LINEAR);
}

function parsed(text: string): XmlDocument {
  const document = parseXml(source(text), limits);
  expect(document.problem).toBeUndefined();
  return document;
}

for (const [shape, why, sizes, build] of shapes) {
  describe(`${shape}: ${why}`, () => {
    test('parseXml is linear', () => {
      expectLinear(sizes, (size) => {
        const text = build(size);
        parsed(text);
        return () => parseXml(source(text), limits);
      });
    });

    for (const form of ['exclusive', 'inclusive'] as const) {
      test(`canonicalize (${form}) is linear`, () => {
        expectLinear(sizes, (size) => {
          const document = parsed(build(size));
          return () => canonicalize(document, { form, withComments: false }).length;
        });
      });
    }
  });
}

test('the fit tells quadratic from linear', () => {
  const sizes = [1000, 2000, 4000, 8000];
  expect(fitExponent(sizes.map((size) => ({ size, time: 3 * size })))).toBeCloseTo(1);
  expect(fitExponent(sizes.map((size) => ({ size, time: 0.1 * size ** 2 })))).toBeCloseTo(2);
});
