import { describe, expect, test } from 'vitest';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import type { XmlDocument } from '../../src/xml/document.ts';
import { elementNamed, read } from './reading.ts';

const forms = {
  c14n: { form: 'inclusive', withComments: false },
  'c14n#WithComments': { form: 'inclusive', withComments: true },
  c14n11: { form: 'inclusive-1.1', withComments: false },
  exc: { form: 'exclusive', withComments: false },
  'exc#WithComments': { form: 'exclusive', withComments: true },
} satisfies Record<string, Canonicalization>;
type Form = keyof typeof forms;
const all = Object.keys(forms) as Form[];

function wellFormed(text: string): XmlDocument {
  const document = read(text);
  expect(document.problem).toBeUndefined();
  return document;
}

/** The canonical form of the whole document. */
const whole = (text: string, form: Form) => canonicalize(wellFormed(text), forms[form]);

/** The canonical form of the first element with a local name, `e` unless told. */
const subtree = (text: string, form: Form, apex = 'e', inclusivePrefixes?: readonly string[]) =>
  canonicalize(elementNamed(wellFormed(text), apex), {
    ...forms[form],
    ...(inclusivePrefixes && { inclusivePrefixes }),
  });

describe('the examples of Canonical XML 1.0 §3 that need no DTD', () => {
  test('3.1: instructions, comments, and what is outside the root', () => {
    const text = [
      '<?xml version="1.0"?>',
      '',
      '<?xml-stylesheet   href="doc.xsl"',
      '   type="text/xsl"   ?>',
      '',
      '<!DOCTYPE doc SYSTEM "doc.dtd">',
      '',
      '<doc>Hello, world!<!-- Comment 1 --></doc>',
      '',
      '<?pi-without-data     ?>',
      '',
      '<!-- Comment 2 -->',
      '',
      '<!-- Comment 3 -->',
      '',
    ].join('\n');
    const start = '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!';
    for (const form of ['c14n', 'c14n11', 'exc'] as const) {
      expect(whole(text, form)).toBe(`${start}</doc>\n<?pi-without-data?>`);
    }
    for (const form of ['c14n#WithComments', 'exc#WithComments'] as const) {
      expect(whole(text, form)).toBe(
        `${start}<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->`,
      );
    }
  });

  test('3.2: white space in content stays', () => {
    const text =
      '<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <dirty>   A   B   </dirty>\n   </mixed>\n</doc>';
    for (const form of all) expect(whole(text, form)).toBe(text);
  });

  test('3.3: start and end tags', () => {
    const text = `<doc>
   <e1   />
   <e2   ></e2>
   <e3    name = "elem3"   id="elem3"    />
   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
       xmlns:b="http://www.ietf.org"
       xmlns:a="http://www.w3.org"
       xmlns="http://example.org"/>
   <e6 xmlns="" xmlns:a="http://www.w3.org">
       <e7 xmlns="http://www.ietf.org">
           <e8 xmlns="" xmlns:a="http://www.w3.org">
               <e9 xmlns="" xmlns:a="http://www.ietf.org"/>
           </e8>
       </e7>
   </e6>
</doc>`;
    expect(whole(text, 'c14n')).toBe(`<doc>
   <e1></e1>
   <e2></e2>
   <e3 id="elem3" name="elem3"></e3>
   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
   <e6 xmlns:a="http://www.w3.org">
       <e7 xmlns="http://www.ietf.org">
           <e8 xmlns="">
               <e9 xmlns:a="http://www.ietf.org"></e9>
           </e8>
       </e7>
   </e6>
</doc>`);
  });

  test('3.4: character modifications and references', () => {
    const text = `<doc>
   <text>First line&#x0d;&#10;Second line</text>
   <value>&#x32;</value>
   <compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>
   <compute expr='value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"'>valid</compute>
   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>
</doc>`;
    for (const form of all) {
      expect(whole(text, form)).toBe(`<doc>
   <text>First line&#xD;
Second line</text>
   <value>2</value>
   <compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>
   <compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute>
   <norm attr=" '    &#xD;&#xA;&#x9;   ' "></norm>
</doc>`);
    }
  });

  test('3.6: a character reference becomes the character', () => {
    expect(whole('<?xml version="1.0" encoding="ISO-8859-1"?>\n<doc>&#169;</doc>', 'c14n')).toBe(
      '<doc>\u00A9</doc>',
    );
  });
});

