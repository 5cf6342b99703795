import { describe, expect, test } from 'vitest';
import { limits as defaults } from '../../src/base/limits.ts';
import type { XmlChild, XmlElement, XmlProblem } from '../../src/xml/document.ts';
import { attributeNamed, descendantsNamed, textOf } from '../../src/xml/navigate.ts';
import { lookup } from '../../src/xml/parse.ts';
import { positionOf } from '../../src/xml/position.ts';
import { allNodes, elementNamed, read, rootOf } from './reading.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

// [text, where the problem starts (line:column), what its span covers, why it is one]
type ProblemRow = readonly [text: string, at: string, span: string, why: string];

const problems: Readonly<Record<XmlProblem['code'], readonly ProblemRow[]>> = {
  empty: [
    ['', '1:1', '', 'nothing at all'],
    [' \n\t\r\n', '1:1', ' \n\t\r\n', 'white space only'],
  ],
  'not-xml': [
    ['PHNhbWw', '1:1', 'PHNhbWw', 'base64 that was not decoded'],
    ['\n  junk<a/>', '2:3', 'junk', 'text before the first tag'],
    ['\uFEFF<a/>', '1:1', '\uFEFF', 'a byte order mark belongs to the encoding, and is gone by then'],
    ['<!-- only -->', '1:1', '<!-- only -->', 'no element'],
    ['<?xml version="1.0"?>', '1:1', '<?xml version="1.0"?>', 'a declaration of nothing'],
  ],
  'unexpected-end': [
    ['<a>\n<b>', '2:1', '<b>', 'the innermost element that is open is named'],
    ['<a', '1:1', '<a', 'inside a name'],
    ['<', '1:1', '<', 'before a name'],
    ['<a><', '1:4', '<', 'before a name, further in'],
    ['<a ', '1:1', '<a ', 'inside a tag'],
    ['<a/', '1:1', '<a/', 'half an empty-element end'],
    ['<a b="c" /', '1:1', '<a b="c" /', 'half an empty-element end after an attribute'],
    ['<a b', '1:4', 'b', 'inside an attribute name'],
    ['<a b ', '1:4', 'b ', 'after an attribute name'],
    ['<a b=', '1:4', 'b=', 'before a value'],
    ['<a b="c>', '1:6', '"c>', 'inside a value'],
    ['<a>&am', '1:4', '&am', 'inside an entity reference'],
    ['<a>&#x4', '1:4', '&#x4', 'inside a character reference'],
    ['<a b="&', '1:7', '&', 'inside a reference in a value'],
    ['<a></', '1:4', '</', 'before the name of an end tag'],
    ['<a></a', '1:4', '</a', 'inside an end tag'],
    ['<a><!', '1:4', '<!', 'before it is clear what starts'],
    ['<a><!-', '1:4', '<!-', 'half a comment start'],
    ['<a><![CDA', '1:4', '<![CDA', 'half a CDATA start'],
    ['<!DOCTYP', '1:1', '<!DOCTYP', 'half a DOCTYPE start'],
    ['<a><!-- x', '1:4', '<!-- x', 'inside a comment'],
    ['<a><!-- x --', '1:4', '<!-- x --', 'inside the end of a comment'],
    ['<a/><!--->', '1:5', '<!--->', 'start and end of a comment cannot share hyphens'],
    ['<a><![CDATA[x]]', '1:4', '<![CDATA[x]]', 'inside a CDATA section'],
    ['<a><?', '1:4', '<?', 'before a target'],
    ['<a><?x y', '1:4', '<?x y', 'inside a processing instruction'],
    ['<!DOCTYPE a [ <!-- ]> ', '1:1', '<!DOCTYPE a [ <!-- ]> ', 'inside a DOCTYPE'],
    ['<!DOCTYPE a [ <?x ]> ', '1:1', '<!DOCTYPE a [ <?x ]> ', 'inside a DOCTYPE, in an instruction'],
    ['<!DOCTYPE a "', '1:1', '<!DOCTYPE a "', 'inside a DOCTYPE, in a literal'],
    ['<?xml version="1.0"', '1:1', '<?xml version="1.0"', 'inside the XML declaration'],
  ],
  'malformed-tag': [
    ['<a b></a>', '1:4', 'b', 'an attribute without a value'],
    ['<a b=c></a>', '1:4', 'b=c', 'a value without quotes'],
    ['<a b="c"d="e"/>', '1:1', '<a b="c"d', 'no white space between attributes (production 40)'],
    ['<a <b/>', '1:4', '<', 'a tag that is not closed before the next'],
    ['<a b="<"/>', '1:7', '<', '"<" in a value (production 10)'],
    ['<a></a b="c">', '1:4', '</a b', 'an attribute on an end tag'],
    ['<1a/>', '1:2', '1', 'a name that starts with a digit'],
    ['<-a/>', '1:2', '-', 'a name that starts with a hyphen'],
    ['<\u{1F600}\u{F0000}/>', '1:1', '<\u{1F600}\u{F0000}', 'a name ends before a character beyond U+EFFFF'],
    ['<\u{F0000}/>', '1:2', '\u{F0000}', 'both halves of a surrogate pair are covered'],
    ['< a/>', '1:2', ' ', 'white space before the name'],
    ['<a><!ELEMENT b ANY></a>', '1:4', '<!', 'a declaration outside a DTD'],
    ['<!doctype html><html/>', '1:1', '<!', 'DOCTYPE is written in capitals (production 28)'],
    ['<a:/>', '1:2', 'a:', 'a prefix without a local name (NSXML production 7)'],
    ['<:a/>', '1:2', ':a', 'a local name after an empty prefix'],
    ['<a:b:c xmlns:a="u"/>', '1:2', 'a:b:c', 'two colons'],
    ['<a:1 xmlns:a="u"/>', '1:2', 'a:1', 'a local part that is no NCName'],
    ['<a x:y:z="" xmlns:x="u"/>', '1:4', 'x:y:z', 'two colons on an attribute'],
    ['<a xmlns:="u"/>', '1:4', 'xmlns:="u"', 'an empty prefix declared'],
    ['<a xmlns:b:c="u"/>', '1:4', 'xmlns:b:c="u"', 'a prefix with a colon declared'],
    ['<a xmlns:1="u"/>', '1:4', 'xmlns:1="u"', 'a prefix that is no NCName declared'],
    ['<? a?><b/>', '1:3', ' ', 'white space before a target'],
  ],
  'mismatched-tag': [
    ['<a><b></a></b>', '1:7', '</a>', 'elements that overlap'],
    ['<a></A>', '1:4', '</A>', 'names are case-sensitive'],
    ['<p:a xmlns:p="u" xmlns:q="u"></q:a>', '1:30', '</q:a>', 'end tags match by what is written'],
    ['</a>', '1:1', '</a>', 'nothing is open'],
    ['<a/></a>', '1:5', '</a>', 'nothing is open any more'],
  ],
  'duplicate-attribute': [
    ['<a b="1" b="2"/>', '1:10', 'b="2"', 'one name twice'],
    ['<a p:b="1" q:b="2" xmlns:p="u" xmlns:q="u"/>', '1:12', 'q:b="2"', 'one expanded name (NSXML §6.3)'],
    ['<a xmlns="u" xmlns="v"/>', '1:14', 'xmlns="v"', 'a default namespace twice'],
    ['<a xmlns:p="u" xmlns:p="u"/>', '1:16', 'xmlns:p="u"', 'a prefix twice'],
    [
      `<a ${'bcdefghijk'.replace(/./g, '$&="" ')}c=""/>`,
      '1:54',
      'c=""',
      'also when there are so many that a set is used',
    ],
  ],
  'unbound-prefix': [
    ['<p:a/>', '1:2', 'p:a', 'an element'],
    ['<a p:b=""/>', '1:4', 'p:b=""'.slice(0, 3), 'an attribute'],
    ['<r><p:a xmlns:p="u"/><p:b/></r>', '1:23', 'p:b', 'a declaration ends with its element'],
    ['<a xmlns:p=""/>', '1:4', 'xmlns:p=""', 'a prefix cannot be undeclared (NSXML 1.0 §5)'],
  ],
  'reserved-prefix': [
    ['<xmlns:a/>', '1:2', 'xmlns:a', 'elements must not use xmlns (NSXML §3)'],
    ['<a xmlns:xmlns="u"/>', '1:4', 'xmlns:xmlns="u"', 'xmlns must not be declared'],
    [`<a xmlns:p="${XMLNS}"/>`, '1:4', `xmlns:p="${XMLNS}"`, 'nor its namespace'],
    [`<a xmlns="${XMLNS}"/>`, '1:4', `xmlns="${XMLNS}"`, 'nor as the default'],
    ['<a xmlns:xml="u"/>', '1:4', 'xmlns:xml="u"', 'xml stands for one namespace'],
    [`<a xmlns:p="${XML}"/>`, '1:4', `xmlns:p="${XML}"`, 'and no other prefix for that'],
    [`<a xmlns="${XML}"/>`, '1:4', `xmlns="${XML}"`, 'nor the default'],
  ],
  'forbidden-character': [
    ['<a>\u0000</a>', '1:4', '\u0000', 'NUL'],
    ['<a>x\u0008</a>', '1:5', '\u0008', 'a control character in text (production 2)'],
    ['<a b="\u001F"/>', '1:7', '\u001F', 'in a value'],
    ['<a><!--\n\u0001--></a>', '2:1', '\u0001', 'in a comment'],
    ['<a><![CDATA[\u0002]]></a>', '1:13', '\u0002', 'in a CDATA section'],
    ['<a><?x \u0003?></a>', '1:8', '\u0003', 'in a processing instruction'],
    ['<!DOCTYPE a [\u0004]><a/>', '1:14', '\u0004', 'in a DOCTYPE'],
    ['<a>\uFFFE</a>', '1:4', '\uFFFE', 'no character of Unicode'],
    ['<a>\uD83D</a>', '1:4', '\uD83D', 'half a surrogate pair'],
    ['<a>\uDE00\uD83D</a>', '1:4', '\uDE00', 'a surrogate pair the wrong way round'],
    ['<a b="\uD83D"/>', '1:7', '\uD83D', 'half a surrogate pair in a value'],
    ['<a><!--\uDC00--></a>', '1:8', '\uDC00', 'half a surrogate pair in a comment'],
    ['<a>&#0;</a>', '1:4', '&#0;', 'NUL by reference (WFC: Legal Character)'],
    ['<a>&#x1F;</a>', '1:4', '&#x1F;', 'a control character by reference'],
    ['<a>&#xD83D;&#xDE00;</a>', '1:4', '&#xD83D;', 'surrogates are not characters'],
    ['<a>&#x110000;</a>', '1:4', '&#x110000;', 'beyond Unicode'],
    ['<a>&#99999999999999999999;</a>', '1:4', '&#99999999999999999999;', 'far beyond Unicode'],
  ],
  'undefined-entity': [
    ['<a>&nbsp;</a>', '1:4', '&nbsp;', 'an entity of HTML'],
    ['<a b="&eacute;"/>', '1:7', '&eacute;', 'an entity of HTML in a value'],
    ['<a>&constructor;</a>', '1:4', '&constructor;', 'a name that every JavaScript object has'],
    ['<a>&AMP;</a>', '1:4', '&AMP;', 'names are case-sensitive'],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', '1:34', '&e;', 'a declared entity is not expanded either'],
  ],
  'malformed-reference': [
    ['<a>fish & chips</a>', '1:9', '&', 'a bare ampersand'],
    ['<a>&amp</a>', '1:4', '&amp', 'no semicolon'],
    ['<a b="?x=1&y=2"/>', '1:11', '&y', 'a URL that was not escaped'],
    ['<a>&;</a>', '1:4', '&', 'no name'],
    ['<a>&#;</a>', '1:4', '&#', 'no digits'],
    ['<a>&#x;</a>', '1:4', '&#x', 'no hexadecimal digits'],
    ['<a>&#xG;</a>', '1:4', '&#x', 'not a hexadecimal digit'],
    ['<a>&#1F;</a>', '1:4', '&#1', 'a hexadecimal digit in a decimal reference'],
    ['<a>&#X41;</a>', '1:4', '&#', 'the x is small (production 66)'],
    ['<a>&#-1;</a>', '1:4', '&#', 'no sign'],
    ['<a>& amp;</a>', '1:4', '&', 'white space before the name'],
  ],
  'malformed-comment': [
    ['<a><!-- x -- y --></a>', '1:11', '--', 'two hyphens inside (production 15)'],
    ['<a><!-- x ---></a>', '1:11', '--', 'three hyphens at the end'],
  ],
  'malformed-processing-instruction': [
    ['<?a:b c?><r/>', '1:1', '<?a:b c?>', 'a colon in the target (NSXML §7)'],
    ['<?a$?><r/>', '1:1', '<?a$?>', 'no white space after the target (production 16)'],
  ],
  'malformed-declaration': [
    [' <?xml version="1.0"?><a/>', '1:2', '<?xml version="1.0"?>', 'white space before it'],
    ['<a><?XmL?></a>', '1:4', '<?XmL?>', 'a reserved target (production 17)'],
    ['<?xml?><a/>', '1:1', '<?xml?>', 'no version'],
    ['<?xml encoding="UTF-8"?><a/>', '1:1', '<?xml encoding="UTF-8"?>', 'no version before the encoding'],
    ['<?xml version="2.0"?><a/>', '1:1', '<?xml version="2.0"?>', 'not 1.x (production 26)'],
    ['<?xml version=1.0?><a/>', '1:1', '<?xml version=1.0?>', 'no quotes'],
    ['<?xml version="1.0\'?><a/>', '1:1', '<?xml version="1.0\'?>', 'quotes that differ'],
    [
      '<?xml version="1.0"encoding="a"?><a/>',
      '1:1',
      '<?xml version="1.0"encoding="a"?>',
      'no white space between',
    ],
    ['<?xml version="1.0" encoding=""?><a/>', '1:1', '<?xml version="1.0" encoding=""?>', 'no encoding name'],
    [
      '<?xml version="1.0" standalone="maybe"?><a/>',
      '1:1',
      '<?xml version="1.0" standalone="maybe"?>',
      'neither yes nor no',
    ],
    [
      '<?xml version="1.0" standalone="no" encoding="a"?><a/>',
      '1:1',
      '<?xml version="1.0" standalone="no" encoding="a"?>',
      'the wrong order',
    ],
    ['<!DOCTYPE a><!DOCTYPE a><a/>', '1:13', '<!DOCTYPE', 'two'],
    ['<a/><!DOCTYPE a>', '1:5', '<!DOCTYPE', 'after the root'],
    ['<a><!DOCTYPE a></a>', '1:4', '<!DOCTYPE', 'inside the root'],
  ],
  'cdata-end-in-text': [
    ['<a>x]]></a>', '1:5', ']]>', 'production 14'],
    ['<a>]]]></a>', '1:5', ']]>', 'after a bracket of its own'],
  ],
  'text-outside-root': [
    ['<a/>\nx', '2:1', 'x', 'after it'],
    ['<a/>&amp;', '1:5', '&amp;', 'a reference'],
    ['<!-- c -->x<a/>', '1:11', 'x', 'between a comment and the root'],
    ['<![CDATA[x]]><a/>', '1:1', '<![CDATA[', 'a CDATA section'],
    ['<a/>\u0000', '1:5', '\u0000', 'what XML forbids is no better'],
  ],
  'second-root': [
    ['<a/><b/>', '1:5', '<b/>', 'two documents glued together'],
    ['<a></a>\n<b c="d">', '2:1', '<b c="d">', 'only its tag is covered'],
  ],
  limit: [],
};

