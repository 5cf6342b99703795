import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import xpath from 'xpath';
import type { XmlChild, XmlDocument, XmlNode } from '../../src/xml/document.ts';
import { ns, XML_NAMESPACE } from '../../src/xml/namespaces.ts';
import { documentOf, positionOf, xpathOf } from '../../src/xml/position.ts';
import { Random, randomDocument } from './generate.ts';
import { allNodes, read } from './reading.ts';

describe('positionOf', () => {
  // [text, offset, line:column, why]
  const rows = [
    ['', 0, '1:1', 'an empty text'],
    ['abc', 0, '1:1', 'the start'],
    ['abc', 2, '1:3', 'within a line'],
    ['abc', 3, '1:4', 'the end'],
    ['a\nb', 1, '1:2', 'LF belongs to the line it ends'],
    ['a\nb', 2, '2:1', 'after LF'],
    ['a\r\nb', 1, '1:2', 'CR of CR LF'],
    ['a\r\nb', 2, '1:3', 'LF of CR LF'],
    ['a\r\nb', 3, '2:1', 'after CR LF: one line end'],
    ['a\rb', 2, '2:1', 'after a lone CR'],
    ['\r\r\n\n', 1, '2:1', 'CR, then CR LF'],
    ['\r\r\n\n', 3, '3:1', 'then LF'],
    ['\r\r\n\n', 4, '4:1', 'then the end'],
    ['a\n', 2, '2:1', 'a last line without anything'],
    ['\u{1F600}b', 2, '1:3', 'columns count UTF-16 units'],
    ['a\u2028b\u0085c', 4, '1:5', 'other line ends are none'],
    [`${'x\n'.repeat(30)}y`, 60, '31:1', 'further down'],
  ] as const;

  test.each(rows)('%j at %i is %s: %s', (text, offset, expected) => {
    const { line, column } = positionOf({ source: { name: '', text, steps: [] }, kept: new Map() }, offset);
    expect(`${line}:${column}`).toBe(expected);
  });

  test('agrees with counting, at every offset', () => {
    const text = 'ab\n\r\n\rc\r\n\n\rd';
    const document = { source: { name: '', text, steps: [] }, kept: new Map() };
    let [line, column] = [1, 1];
    for (let offset = 0; offset <= text.length; offset++) {
      expect(positionOf(document, offset)).toEqual({ line, column });
      const ends = text[offset] === '\n' || (text[offset] === '\r' && text[offset + 1] !== '\n');
      [line, column] = ends ? [line + 1, 1] : [line, column + 1];
    }
  });
});

describe('documentOf', () => {
  test('knows the document of every node, those outside the root included', () => {
    const document = read('<!--c--><?p?><a xmlns="u" b=""><c/>t<!--c--><?p?></a><!--c-->');
    for (const node of allNodes(document)) expect(documentOf(node)).toBe(document);
  });
});

type DomNode = Node & { readonly localName: string | null };

/** Our nodes with the same as xmldom has them, declarations aside, which XPath does not see as attributes. */
function pair(document: XmlDocument, dom: Document): Map<XmlNode, Node> {
  const twins = new Map<XmlNode, Node>();
  const pairChildren = (all: readonly XmlChild[], theirs: NodeListOf<ChildNode>) => {
    const ours = all.filter((node) => !isEmptyText(node));
    const kept = Array.from({ length: theirs.length }, (_, i) => theirs[i] as ChildNode).filter(
      // The XML declaration, the DOCTYPE and white space outside the root are nodes to xmldom.
      (node) =>
        !(node.nodeType === 7 && node.nodeName === 'xml') &&
        node.nodeType !== 10 &&
        !(node.nodeType === 3 && node.parentNode === (dom as Node)),
    );
    expect(kept.map(({ nodeType }) => nodeType)).toEqual(ours.map(nodeTypeOf));
    ours.forEach((node, i) => {
      const twin = kept[i] as ChildNode;
      twins.set(node, twin);
      if (node.type !== 'element') return;
      for (const attribute of node.attributes) {
        const attr = (twin as Element).getAttributeNode(attribute.name);
        if (attr) twins.set(attribute, attr);
      }
      pairChildren(node.children, twin.childNodes);
    });
  };
  pairChildren(document.children, dom.childNodes);
  return twins;
}

/** An empty CDATA section, which is no node to XPath, nor to xmldom. */
function isEmptyText(node: XmlNode): boolean {
  return node.type === 'text' && node.value === '';
}

function nodeTypeOf(node: XmlChild): number {
  switch (node.type) {
    case 'element':
      return 1;
    case 'text':
      return node.cdata ? 4 : 3;
    case 'processing-instruction':
      return 7;
    case 'comment':
      return 8;
  }
}

const select = xpath.useNamespaces({ ...ns, xml: XML_NAMESPACE });

function selected(path: string, dom: Document): unknown[] {
  return select(path, dom as Node) as unknown[];
}