// [why, document, form, canonical form of the element e]
type SubtreeRow = readonly [why: string, text: string, form: Form, canonical: string];

describe('an element taken out of its document', () => {
  const scoped =
    '<n0:pdu xmlns:n0="urn:0" xmlns:u="urn:unused"><n1:e xmlns:n1="urn:1"> content </n1:e></n0:pdu>';
  const langs =
    '<r xml:lang="fr" xml:space="preserve" xml:id="i" xml:x="y"><m xml:lang="en"><e xml:space="default" a=""><f/></e></m></r>';
  const undone = '<r xmlns="urn:d" xmlns:p="urn:p"><m xmlns=""><e><f xmlns="urn:d"/></e></m></r>';

  const rows: readonly SubtreeRow[] = [
    [
      'inclusive takes all that is in scope (exclusive §2.1)',
      scoped,
      'c14n',
      '<n1:e xmlns:n0="urn:0" xmlns:n1="urn:1" xmlns:u="urn:unused"> content </n1:e>',
    ],
    ['exclusive takes what is used', scoped, 'exc', '<n1:e xmlns:n1="urn:1"> content </n1:e>'],
    [
      '1.0 inherits every xml: attribute, the nearest first (§2.4)',
      langs,
      'c14n',
      '<e a="" xml:id="i" xml:lang="en" xml:space="default" xml:x="y"><f></f></e>',
    ],
    [
      '1.1 inherits xml:lang and xml:space only (§2.4)',
      langs,
      'c14n11',
      '<e a="" xml:lang="en" xml:space="default"><f></f></e>',
    ],
    ['exclusive inherits none', langs, 'exc', '<e a="" xml:space="default"><f></f></e>'],
    [
      'an undeclared default is not written at the apex',
      undone,
      'c14n',
      '<e xmlns:p="urn:p"><f xmlns="urn:d"></f></e>',
    ],
    ['nor in exclusive', undone, 'exc', '<e><f xmlns="urn:d"></f></e>'],
    [
      'xmlns="" is written where it undoes what was',
      '<e xmlns="urn:d"><f xmlns=""><g/><h xmlns="urn:d"/></f></e>',
      'c14n',
      '<e xmlns="urn:d"><f xmlns=""><g></g><h xmlns="urn:d"></h></f></e>',
    ],
    [
      'the same in exclusive',
      '<e xmlns="urn:d"><f xmlns=""><g/><h xmlns="urn:d"/></f></e>',
      'exc',
      '<e xmlns="urn:d"><f xmlns=""><g></g><h xmlns="urn:d"></h></f></e>',
    ],
    [
      'exclusive: not when nothing used the default',
      '<p:e xmlns="urn:d" xmlns:p="urn:p"><f xmlns=""/></p:e>',
      'exc',
      '<p:e xmlns:p="urn:p"><f></f></p:e>',
    ],
    [
      'inclusive: what is repeated is not written again',
      '<e xmlns="urn:d" xmlns:p="urn:p"><f xmlns="urn:d" xmlns:p="urn:p"/></e>',
      'c14n',
      '<e xmlns="urn:d" xmlns:p="urn:p"><f></f></e>',
    ],
    [
      'inclusive: what comes back after a change is',
      '<e xmlns:p="urn:p"><f xmlns:p="urn:q"><g xmlns:p="urn:p"/></f><h/></e>',
      'c14n',
      '<e xmlns:p="urn:p"><f xmlns:p="urn:q"><g xmlns:p="urn:p"></g></f><h></h></e>',
    ],
    [
      'exclusive: siblings each declare what they use',
      '<e xmlns:p="urn:p"><p:f/><p:g><p:h/></p:g></e>',
      'exc',
      '<e><p:f xmlns:p="urn:p"></p:f><p:g xmlns:p="urn:p"><p:h></p:h></p:g></e>',
    ],
    [
      'exclusive: an attribute uses its prefix',
      '<e xmlns:p="urn:p" xmlns:q="urn:q" p:a=""/>',
      'exc',
      '<e xmlns:p="urn:p" p:a=""></e>',
    ],
    [
      'exclusive: a prefix in a value is not used',
      '<e xmlns:xs="urn:xs" type="xs:string">xs:string</e>',
      'exc',
      '<e type="xs:string">xs:string</e>',
    ],
    [
      'exclusive: an attribute without a prefix does not use the default',
      '<p:e xmlns="urn:d" xmlns:p="urn:p" a=""/>',
      'exc',
      '<p:e xmlns:p="urn:p" a=""></p:e>',
    ],
    [
      'exclusive: a prefix bound anew between two uses',
      '<p:e xmlns:p="urn:p"><f xmlns:p="urn:q"><p:g/></f><p:h/></p:e>',
      'exc',
      '<p:e xmlns:p="urn:p"><f><p:g xmlns:p="urn:q"></p:g></f><p:h></p:h></p:e>',
    ],
    [
      'exclusive: and bound back',
      '<p:e xmlns:p="urn:p"><p:f xmlns:p="urn:q"><p:g xmlns:p="urn:p"/></p:f></p:e>',
      'exc',
      '<p:e xmlns:p="urn:p"><p:f xmlns:p="urn:q"><p:g xmlns:p="urn:p"></p:g></p:f></p:e>',
    ],
    [
      'the xml prefix is never declared',
      '<xml:e xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="de"/>',
      'c14n',
      '<xml:e xml:lang="de"></xml:e>',
    ],
    [
      'nor in exclusive',
      '<xml:e xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="de"/>',
      'exc',
      '<xml:e xml:lang="de"></xml:e>',
    ],
    [
      'a namespace name is escaped as values are',
      '<e xmlns="urn:&amp;&lt;&quot;&#9;&#10;&#13;>"/>',
      'exc',
      '<e xmlns="urn:&amp;&lt;&quot;&#x9;&#xA;&#xD;>"></e>',
    ],
    ['comments go', '<e>a<!-- c -->b</e>', 'exc', '<e>ab</e>'],
    ['or stay', '<e>a<!-- c -->b</e>', 'exc#WithComments', '<e>a<!-- c -->b</e>'],
    [
      'what surrounds the apex is not taken',
      '<!--x--><?p?><r>t<e/>u</r><!--y-->',
      'c14n#WithComments',
      '<e></e>',
    ],
    [
      'line ends in text, comment and instruction are LF',
      '<e>\r\n<!--\r--><?p x\r\n?></e>',
      'exc#WithComments',
      '<e>\n<!--\n--><?p x\n?></e>',
    ],
    ['an instruction keeps its trailing space', '<e><?p  q  ?></e>', 'exc', '<e><?p q  ?></e>'],
    [
      'what XML must escape in text, and no more',
      `<e>&lt;&gt;&amp;&quot;&apos;&#13;&#9;&#10;\u00A0</e>`,
      'exc',
      `<e>&lt;&gt;&amp;"'&#xD;\t\n\u00A0</e>`,
    ],
    [
      'what XML must escape in values, and no more',
      `<e a="&lt;&gt;&amp;&quot;&apos;&#13;&#9;&#10;\u00A0"/>`,
      'exc',
      `<e a="&lt;>&amp;&quot;'&#xD;&#x9;&#xA;\u00A0"></e>`,
    ],
  ];

  test.each(rows)('%s', (_, text, form, canonical) => {
    expect(subtree(text, form)).toBe(canonical);
  });
});