describe('problems', () => {
  for (const [code, rows] of Object.entries(problems)) {
    for (const [text, at, span, why] of rows) {
      test(`${code}: ${why}: ${JSON.stringify(text)}`, () => {
        const document = read(text);
        const { problem } = document;
        const { line, column } = positionOf(document, problem?.start ?? -1);
        expect({
          code: problem?.code,
          at: `${line}:${column}`,
          span: text.slice(problem?.start, problem?.end),
        }).toEqual({ code, at, span });
        expect(problem?.message).toMatch(/^\S.*\.$/s);
      });
    }
  }

  test('a message names no more than the start of a long name', () => {
    const long = 'e'.repeat(9999);
    const texts = [
      long,
      `<a>&${long};</a>`,
      `<a>&#${'9'.repeat(9999)};</a>`,
      `<${long}`,
      `<${long}>`,
      `<${long}:1>`,
      `<p:${long}>`,
      `<${long} ${long}>`,
      `<a ${long}="`,
      `<a ${long}="<`,
      `<a ${long}=x`,
      `<${long}></${long} x>`,
      `<${long}></${long}`,
      `<${long}></${long}e>`,
      `</${long}>`,
      `<a ${long}="" ${long}="">`,
      `<a xmlns:${long}="">`,
      `<a xmlns:${long}:e="">`,
      `<a xmlns:${long}="u" xmlns:${long}="u">`,
      `<?${long}`,
      `<?${long}$?>`,
      `<?${long}:e?>`,
    ];
    for (const text of texts) {
      expect(read(text).problem?.message.length).toBeLessThan(220);
    }
  });

  test('the message about an entity says so where a DOCTYPE may have declared it', () => {
    expect(read('<!DOCTYPE a><a>&e;</a>').problem?.message).toContain('never expanded');
    expect(read('<a>&e;</a>').problem?.message).not.toContain('never expanded');
  });
});

