// The reader of streams and the reader of trees must agree on every text, however it arrives: on whether it is
// well-formed, on what is wrong and where, on the elements, and on the canonical form.
import { describe, expect, test } from 'vitest';
import { growthOf } from '../../../../scripts/fit-exponent.mjs';
import { limits as defaults } from '../../src/base/limits.ts';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { positionOf } from '../../src/xml/position.ts';
import { XmlStream } from '../../src/xml/stream.ts';
import { mutate, Random, randomDocument } from './generate.ts';
import { chunksOf, streamed } from './streamed.ts';

const FORMS: readonly Canonicalization[] = [
  { form: 'exclusive', withComments: false },
  { form: 'exclusive', withComments: true, inclusivePrefixes: ['p', '', 'saml'] },
  { form: 'inclusive', withComments: false },
  { form: 'inclusive-1.1', withComments: true },
];

/** Compares both readings of a text; what could not be compared is `undefined`. */
function agree(text: string, random: Random): boolean {
  const bytes = Buffer.from(text);
  const how = random.pick(FORMS);
  const { problems, elements, canonical } = streamed(
    chunksOf(bytes, random, random.pick([2, 7, 64, 1000])),
    how,
  );
  const source = { name: 'text', text: bytes.toString(), steps: [] };
  const document = parseXml(source);
  if (problems[0]?.code === 'doctype') expect(text).toContain('<!DOCTYPE');
  // These are refused where a tree is read, since that was decoded before.
  if (text.includes('<!DOCTYPE') || !/^utf-?8$/i.test(document.declaration?.encoding ?? 'utf-8'))
    return false;
  const expected = document.problem && {
    code: document.problem.code,
    message: document.problem.message,
    ...positionOf(document, document.problem.start),
  };
  const [problem] = problems;
  const found = problem && {
    code: problem.code,
    message: problem.message,
    line: problem.at.line,
    column: problem.at.column,
  };
  expect(found, text).toEqual(expected);
  if (document.problem || !document.root) return true;
  const tree = [...elementsIn(document.root)].map((element) => ({
    name: element.name,
    namespaceURI: element.namespaceURI,
    ...positionOf(document, element.start),
    byte: Buffer.byteLength(source.text.slice(0, element.start)),
    end: Buffer.byteLength(source.text.slice(0, element.end)),
    attributes: element.attributes.map(({ localName, namespaceURI, value }) => ({
      localName,
      namespaceURI,
      value,
    })),
  }));
  const told = elements
    .map(({ name, namespaceURI, at, end, attributes }) => ({ name, namespaceURI, ...at, end, attributes }))
    .sort((a, b) => a.byte - b.byte);
  expect(told, text).toEqual(tree);
  if (canonical !== '') expect(canonical, text).toBe(canonicalize(document.root, how));
  return true;
}