describe('order', () => {
  test('attributes by namespace URI, not by prefix, those in none first', () => {
    expect(
      subtree('<e xmlns:a="urn:2" xmlns:b="urn:1" z="" xml:lang="" a:x="" b:y="" b:x="" A=""/>', 'exc'),
    ).toBe('<e xmlns:a="urn:2" xmlns:b="urn:1" A="" z="" xml:lang="" b:x="" b:y="" a:x=""></e>');
  });

  test('declarations by prefix, the default first', () => {
    expect(subtree('<e xmlns:b="urn:1" xmlns:B="urn:2" xmlns:a="urn:3" xmlns="urn:4"/>', 'c14n')).toBe(
      '<e xmlns="urn:4" xmlns:B="urn:2" xmlns:a="urn:3" xmlns:b="urn:1"></e>',
    );
  });

  test('by code point: U+10400 comes after U+F900, though its first surrogate is less', () => {
    const [low, high] = ['\uF900', '\u{10400}'];
    expect(subtree(`<e ${high}="" ${low}="" z=""/>`, 'exc')).toBe(`<e z="" ${low}="" ${high}=""></e>`);
    expect(subtree(`<e xmlns:${high}="urn:1" xmlns:${low}="urn:2"/>`, 'c14n')).toBe(
      `<e xmlns:${low}="urn:2" xmlns:${high}="urn:1"></e>`,
    );
    expect(subtree(`<e xmlns:a="${high}" xmlns:b="${low}" a:x="" b:x=""/>`, 'exc')).toBe(
      `<e xmlns:a="${high}" xmlns:b="${low}" b:x="" a:x=""></e>`,
    );
  });

  test('a name before a longer one that starts with it', () => {
    expect(subtree('<e ab="" a="" abc="" a-b=""/>', 'exc')).toBe('<e a="" a-b="" ab="" abc=""></e>');
  });
});