describe('limits', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const attributes = (count: number) =>
    `<a ${Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ')}/>`;

  // [limit, at the limit, one beyond it, where the problem then starts]
  const rows = [
    ['elementDepth', nested(512), nested(513), 512 * 3],
    ['attributesPerElement', attributes(1024), attributes(1025), 0],
    ['nodes', '<a><b/>t<!--c--><?p?></a>', '<a><b/>t<!--c--><?p?><![CDATA[]]></a>', 21],
  ] as const;

  test.each(rows)('%s', (limit, within, beyond, at) => {
    const limits = limit === 'nodes' ? { nodes: 5 } : {};
    expect(read(within, limits).problem).toBeUndefined();
    const { problem } = read(beyond, limits);
    expect(problem).toMatchObject({ code: 'limit', start: at });
    expect(problem?.message).toContain(`${limit} (${limit === 'nodes' ? 5 : defaults[limit]})`);
  });

  test('declarations count as attributes', () => {
    expect(read('<a xmlns="u" xmlns:p="v" b=""/>', { attributesPerElement: 2 }).problem?.code).toBe('limit');
  });

  test('elements side by side are not deep', () => {
    expect(read(`<r>${'<a></a><b/>'.repeat(600)}</r>`).problem).toBeUndefined();
  });
});

describe('the tree before a problem', () => {
  // [text, the root's text as far as it is known, elements in the tree]
  const rows = [
    ['<a><b>t</b><c>u', '<a><b>t</b><c>u', 'a b c'],
    ['<a><b>t</b>u & v</a>', '<a><b>t</b>', 'a b'],
    ['<a><b>t</a>', '<a><b>t', 'a b'],
    ['<a><b/><c d="1" d="2"/></a>', '<a><b/>', 'a b'],
    ['<a><b/><!-- -- --></a>', '<a><b/>', 'a b'],
    ['<a><b/><p:c/></a>', '<a><b/>', 'a b'],
    ['<a>t</a><b/>', '<a>t</a>', 'a'],
    ['<a>t</a>u', '<a>t</a>', 'a'],
    ['<a', undefined, ''],
    ['<a b=1>', undefined, ''],
  ] as const;

  test.each(rows)('%j', (text, rootText, names) => {
    const document = read(text);
    expect(document.problem).toBeDefined();
    expect(document.root && text.slice(document.root.start, document.root.end)).toBe(rootText);
    const elements = allNodes(document).filter((node) => node.type === 'element');
    expect(elements.map((element) => element.name).join(' ')).toBe(names);
    for (const { parent, end, closeStart, openEnd, start } of elements) {
      expect(start < openEnd && openEnd <= closeStart && closeStart <= end).toBe(true);
      if (parent) expect(end).toBeLessThanOrEqual(parent.end);
    }
  });

  test('an element that is refused is in no index', () => {
    expect([...read('<a><b ID="x" ID="x"/></a>').ids]).toEqual([]);
    expect([...read('<a><b ID="x" p:c=""/></a>').ids]).toEqual([]);
  });
});

