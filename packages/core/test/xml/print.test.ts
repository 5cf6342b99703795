import { describe, expect, test } from 'vitest';
import type { XmlDocument, XmlElement } from '../../src/xml/document.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { printXml } from '../../src/xml/print.ts';

const parse = (text: string) => parseXml({ name: 'test', text, steps: [] });
const printed = (text: string) => printXml(parse(text));

// [written, printed, why it is here]
const cases = [
  ['<a><b><c/></b></a>', '<a>\n  <b>\n    <c/>\n  </b>\n</a>\n', 'two spaces a level'],
  ['<a> <b>x</b>\n\n<b> y </b></a>', '<a>\n  <b>x</b>\n  <b> y </b>\n</a>\n', 'text keeps its white space'],
  ['<a></a>', '<a/>\n', 'nothing inside'],
  ['<a>  </a>', '<a>  </a>\n', 'white space alone is text where there is no element'],
  ['<a>x<b> <c/> </b>y</a>', '<a>x<b> <c/> </b>y</a>\n', 'mixed content is left alone, and all below it'],
  ['<a><![CDATA[ ]]><b/></a>', '<a><![CDATA[ ]]><b/></a>\n', 'CDATA is content'],
  ['<a xml:space="preserve"> <b/> </a>', '<a xml:space="preserve"> <b/> </a>\n', 'told to keep it'],
  ['<a>A&amp;B&#x41;</a>', '<a>A&amp;B&#x41;</a>\n', 'references as written'],
  [
    "<a x='\"1\"' y='&#10;&lt;&amp;'/>",
    '<a x="&quot;1&quot;" y="&#xA;&lt;&amp;"/>\n',
    'values escaped afresh',
  ],
  ['<a y="1" xmlns:p="u" p:x="2"/>', '<a y="1" xmlns:p="u" p:x="2"/>\n', 'attributes in their order'],
  [
    '<?xml version="1.0"?><!--1--><a><!--2--><?p 3?><b/></a><!--4-->',
    '<?xml version="1.0"?>\n<!--1-->\n<a>\n  <!--2-->\n  <?p 3?>\n  <b/>\n</a>\n<!--4-->\n',
    'comments and processing instructions are kept',
  ],
  [
    '<a>admin<!---->.evil</a>',
    '<a>admin<!---->.evil</a>\n',
    'a comment inside text stays where it splits it',
  ],
  ['<!DOCTYPE a><a/>', '<!DOCTYPE a>\n<a/>\n', 'a DOCTYPE is shown'],
  ['<a><b>x', '<a>\n  <b>x</b>\n</a>\n', 'what came before the fault'],
  ['', '', 'nothing at all'],
] as const;

test.each(cases)('%j: %j (%s)', (written, expected) => {
  expect(printed(written)).toBe(expected);
});

test('a start tag too long for a line has an attribute a line', () => {
  const long = 'x'.repeat(80);
  expect(printed(`<r><a one="${long}" two="${long}"/></r>`)).toBe(
    `<r>\n  <a\n      one="${long}"\n      two="${long}"/>\n</r>\n`,
  );
  expect(printed(`<a one="${long}${long}"/>`)).toBe(`<a one="${long}${long}"/>\n`);
});

describe('printing changes nothing but white space between elements', () => {
  const texts = [
    ...cases.map(([written]) => written).filter((text) => text !== '' && !text.endsWith('x')),
    '<s:a xmlns:s="u" b="&#xD;&#9; &quot;"><s:c>\r\n one &lt; two </s:c><d xmlns="v"><e/>\t<e f="">z</e></d></s:a>',
  ];
  test.each(texts)('%j', (text) => {
    const [before, after] = [parse(text), parse(printed(text))];
    expect(after.problem).toBeUndefined();
    expect(shapeOf(after)).toEqual(shapeOf(before));
    expect(printXml(after)).toBe(printXml(before));
  });
});

/** A document without its white space between elements. */
function shapeOf({ root }: XmlDocument): unknown {
  return root && elementShape(root);
}

function elementShape(element: XmlElement): unknown {
  const laidOut = element.children.some(({ type }) => type !== 'text');
  return {
    name: [element.namespaceURI, element.localName],
    attributes: element.attributes.map(({ name, value }) => [name, value]),
    children: element.children.flatMap((child): unknown[] => {
      if (child.type === 'element') return [elementShape(child)];
      if (child.type === 'text') return laidOut && child.value.trim() === '' ? [] : [child.value];
      return [child.type];
    }),
  };
}