describe('InclusiveNamespaces PrefixList (exclusive §3)', () => {
  const text =
    '<r xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"><p:e><f xmlns:q="urn:q2"><g xmlns="" xmlns:q="urn:q2"/></f></p:e></r>';

  // [PrefixList, canonical form]
  const rows = [
    [[], '<p:e xmlns:p="urn:p"><f xmlns="urn:d"><g xmlns=""></g></f></p:e>'],
    [
      ['q'],
      '<p:e xmlns:p="urn:p" xmlns:q="urn:q"><f xmlns="urn:d" xmlns:q="urn:q2"><g xmlns=""></g></f></p:e>',
    ],
    [[''], '<p:e xmlns="urn:d" xmlns:p="urn:p"><f><g xmlns=""></g></f></p:e>'],
    [['p', 'p', 'xml', 'undeclared'], '<p:e xmlns:p="urn:p"><f xmlns="urn:d"><g xmlns=""></g></f></p:e>'],
    [
      ['q', ''],
      '<p:e xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"><f xmlns:q="urn:q2"><g xmlns=""></g></f></p:e>',
    ],
  ] as const;

  test.each(rows)('%j', (prefixes, canonical) => {
    expect(subtree(text, 'exc', 'e', prefixes)).toBe(canonical);
  });

  test('a default that nothing declares is nothing to write', () => {
    expect(subtree('<r xmlns:p="urn:p"><e/></r>', 'exc', 'e', [''])).toBe('<e></e>');
  });

  test('#default undeclared below an apex that has one', () => {
    expect(subtree('<p:e xmlns="urn:d" xmlns:p="urn:p"><p:f xmlns=""/></p:e>', 'exc', 'e', [''])).toBe(
      '<p:e xmlns="urn:d" xmlns:p="urn:p"><p:f xmlns=""></p:f></p:e>',
    );
  });

  test('has no meaning for the inclusive forms', () => {
    expect(subtree(text, 'c14n', 'e', ['q'])).toBe(subtree(text, 'c14n'));
  });
});

describe('an omitted element', () => {
  const document = wellFormed('<r ID="1"><a/> <s xmlns="urn:s"><t/></s> <b/></r>');
  const omitted = elementNamed(document, 's');

  test.each(all)('leaves what stands round it (%s)', (form) => {
    expect(canonicalize(elementNamed(document, 'r'), forms[form], omitted)).toBe(
      '<r ID="1"><a></a>  <b></b></r>',
    );
    expect(canonicalize(document, forms[form], omitted)).toBe('<r ID="1"><a></a>  <b></b></r>');
  });

  test('elsewhere changes nothing', () => {
    expect(canonicalize(elementNamed(document, 'a'), forms.exc, omitted)).toBe('<a></a>');
  });

  test('is one node, not all of its name', () => {
    const twins = wellFormed('<r><s>1</s><s>2</s></r>');
    expect(canonicalize(twins, forms.exc, elementNamed(twins, 's'))).toBe('<r><s>2</s></r>');
  });
});