describe('spans', () => {
  const text = [
    '<?xml version="1.0"?>',
    '<?before x?><!-- c0 -->',
    `<p:r  xmlns:p = "u"\r\n\txmlns='v'  a = 'x"&lt;y'  p:b="">t1&amp;\r\n<![CDATA[<&]]>`,
    '<e/><f g="h" />\u{1F600}<!--c1--><?pi  data ?></p:r >',
    '<!--after-->',
  ].join('\n');
  const document = read(text);
  const written = (type: string) =>
    allNodes(document)
      .filter((node) => node.type === type)
      .map((node) => text.slice(node.start, node.end));

  test('of elements run from "<" to ">"', () => {
    const root = text.slice(text.indexOf('<p:r'), text.indexOf('\n<!--after'));
    expect(written('element')).toEqual([root, '<e/>', '<f g="h" />']);
  });

  test('of tags', () => {
    const root = elementNamed(document, 'r');
    expect(text.slice(root.start, root.openEnd)).toBe(text.slice(text.indexOf('<p:r'), text.indexOf('t1&')));
    expect(text.slice(root.closeStart, root.end)).toBe('</p:r >');
    const empty = elementNamed(document, 'f');
    expect([empty.openEnd, empty.closeStart]).toEqual([empty.end, empty.end]);
  });

  test('of attributes run from the name to the closing quote', () => {
    expect(written('attribute')).toEqual([`a = 'x"&lt;y'`, 'p:b=""', 'g="h"']);
  });

  test('of values lie between the quotes', () => {
    const values = allNodes(document).flatMap((node) =>
      node.type === 'attribute' ? [text.slice(node.valueStart, node.end - 1)] : [],
    );
    expect(values).toEqual(['x"&lt;y', '', 'h']);
  });

  test('of declarations', () => {
    expect(written('namespace')).toEqual(['xmlns:p = "u"', "xmlns='v'"]);
  });

  test('of text are what was written, references and all', () => {
    expect(written('text')).toEqual(['t1&amp;\r\n', '<![CDATA[<&]]>', '\n', '\u{1F600}']);
  });

  test('of comments and processing instructions, also outside the root', () => {
    expect(written('comment')).toEqual(['<!-- c0 -->', '<!--c1-->', '<!--after-->']);
    expect(written('processing-instruction')).toEqual(['<?before x?>', '<?pi  data ?>']);
  });

  test('of the XML declaration and the DOCTYPE', () => {
    const prolog = '<?xml version="1.0"?><!DOCTYPE r [ <!-- > --> ]>';
    const { declaration, doctype } = read(`${prolog}<r/>`);
    expect(prolog.slice(declaration?.start, declaration?.end)).toBe('<?xml version="1.0"?>');
    expect(prolog.slice(doctype?.start, doctype?.end)).toBe('<!DOCTYPE r [ <!-- > --> ]>');
  });

  test('of siblings join without a gap', () => {
    const root = elementNamed(document, 'r');
    let at = root.openEnd;
    for (const child of root.children) {
      expect(child.start).toBe(at);
      at = child.end;
    }
    expect(at).toBe(root.closeStart);
  });
});