describe('as a stream and as a tree', () => {
  test('well-formed documents are the same', () => {
    const random = new Random(20260501);
    let compared = 0;
    for (let i = 0; i < 1500; i++) if (agree(randomDocument(random, true), random)) compared++;
    expect(compared).toBeGreaterThan(1000);
  });

  test('damaged documents have the same problem in the same place', () => {
    const random = new Random(20260502);
    let compared = 0;
    for (let i = 0; i < 4000; i++) if (agree(mutate(random, randomDocument(random)), random)) compared++;
    expect(compared).toBeGreaterThan(3000);
  });

  // [text, why it is here]
  const texts: readonly (readonly [string, string])[] = [
    ['', 'nothing'],
    [' \r\n\t', 'only white space'],
    ['<?xml version="1.0"?>', 'no element'],
    ['<!-- c --><?p?>', 'no element, but something'],
    ['text', 'not XML'],
    [' text<a/>', 'text before the root'],
    ['<a/>text', 'text behind the root'],
    ['<a/><b/>', 'two roots'],
    ['<a><b></a>', 'a wrong end tag'],
    ['</a>', 'nothing to close'],
    ['<a', 'cut short in a tag'],
    ['<a b="', 'cut short in a value'],
    ['<a b="&amp', 'cut short in a reference'],
    ['<a>&#x', 'cut short in a character reference'],
    ['<a>\r', 'cut short behind CR'],
    ['<a>]]', 'cut short behind ]]'],
    ['<a>]]></a>', 'the end of no CDATA section'],
    ['<a><![CDATA[x', 'cut short in CDATA'],
    ['<a><![CDA', 'cut short in the start of CDATA'],
    ['<a><!-', 'cut short in the start of a comment'],
    ['<a><!-- x -- y --></a>', 'a comment with --'],
    ['<a><!x></a>', 'a declaration inside'],
    ['<a>\n<?xml version="1.0"?></a>', 'a declaration too late'],
    ['<a b="1" b="2"/>', 'an attribute twice'],
    ['<a xmlns:p="urn:1" xmlns:q="urn:1" p:b="1" q:b="2"/>', 'an attribute twice by its namespace'],
    ['<a xmlns:p="urn:1" xmlns:p="urn:2"/>', 'a prefix declared twice'],
    ['<p:a/>', 'a prefix nobody declares'],
    ['<a xmlns:p="urn:1"><b/></a><p:a/>', 'a second root out of scope'],
    ['<a><b xmlns:p="urn:1"/><p:c/></a>', 'a prefix out of scope'],
    ['<a xmlns:xml="urn:1"/>', 'xml rebound'],
    ['<a xmlns:p=""/>', 'a prefix undeclared'],
    ['<a b=1/>', 'no quotes'],
    ['<a b="<"/>', '< in a value'],
    ['<a b="\u0001"/>', 'a control character in a value'],
    ['<a>\uFFFE</a>', 'a character that is none'],
    ['<a b="\uFFFF"/>', 'and in a value'],
    ['<a>\uFFFD\uEFFF</a>', 'characters that begin alike'],
    ['<a>&#xFFFE;</a>', 'and by reference'],
    ['<a>&nbsp;</a>', 'an entity of HTML'],
    ['<a>&lx;&gx;</a>', 'nearly an entity'],
    ['<a:b:c/>', 'two colons'],
    ['<\u00D7/>', 'no name character'],
    [`<a>${'<b>'.repeat(600)}`, 'deeper than the limit'],
    [
      `<a ${Array.from({ length: 1100 }, (_, i) => `b${i}=""`).join(' ')}/>`,
      'more attributes than the limit',
    ],
    ['\uFEFF<a/>\uFEFF', 'a byte order mark at the end'],
  ];
  test.each(texts)('%j', (text) => {
    const random = new Random(7);
    for (let i = 0; i < 8; i++) {
      const bytes = Buffer.from(text);
      // A byte order mark is no part of what the reader of trees is given.
      const source = { name: 'text', text: text.replace(/^\uFEFF/, ''), steps: [] };
      const document = parseXml(source);
      const { problem } = document;
      const [found] = streamed(chunksOf(bytes, random, 40), FORMS[0] as Canonicalization).problems;
      expect(found && [found.code, found.message]).toEqual(problem && [problem.code, problem.message]);
      if (problem && found) {
        const { line, column } = positionOf(document, problem.start);
        expect([found.at.line, found.at.column]).toEqual([line, column]);
      }
    }
  });
});

describe('what a tree is never read from', () => {
  const first = (bytes: Uint8Array) => streamed([bytes], FORMS[0] as Canonicalization).problems[0];
  const text = (before: string, bytes: readonly number[], after: string) =>
    Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);

  // [name, bytes, where, what]
  const cases: readonly (readonly [string, Uint8Array, number, RegExp])[] = [
    ['Latin-1', text('<a>caf', [0xe9], '</a>'), 6, /byte 0xE9/],
    ['a sequence cut short', text('<a>', [0xe2, 0x82], '</a>'), 3, /byte 0xE2/],
    ['a sequence too long', text('<a>', [0xc0, 0xaf], '</a>'), 3, /byte 0xC0/],
    ['a surrogate', text('<a>', [0xed, 0xa0, 0x80], '</a>'), 3, /byte 0xED/],
    ['a sequence cut short by the end', text('<a>', [0xf0, 0x9f], ''), 3, /byte 0xF0/],
    ['a byte in a name', text('<a', [0xff], '/>'), 2, /byte 0xFF/],
    ['UTF-16, little-endian', Buffer.from('\uFEFF<a/>', 'utf16le'), 0, /UTF-16/],
    ['UTF-16 without its mark', Buffer.from('<a/>', 'utf16le'), 0, /UTF-16/],
    [
      'Latin-1 by its own word',
      text('<?xml version="1.0" encoding="ISO-8859-1"?><a/>', [], ''),
      0,
      /ISO-8859-1/,
    ],
    ['a document type', text('<!DOCTYPE a><a/>', [], ''), 0, /document type declaration/],
  ];
  test.each(cases)('%s', (_, bytes, byte, message) => {
    const problem = first(bytes);
    expect(problem?.message).toMatch(message);
    expect(problem?.at.byte).toBe(byte);
  });

  test('the place of a byte that is not UTF-8 does not depend on what is around it', () => {
    const random = new Random(3);
    for (let i = 0; i < 300; i++) {
      const before = `<a>${'aé東😀\n'
        .repeat(random.below(40))
        .slice(0, random.below(120))
        .replace(/[\ud800-\udbff]$/, '')}`;
      const bytes = text(before, [0xe9], `${'é'.repeat(random.below(60))}</a>`);
      const [problem] = streamed(chunksOf(bytes, random, 50), FORMS[0] as Canonicalization).problems;
      expect(problem?.at.byte).toBe(Buffer.byteLength(before));
    }
  });

  test('a piece larger than the limit is refused, a text of any size is not', () => {
    const limits = { ...defaults, entityBytes: 1000 };
    const read = (text: string) =>
      streamed(chunksOf(Buffer.from(text), new Random(1), 100), FORMS[0] as Canonicalization, { limits })
        .problems;
    expect(read(`<a><!--${'x'.repeat(3000)}--></a>`)[0]?.message).toMatch(/entityBytes \(1000\)/);
    expect(read(`<a>${'x'.repeat(9000)}</a>`)).toEqual([]);
  });
});