describe('xml:base in Canonical XML 1.1 (§2.4)', () => {
  // [bases from the root inwards, the last of them on the apex; undefined: none there; what is written; why]
  const rows: readonly (readonly [
    bases: readonly (string | undefined)[],
    written: string | undefined,
    why: string,
  ])[] = [
    [['http://example.org/a/b', 'c'], 'http://example.org/a/c', 'joined'],
    [['http://example.org/a/b', undefined], 'http://example.org/a/b', 'inherited as it is'],
    [['http://example.org/a/', 'b/', 'c/', undefined], 'http://example.org/a/b/c/', 'from every level'],
    [
      ['http://example.org/a', 'http://example.com/b'],
      'http://example.com/b',
      'an absolute one stands alone',
    ],
    [
      ['http://example.org/a/b', '//example.com/c'],
      'http://example.com/c',
      'an authority keeps the scheme only',
    ],
    [['http://example.org/a/b', '/c'], 'http://example.org/c', 'a rooted path keeps the authority'],
    [['http://example.org', 'c'], 'http://example.org/c', 'an authority without a path'],
    [['http://example.org/a?q', '?r'], 'http://example.org/a?r', 'a query replaces a query'],
    [['http://example.org/a?q', ''], 'http://example.org/a?q', 'nothing replaces nothing'],
    [['http://example.org/a/', 'b#f'], 'http://example.org/a/b', 'fragments are dropped'],
    [['http://example.org/a/', '../../../b'], 'http://example.org/b', 'no further up than the root'],
    [['a/b', 'c'], 'a/c', 'relative ones stay relative'],
    [['a/b/', '../../../c'], '../c', 'and keep what leads out of them'],
    [['..', 'c'], '../c', 'a base of two dots is a directory'],
    [['../..', '..'], '../../../', 'and ends in a slash'],
    [['a/', './b/./c'], 'a/b/c', 'single dots go'],
    [['a//b/', 'c'], 'a/b/c', 'slashes in a row are one'],
    [['a/', '..'], undefined, 'nothing left, nothing written'],
    [['', ''], undefined, 'nothing to begin with'],
    [[undefined, 'a/../b'], 'a/../b', 'untouched where no ancestor has one'],
    [[undefined, ''], '', 'even if empty'],
    [['b', 'a&amp;c'], 'a&amp;c', 'escaped as values are'],
  ];

  test.each(rows)('%j gives %j: %s', (bases, written) => {
    const last = bases.length - 1;
    const tags = bases.map(
      (base, i) => `<${i === last ? 'e' : 'r'}${base === undefined ? '' : ` xml:base="${base}"`}>`,
    );
    const text = `${tags.join('')}</e>${'</r>'.repeat(last)}`;
    expect(subtree(text, 'c14n11')).toBe(written === undefined ? '<e></e>' : `<e xml:base="${written}"></e>`);
  });

  test('keeps its place among the attributes', () => {
    expect(
      subtree('<r xml:base="a/" xml:lang="de"><e z="" xml:space="default" xml:base="b"/></r>', 'c14n11'),
    ).toBe('<e z="" xml:base="a/b" xml:lang="de" xml:space="default"></e>');
  });

  test('1.0 inherits it without joining', () => {
    expect(subtree('<r xml:base="a/"><e/></r>', 'c14n')).toBe('<e xml:base="a/"></e>');
    expect(subtree('<r xml:base="a/"><e xml:base="b"/></r>', 'c14n')).toBe('<e xml:base="b"></e>');
  });

  test('below the apex nothing is joined', () => {
    expect(subtree('<r xml:base="a/"><e xml:base="b/"><f xml:base="c/"/></e></r>', 'c14n11')).toBe(
      '<e xml:base="a/b/"><f xml:base="c/"></f></e>',
    );
  });
});

describe('canonical text', () => {
  test.each(all)('is its own canonical form (%s)', (form) => {
    const text =
      '<?p?><p:a xmlns:p="urn:p" b="&lt;&#xD;">\r<!--c--><q:c xmlns:q="urn:q" p:d="e"/>&#13;&gt;</p:a><!--d-->';
    const once = whole(text, form);
    expect(whole(once, form)).toBe(once);
  });
});