describe('owners, parents and documents', () => {
  const document = read('<?p?><a xmlns:n="u" b="c" xml:lang="de"><d>t<!--c--><?p?></d></a>');

  test('each node knows what holds it', () => {
    const a = elementNamed(document, 'a');
    const d = elementNamed(document, 'd');
    expect(a.parent).toBeUndefined();
    expect(d.parent).toBe(a);
    for (const node of [...a.attributes, ...a.declarations]) expect(node.owner).toBe(a);
    expect(d.children.map((child) => child.parent === d)).toEqual([true, true, true]);
    expect(document.children.map((child) => child.parent)).toEqual([undefined, undefined]);
    for (const node of allNodes(document)) if ('document' in node) expect(node.document).toBe(document);
  });
});

describe('values', () => {
  // [text of an element, its value, why]
  const texts = [
    ['&lt;&gt;&amp;&apos;&quot;', `<>&'"`, 'the five entities (§4.6)'],
    ['&#65;&#x42;&#x1F600;', 'AB\u{1F600}', 'character references'],
    [
      '&#x00000000000000000000000000000000000000000000000000000000000000000000000041;',
      'A',
      'any number of zeros',
    ],
    ['&#xaF;&#XX;'.slice(0, 6), '\u00AF', 'hexadecimal in either case'],
    ['a\r\nb\rc\nd\r\r\ne', 'a\nb\nc\nd\n\ne', 'line ends (§2.11)'],
    ['a&#13;&#xD;\n', 'a\r\r\n', 'a CR by reference stays'],
    ['&amp;lt;', '&lt;', 'what a reference gives is not read again'],
    ['&#38;lt;', '&lt;', 'nor what a character reference gives'],
    ['a]]b] ]>', 'a]]b] ]>', 'brackets that do not end a CDATA section'],
    [']]&gt;', ']]>', 'one that would, escaped'],
    ['\u0085\u2028\u007F', '\u0085\u2028\u007F', 'no line ends in XML 1.0, and allowed'],
    ['\t \u00A0', '\t \u00A0', 'white space stays'],
    ['\uD7FF\uE000\uFFFD\u{10FFFF}', '\uD7FF\uE000\uFFFD\u{10FFFF}', 'the edges of production 2'],
    ['"\'>', '"\'>', 'quotes and ">" need no escape'],
    [
      '<![CDATA[<a>&amp;\r\n]] ]>]]>',
      '<a>&amp;\n]] ]>',
      'a CDATA section is taken as it is, line ends aside',
    ],
    ['<![CDATA[]]]]><![CDATA[>]]>', ']]>', 'a CDATA end written as two sections'],
    ['x<!-- c -->y<?p?>z', 'xyz', 'comments and instructions are no text'],
  ] as const;

  test.each(texts)('text %j is %j: %s', (written, value) => {
    expect(textOf(rootOf(`<a>${written}</a>`))).toBe(value);
  });

  // [as written, its value, why]
  const attributes = [
    ['"a\tb\nc\rd\r\ne"', 'a b c d e', 'white space becomes spaces, CR LF one (§3.3.3)'],
    ['"&#9;&#10;&#13;&#x20;"', '\t\n\r ', 'but not when written as references'],
    [`"it's"`, "it's", 'the other quote'],
    [`'"'`, '"', 'the other quote, the other way'],
    ['"&lt;&amp;&quot;&apos;&gt;>"', `<&"'>>`, 'entities, and ">" as it is'],
    ['"  a  b  "', '  a  b  ', 'no trimming: without a DTD all attributes are CDATA'],
    ['""', '', 'empty'],
    ['"]]>"', ']]>', 'no CDATA in values'],
    ['"\u{1F600}\u00E9"', '\u{1F600}\u00E9', 'beyond ASCII'],
  ] as const;

  test.each(attributes)('attribute %j is %j: %s', (written, value) => {
    expect(rootOf(`<a b=${written}/>`).attributes[0]?.value).toBe(value);
  });

  test('white space round "="', () => {
    expect(rootOf('<a b \n=\t"c"/>').attributes[0]?.value).toBe('c');
  });

  test('a CDATA section is a node of its own', () => {
    const kinds = rootOf('<a>x<![CDATA[y]]>z<![CDATA[]]></a>').children.map((child) =>
      child.type === 'text' ? `${child.cdata ? 'cdata' : 'text'}:${child.value}` : child.type,
    );
    expect(kinds).toEqual(['text:x', 'cdata:y', 'text:z', 'cdata:']);
  });

  test('comments and instructions', () => {
    const told = (child: XmlChild) =>
      child.type === 'comment'
        ? child.value
        : child.type === 'processing-instruction'
          ? [child.target, child.data]
          : '';
    expect(
      rootOf('<a><!----><!-- - \r\n--><?p?><?p  q ?r\r?><?xml-style s?></a>').children.map(told),
    ).toEqual(['', ' - \n', ['p', ''], ['p', 'q ?r\n'], ['xml-style', 's']]);
  });
});

