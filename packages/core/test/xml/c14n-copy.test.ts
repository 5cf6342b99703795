import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rewrite } from '../../src/dsig/explain/rewrite.ts';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import type { XmlElement } from '../../src/xml/document.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import { mutate, Random, randomDocument, randomList } from './generate.ts';
import { read } from './reading.ts';

// Where the source is canonical already it is copied. A tree that was not read from a source is put together piece by
// piece, so a copy of the tree, nothing changed in it, must give the very same.

const forms: readonly Canonicalization[] = [
  { form: 'exclusive', withComments: false },
  { form: 'exclusive', withComments: true },
  { form: 'exclusive', withComments: false, inclusivePrefixes: ['p', ''] },
  { form: 'inclusive', withComments: false },
  { form: 'inclusive', withComments: true },
  { form: 'inclusive-1.1', withComments: true },
];

/** Everything in the copy is new, texts and attributes too. */
const piecewise = (apex: XmlElement, how: Canonicalization, omitted?: XmlElement): string =>
  canonicalize(rewrite(apex, { text: (value) => value, attribute: (value) => value }, omitted), how);

function compare(text: string, pick: (elements: readonly XmlElement[]) => readonly XmlElement[]): number {
  const { root, problem } = read(text);
  if (!root || problem) return 0;
  const elements = [...elementsIn(root)];
  for (const apex of pick(elements)) {
    const inside = [...elementsIn(apex)];
    const omitted = inside[inside.length >> 1];
    for (const how of forms) {
      expect(canonicalize(apex, how), text).toBe(piecewise(apex, how));
      if (omitted && omitted !== apex) {
        expect(canonicalize(apex, how, omitted), text).toBe(piecewise(apex, how, omitted));
      }
    }
  }
  return elements.length;
}

describe('what is copied from the source is what putting it together gives', () => {
  test('for documents at random, and for their canonical forms, with and without damage', () => {
    const random = new Random(7);
    let compared = 0;
    for (let i = 0; i < 400; i++) {
      const text = random.chance(0.3) ? randomList(random) : randomDocument(random, true);
      const { root } = read(text);
      const written = root ? [text, ...forms.slice(0, 4).map((how) => canonicalize(root, how))] : [text];
      for (const one of written) {
        compared += compare(one, (elements) => elements);
        compared += compare(mutate(random, one), (elements) => elements);
      }
    }
    expect(compared).toBeGreaterThan(2000);
  }, 60_000);

  test('for every message among the fixtures', () => {
    const folder = join(import.meta.dirname, '../../../../fixtures');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.xml'),
    );
    let compared = 0;
    for (const file of files) {
      // The large ones say no more, and each element of each would be a quadratic number of steps.
      const text = readFileSync(join(folder, file), 'utf8');
      if (text.length > 100_000) continue;
      compared += compare(text, (elements) =>
        elements.filter(
          ({ localName, parent }) => !parent || /^(?:Assertion|SignedInfo|EntityDescriptor)$/.test(localName),
        ),
      );
    }
    expect(compared).toBeGreaterThan(1000);
  }, 60_000);

  test.each([
    ['an attribute in single quotes', "<r><e a='1'>x</e></r>", '<e a="1">x</e>'],
    ['two spaces before an attribute', '<r><e  a="1">x</e></r>', '<e a="1">x</e>'],
    ['a line break in place of the space', '<r><e\na="1">x</e></r>', '<e a="1">x</e>'],
    ['a space after the name', '<r><e >x</e></r>', '<e>x</e>'],
    ['a space after the last attribute', '<r><e a="1" >x</e></r>', '<e a="1">x</e>'],
    ['spaces round the equals sign', '<r><e a = "1">x</e></r>', '<e a="1">x</e>'],
    ['a space in the end tag', '<r><e>x</e ></r>', '<e>x</e>'],
    ['no end tag', '<r><e/></r>', '<e></e>'],
    ['a tab in a value', '<r><e a="1\t2">x</e></r>', '<e a="1 2">x</e>'],
    ['a reference in a value', '<r><e a="&#x41;">x</e></r>', '<e a="A">x</e>'],
    ['a > in text', '<r><e>a > b</e></r>', '<e>a &gt; b</e>'],
    ['a > at the end of text', '<r><e>a ></e></r>', '<e>a &gt;</e>'],
    ['a reference in text', '<r><e>&#x41;&amp;</e></r>', '<e>A&amp;</e>'],
    ['CR LF in text', '<r><e>\r\n</e></r>', '<e>\n</e>'],
    ['a CDATA section', '<r><e>a<![CDATA[b]]>c</e></r>', '<e>abc</e>'],
    ['attributes out of order', '<r><e b="2" a="1">x</e></r>', '<e a="1" b="2">x</e>'],
    ['an attribute before a declaration', '<r><e a="1" xmlns="u">x</e></r>', '<e xmlns="u" a="1">x</e>'],
    [
      'declarations out of order',
      '<p:r xmlns:p="u"><p:e xmlns:q="v" xmlns:p="u" q:a=""/></p:r>',
      '<p:e xmlns:p="u" xmlns:q="v" q:a=""></p:e>',
    ],
    [
      'a child without its prefix',
      '<p:r xmlns:p="u" xmlns="v"><p:e><f>x</f></p:e></p:r>',
      '<p:e xmlns:p="u"><f xmlns="v">x</f></p:e>',
    ],
    ['a list item with a > in it', '<e><a>1</a><a>2 > 1</a></e>', '<e><a>1</a><a>2 &gt; 1</a></e>'],
    ['a comment deep inside', '<e><a><b>1<!-- c --></b></a></e>', '<e><a><b>1</b></a></e>'],
    ['a declaration that is not used', '<r><e xmlns:p="u">x</e></r>', '<e>x</e>'],
    ['a declaration made before', '<e xmlns="u"><f xmlns="u">x</f></e>', '<e xmlns="u"><f>x</f></e>'],
    [
      'a declaration made further out',
      '<p:r xmlns:p="u"><p:e><p:f>x</p:f></p:e></p:r>',
      '<p:e xmlns:p="u"><p:f>x</p:f></p:e>',
    ],
    ['a character beyond U+FFFF', '<r><e>\u{1F600}</e></r>', '<e>\u{1F600}</e>'],
  ])('%s is written as it must be', (_, text, canonical) => {
    const { root } = read(text);
    const apex = root && [...elementsIn(root)].find(({ localName }) => localName === 'e');
    expect(apex && canonicalize(apex, { form: 'exclusive', withComments: false })).toBe(canonical);
  });
});