describe('going on after a problem', () => {
  test('at the next element of the name asked for', () => {
    const bytes = Buffer.from(
      '<r><x><y></x><EntityDescriptorX/></EntityDescriptor><EntityDescriptor a="1"><é/></EntityDescriptor>&',
    );
    for (let seed = 0; seed < 20; seed++) {
      const { problems, elements, resumed } = streamed(
        chunksOf(bytes, new Random(seed), 30),
        FORMS[0] as Canonicalization,
        { resume: true },
      );
      expect(problems.map(({ code }) => code)).toEqual(['mismatched-tag', 'text-outside-root']);
      expect(elements.map(({ name }) => name)).toEqual(['é', 'EntityDescriptor']);
      expect(resumed).toEqual([bytes.indexOf('<EntityDescriptor a')]);
    }
  });
});

describe('hostile shapes cost no more than their size', () => {
  const repeat = (count: number, part: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => part(i));
  // [shape, sizes, the text of one size, bytes a chunk]
  const shapes: readonly (readonly [string, readonly number[], (size: number) => string, number])[] = [
    ['one tag in small chunks', [2000, 4000, 8000, 16000], (size) => `<a b="${'x'.repeat(size)}"/>`, 16],
    [
      'one comment in small chunks',
      [2000, 4000, 8000, 16000],
      (size) => `<a><!--${'x'.repeat(size)}--></a>`,
      16,
    ],
    [
      'children below many namespaces',
      [100, 200, 400, 800],
      (size) =>
        `<r ${repeat(size, (i) => `xmlns:p${i}="urn:${i}"`).join(' ')}>${repeat(size, (i) => `<p${i}:EntityDescriptor/>`).join('')}</r>`,
      4096,
    ],
    [
      'names that are all different',
      [500, 1000, 2000, 4000],
      (size) => `<r>${repeat(size, (i) => `<a${i} b${i}=""/>`).join('')}</r>`,
      4096,
    ],
    [
      'many attributes',
      [250, 500, 1000],
      (size) => `<r ${repeat(size, (i) => `b${(i * 7919) % size}-${i}="v"`).join(' ')}/>`,
      4096,
    ],
    ['one line', [500, 1000, 2000, 4000], (size) => `<r>${'<EntityDescriptor/>é'.repeat(size)}</r>`, 4096],
    ['bytes that are not UTF-8', [500, 1000, 2000, 4000], (size) => `<r>${'\xff'.repeat(size)}</r>`, 4096],
    [
      'damage after damage',
      [500, 1000, 2000, 4000],
      (size) => `<r>${'<EntityDescriptor <'.repeat(size)}</r>`,
      4096,
    ],
  ];
  test.each(shapes)('%s', (shape, sizes, text, chunk) => {
    const { exponent } = growthOf(sizes, (size: number) => {
      const bytes = Buffer.from(text(size), shape.includes('UTF-8') ? 'latin1' : 'utf8');
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
      return () => {
        const quiet = {
          start() {},
          end() {},
          repeatedId() {},
          resumed() {},
          wants: (name: string) => name === 'EntityDescriptor',
        };
        let problems = 0;
        const stream = new XmlStream(
          { ...quiet, problem: () => (++problems < 20 ? { depth: 0 } : undefined) },
          defaults,
          'EntityDescriptor',
        );
        for (const one of chunks) stream.push(one);
        stream.finish();
      };
    });
    expect(exponent).toBeLessThan(1.35);
  });
});