describe('namespaces', () => {
  const expanded = (element: XmlElement) => `{${element.namespaceURI}}${element.localName}`;

  // [document, expanded name of the element e, why]
  const rows = [
    ['<e/>', '{}e', 'none'],
    ['<e xmlns="u"/>', '{u}e', 'default'],
    ['<p:e xmlns:p="u"/>', '{u}e', 'prefixed'],
    ['<r xmlns="u"><e/></r>', '{u}e', 'inherited'],
    ['<r xmlns="u"><e xmlns=""/></r>', '{}e', 'default undeclared'],
    ['<r xmlns="u"><s xmlns=""/><e/></r>', '{u}e', 'an undeclaration ends with its element'],
    ['<p:r xmlns:p="u"><p:e xmlns:p="v"/></p:r>', '{v}e', 'shadowed'],
    ['<p:r xmlns:p="u"><p:s xmlns:p="v"><p:t xmlns:p="u"/></p:s><p:e/></p:r>', '{u}e', 'restored after two'],
    ['<p:e a="" xmlns:p="u"/>', '{u}e', 'declared after its use'],
    ['<p:r xmlns:p="u"><s xmlns:p="v"></s><p:e/></p:r>', '{u}e', 'restored after an element with an end tag'],
    [`<xml:e/>`, `{${XML}}e`, 'xml needs no declaration'],
    [`<xml:e xmlns:xml="${XML}"/>`, `{${XML}}e`, 'but may have the right one'],
    ['<p:e xmlns:p=" a&amp;b&#x9;"/>', '{ a&b\t}e', 'a name is normalised as values are, not trimmed'],
    ['<xmlnsx:e xmlns:xmlnsx="u"/>', '{u}e', 'a prefix that only starts with xmlns'],
    ['<__proto__:e xmlns:__proto__="u"/>', '{u}e', 'a prefix that is special to JavaScript'],
  ] as const;

  test.each(rows)('%s is %s: %s', (text, name) => {
    const document = read(text);
    expect(document.problem).toBeUndefined();
    expect(expanded(elementNamed(document, 'e'))).toBe(name);
  });

  test('the default namespace is not for attributes (§6.2)', () => {
    const root = rootOf('<p:e xmlns="u" xmlns:p="u" a="1" p:a="2" xml:lang="de" xmlnsx="3"/>');
    expect(root.attributes.map((one) => [one.namespaceURI, one.prefix, one.localName, one.value])).toEqual([
      ['', '', 'a', '1'],
      ['u', 'p', 'a', '2'],
      [XML, 'xml', 'lang', 'de'],
      ['', '', 'xmlnsx', '3'],
    ]);
    expect(attributeNamed(root, 'a')?.value).toBe('1');
    expect(attributeNamed(root, 'a', 'u')?.value).toBe('2');
  });

  test('the scope of an element holds what is declared on and above it', () => {
    const document = read('<r xmlns="u" xmlns:p="v"><m><e xmlns="" xmlns:q="w"/></m><f/></r>');
    const scope = elementNamed(document, 'e').scope;
    expect(['', 'p', 'q', 'x'].map((prefix) => lookup(scope, prefix))).toEqual(['', 'v', 'w', undefined]);
    expect(elementNamed(document, 'm').scope).toBe(elementNamed(document, 'r').scope);
    expect(lookup(elementNamed(document, 'f').scope, '')).toBe('u');
    expect(lookup(elementNamed(document, 'f').scope, 'q')).toBeUndefined();
    expect(rootOf('<a/>').scope).toBeUndefined();
  });
});

