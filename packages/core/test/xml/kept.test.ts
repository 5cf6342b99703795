// Answers about a document are found once, kept with it, and given back for the same part alone.
import { expect, test } from 'vitest';
import type { XmlElement } from '../../src/xml/document.ts';
import { kept } from '../../src/xml/kept.ts';
import { elementsIn, elementsNamed } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';

function rootOf(text: string): XmlElement {
  const { root } = parseXml({ name: 'test', text, steps: [] });
  if (!root) throw new Error(`${text} has no root.`);
  return root;
}

const TEXT = '<a xmlns:o="urn:o"><b><c/></b><o:c><b/></o:c></a>';

test('a question is asked once of each part of each document', () => {
  let asked = 0;
  const size = kept(
    (element: XmlElement) => {
      asked++;
      return { children: element.children.length };
    },
    ({ document }) => document,
  );
  const [one, other] = [rootOf(TEXT), rootOf(TEXT)];
  const [child] = one.children as XmlElement[];
  expect(size(one)).toBe(size(one));
  expect(size(one)).toEqual({ children: 2 });
  expect(child && size(child)).toEqual({ children: 1 });
  expect(size(other)).not.toBe(size(one));
  expect(asked).toBe(3);
});

test('two questions about one part have two answers', () => {
  const root = rootOf(TEXT);
  const documentOf = ({ document }: XmlElement) => document;
  const name = kept(({ localName }: XmlElement) => [localName], documentOf);
  const count = kept(({ children }: XmlElement) => [`${children.length}`], documentOf);
  expect([name(root), count(root)]).toEqual([['a'], ['2']]);
});

test('elements by their local name are those that a walk meets, in its order', () => {
  const root = rootOf(TEXT);
  for (const name of ['a', 'b', 'c', 'd']) {
    expect(elementsNamed(root, name)).toEqual(elementsIn(root).filter(({ localName }) => localName === name));
  }
  expect(elementsNamed(root, 'c').map(({ name }) => name)).toEqual(['c', 'o:c']);
});
