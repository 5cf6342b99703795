import { expect, test } from 'vitest';
import { parseXml } from '../../core/src/xml/parse.ts';
import { buildResponse, locateElements, type Mutation, mutate, type WrappingShape } from '../src/index.ts';

const small = '<!-- <x/> --><r a="1>" b="2"><s ID="i">text</s><s ID="j" c=\'3\'/><![CDATA[<s>]]></r>';

const rows: readonly (readonly [mutation: Mutation, result: string])[] = [
  [{ kind: 'set-text', element: 's', text: '<&' }, small.replace('text', '&lt;&amp;')],
  [{ kind: 'set-attribute', element: 'r', attribute: 'a', value: '"' }, small.replace('1>', '&quot;')],
  [{ kind: 'set-attribute', element: 'r', attribute: 'n', value: '9' }, small.replace('<r ', '<r n="9" ')],
  [{ kind: 'remove-attribute', element: 'r', attribute: 'b' }, small.replace(' b="2"', '')],
  [{ kind: 'remove-element', element: { localName: 's', nth: 1 } }, small.replace('<s ID="j" c=\'3\'/>', '')],
  [{ kind: 'insert', element: 's', where: 'before', markup: '<n/>' }, small.replace('<s', '<n/><s')],
  [{ kind: 'insert', element: 's', where: 'after', markup: '<n/>' }, small.replace('</s>', '</s><n/>')],
  [{ kind: 'insert', element: 's', where: 'first', markup: '<n/>' }, small.replace('text', '<n/>text')],
  [{ kind: 'insert', element: 's', where: 'last', markup: '<n/>' }, small.replace('text', 'text<n/>')],
  [{ kind: 'comment-in-text', element: 's', after: 2 }, small.replace('text', 'te<!---->xt')],
  [{ kind: 'duplicate-id', element: { localName: 's', nth: 1 }, of: 's' }, small.replace('ID="j"', 'ID="i"')],
  [{ kind: 'cut-short', keep: 5 }, '<!-- '],
  [{ kind: 'prepend', text: '!' }, `!${small}`],
  [{ kind: 'append', text: '!' }, `${small}!`],
];

test.each(rows)('%o', (mutation, result) => {
  expect(mutate(small, mutation)).toBe(result);
});

test.each<[Mutation, RegExp]>([
  [{ kind: 'set-text', element: 'absent', text: '' }, /There is no <absent>/],
  [{ kind: 'set-text', element: { localName: 's', nth: 1 }, text: '' }, /empty/],
  [{ kind: 'remove-attribute', element: 'r', attribute: 'z' }, /There is no z/],
  [{ kind: 'unbind-prefix', prefix: 'p' }, /No prefix p/],
  [{ kind: 'tamper-signature-value' }, /There is no <SignatureValue>/],
])('%o changes nothing here and says so', (mutation, message) => {
  expect(() => mutate(small, mutation)).toThrow(message);
});

test('elements are found where the parser of core finds them', () => {
  const text = response();
  const mine = locateElements(text).map(({ name, start, openEnd, closeStart, end }) =>
    [name, start, openEnd, closeStart, end].join(' '),
  );
  const { root } = parseXml({ name: 'test', text, steps: [] });
  const theirs: string[] = [];
  const visit = (element: typeof root): void => {
    if (!element) return;
    const { name, start, openEnd, closeStart, end } = element;
    theirs.push([name, start, openEnd, closeStart, end].join(' '));
    for (const child of element.children) if (child.type === 'element') visit(child);
  };
  visit(root);
  expect(mine).toEqual(theirs);
});

const shapes: readonly WrappingShape[] = [
  'forged-first',
  'forged-last',
  'original-in-forged',
  'original-in-signature',
  'original-in-extensions',
  'signature-moved',
  'signature-moved-to-extensions',
  'same-id',
];

test.each(shapes)('%s keeps the original and adds a forgery', (shape) => {
  const wrapped = mutate(response(), { kind: 'wrap', shape, nameId: 'admin@example.com' });
  expect(parseXml({ name: 'test', text: wrapped, steps: [] }).problem).toBeUndefined();
  expect(locateElements(wrapped).filter(({ localName }) => localName === 'Assertion')).toHaveLength(2);
  expect(wrapped).toContain('admin@example.com');
  expect(wrapped).toContain('ana.silva@example.com');
  expect(wrapped.match(/<ds:SignatureValue/g)).toHaveLength(2);
});

function response(): string {
  return buildResponse({
    dialect: 'okta',
    issueInstant: '2026-03-02T09:30:00Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com/',
    attributes: { a: ['<1>', '2'] },
  });
}