describe('names', () => {
  const names = [
    '_',
    'a.b-c_1',
    '\u00E9l\u00E9ment',
    '\u0391',
    '\u540D\u524D',
    '\u{10000}\u{EFFFF}',
    'a\u00B7\u0301\u203F',
  ];

  test.each(names)('%j', (name) => {
    const root = rootOf(`<p:${name} xmlns:p="u" ${name}="v"></p:${name}>`);
    expect([root.localName, root.attributes[0]?.name]).toEqual([name, name]);
  });

  test.each(['\u00D7', '\u00F7', '\u037E', '\u2000', '\u0301', '\u00B7', '\uFFFE'])('not %j', (name) => {
    expect(read(`<${name}/>`).problem?.code).toBe('malformed-tag');
  });
});

describe('the XML declaration', () => {
  // [as written, version, encoding]
  const rows = [
    ['<?xml version="1.0"?>', '1.0', undefined],
    ["<?xml version='1.0' encoding='utf-8'?>", '1.0', 'utf-8'],
    ['<?xml\r\n\tversion = "1.0"\n encoding\t= "UTF-16" standalone = \'yes\' ?>', '1.0', 'UTF-16'],
    ['<?xml version="1.0" standalone="no"?>', '1.0', undefined],
    ['<?xml version="1.1"?>', '1.1', undefined],
  ] as const;

  test.each(rows)('%j', (written, version, encoding) => {
    const { declaration, problem } = read(`${written}<a/>`);
    expect(problem).toBeUndefined();
    expect(declaration).toEqual({ version, encoding, start: 0, end: written.length });
  });

  test('absent', () => {
    expect(read('<?xml-stylesheet href="x"?><a/>')).toMatchObject({
      declaration: undefined,
      problem: undefined,
    });
  });
});