/** That the XPath of every node selects it and nothing else. */
function expectEachFound(text: string): XmlDocument {
  const document = read(text);
  expect(document.problem).toBeUndefined();
  const dom = new DOMParser().parseFromString(text, 'text/xml') as unknown as Document;
  const twins = pair(document, dom);
  for (const node of allNodes(document)) {
    if (isEmptyText(node)) continue;
    const path = xpathOf(node);
    const found = selected(path, dom);
    expect(found.length, path).toBe(1);
    if (node.type === 'namespace') {
      const { localName, nodeValue } = found[0] as DomNode;
      expect([localName ?? '', nodeValue], path).toEqual([node.prefix, node.uri]);
    } else expect(found[0] === twins.get(node), path).toBe(true);
  }
  return document;
}

describe('xpathOf', () => {
  // [document, the XPath of its elements and attributes in order]
  const rows: readonly (readonly [text: string, paths: readonly string[]])[] = [
    ['<a b="c"/>', ['/a', '/a/@b']],
    [
      `<x:Response xmlns:x="${ns.samlp}" ID="1"><Issuer xmlns="${ns.saml}"/></x:Response>`,
      ['/samlp:Response', '/samlp:Response/@ID', '/samlp:Response/saml:Issuer'],
    ],
    ['<r><a/><b/><a><a/></a><a/></r>', ['/r', '/r/a[1]', '/r/b', '/r/a[2]', '/r/a[2]/a', '/r/a[3]']],
    [
      `<r xmlns:p="${ns.saml}" xmlns:q="${ns.saml}" xmlns:o="${ns.md}"><p:a/><o:a/><q:a/><a/></r>`,
      ['/r', '/r/saml:a[1]', '/r/md:a', '/r/saml:a[2]', '/r/a'],
    ],
    [
      `<p:r xmlns:p="urn:p" p:b="" xml:lang="de"><p:c/><d xmlns="urn:d"/></p:r>`,
      [
        "/*[local-name()='r' and namespace-uri()='urn:p']",
        "/*[local-name()='r' and namespace-uri()='urn:p']/@*[local-name()='b' and namespace-uri()='urn:p']",
        "/*[local-name()='r' and namespace-uri()='urn:p']/@xml:lang",
        "/*[local-name()='r' and namespace-uri()='urn:p']/*[local-name()='c' and namespace-uri()='urn:p']",
        "/*[local-name()='r' and namespace-uri()='urn:p']/*[local-name()='d' and namespace-uri()='urn:d']",
      ],
    ],
    ['<a/><!-- a root has no siblings of its kind -->', ['/a']],
  ];

  test.each(rows)('%s', (text, paths) => {
    const nodes = allNodes(expectEachFound(text));
    expect(
      nodes.flatMap((node) => (node.type === 'element' || node.type === 'attribute' ? [xpathOf(node)] : [])),
    ).toEqual(paths);
  });

  // [why, document]
  const documents = [
    [
      'unknown namespaces with siblings',
      '<r><a xmlns="urn:1"/><a xmlns="urn:2"/><a/><a xmlns="urn:1" b=""/></r>',
    ],
    [
      'quotes in a namespace name',
      `<r><a xmlns="it's"/><a xmlns='"q"'/><a xmlns="it's &quot;q&quot;" b=""/></r>`,
    ],
    ['attributes of one local name', '<r a="" p:a="" q:a="" xmlns:p="urn:p" xmlns:q="urn:q"/>'],
    ['several texts', '<r>1<a/>2<!--c-->3<?p?>4<![CDATA[5]]>6</r>'],
    ['one text', '<r>a&amp;b</r>'],
    ['an empty CDATA section beside a text', '<r>1<a/><![CDATA[]]>2</r>'],
    ['one CDATA section', '<r><![CDATA[a]]></r>'],
    ['several comments', '<!--1--><r><!--2--><a/><!--3--></r><!--4-->'],
    ['one comment outside the root', '<r/><!--1-->'],
    ['several instructions', '<?p 1?><r><?p 2?><a/><?q 3?></r><?p 4?>'],
    ['declarations', `<r xmlns="urn:d" xmlns:p="urn:p"><a xmlns:q="urn:q"/></r>`],
    ['names beyond ASCII', '<\u00E9l\u00E9ment \u540D=""><\u540D/></\u00E9l\u00E9ment>'],
    ['an XML declaration and a DOCTYPE', '<?xml version="1.0"?><!DOCTYPE r><?p?><r/>'],
  ] as const;

  test.each(documents)('%s', (_, text) => {
    expectEachFound(text);
  });

  test('every node of random documents', () => {
    let tried = 0;
    for (let seed = 0; tried < 150; seed++) {
      const text = randomDocument(new Random(seed), true);
      // xmldom and xpath do not know all names.
      if (read(text).problem || /[\uF900\u{10400}]/u.test(text)) continue;
      expectEachFound(text);
      tried++;
    }
  });
});