describe('the DOCTYPE is passed over', () => {
  const doctypes = [
    '<!DOCTYPE a>',
    '<!DOCTYPE a SYSTEM "]>">',
    `<!DOCTYPE a PUBLIC '>"' "'>">`,
    '<!DOCTYPE a [ <!ENTITY e "]>"> ]>',
    `<!DOCTYPE a [ <!ENTITY e ']>"'> <!ENTITY f "'>"> ]>`,
    `<!DOCTYPE a [ <!-- ]> " ' --> <?p ]> ' ?> <!ELEMENT a ANY> %p; ] >`,
    '<!DOCTYPE a [<!ATTLIST a b CDATA "default">]>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
  ];

  test.each(doctypes)('%s', (written) => {
    const { doctype, problem, root } = read(`<?xml version="1.0"?>\n${written}\n<a/>`);
    expect(problem).toBeUndefined();
    expect(doctype).toEqual({ start: 22, end: 22 + written.length });
    expect(root?.attributes).toEqual([]);
  });

  test('and a billion laughs fall silent', () => {
    const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
    const { problem, root } = read(`<!DOCTYPE a [<!ENTITY e0 "lol">${entities.join('')}]><a>&e9;</a>`);
    expect(problem?.code).toBe('undefined-entity');
    expect(root?.children).toEqual([]);
  });
});

describe('ids', () => {
  test('elements by the attributes that the schemas declare as IDs', () => {
    const document = read(
      `<r ID="1" xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">
        <a Id="2"/><b AssertionID="3"/><c xml:id="4"/><d w:Id="5"/><e id="6"/><f w:ID="7"/><g RequestID="8"/></r>`,
    );
    expect([...document.ids].map(([id, [element]]) => `${id} ${element?.localName}`)).toEqual([
      '1 r',
      '2 a',
      '3 b',
      '4 c',
      '5 d',
      '8 g',
    ]);
  });

  test('all holders of a repeated ID, in document order', () => {
    const document = read('<r ID="x"><a ID="x"><b Id="x"/></a><c ID="y"/></r>');
    expect(document.ids.get('x')?.map((element) => element.localName)).toEqual(['r', 'a', 'b']);
    expect(document.ids.get('y')?.length).toBe(1);
  });

  test('one holder once, though two of its attributes say the same', () => {
    expect(read('<r ID="x" Id="x" xml:id="y"/>').ids.get('x')?.length).toBe(1);
    expect(read('<r ID="x" Id="x" xml:id="y"/>').ids.get('y')?.length).toBe(1);
  });
});

describe('a list of elements that are alike but for their text', () => {
  const text = `<r>\n${'<v>one</v><v>two</v><v>three</v>'.repeat(3)}<v/><w>x</w><w>y</w> <w>z</w></r>`;

  test('is made when its parent is asked for its children, once', () => {
    const { root } = read(text);
    expect(root?.hasLists).toBe(true);
    const { children } = root as XmlElement;
    expect(children.map((child) => text.slice(child.start, child.end)).join('')).toBe(text.slice(3, -4));
    expect(children.every((child) => child.type !== 'element' || child.parent === root)).toBe(true);
    expect(root?.children).toBe(children);
  });

  test('counts against the limit on nodes like any other elements', () => {
    const starts = [...text.matchAll(/<[a-z]|[^<>]+(?=<)/g)].map(({ index }) => index);
    for (let nodes = 1; nodes < starts.length; nodes++) {
      const { problem, root } = read(text, { nodes });
      expect([problem?.code, problem?.start]).toEqual(['limit', starts[nodes]]);
      const kept = root?.children.filter(({ type }) => type === 'element').length ?? 0;
      expect(kept).toBeLessThanOrEqual(nodes);
    }
  });

  test('is passed over where elements of another name are looked for', () => {
    const { root } = read(text);
    expect(
      descendantsNamed(root as XmlElement, '', 'w').map(({ start }) => text.slice(start, start + 4)),
    ).toEqual(['<w>x', '<w>y', '<w>z']);
    const again = read(text.replace(/<w>[yz]<\/w> ?/g, '')).root as XmlElement;
    expect(descendantsNamed(again, '', 'w')).toHaveLength(1);
    expect(again.hasLists).toBe(true);
  });
});
