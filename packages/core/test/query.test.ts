import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SamlscopeError } from '../src/base/errors.ts';
import { query } from '../src/query.ts';
import { elementsIn } from '../src/xml/navigate.ts';
import { parseXml } from '../src/xml/parse.ts';

const message = `<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1">
  <x:Assertion xmlns:x="urn:oasis:names:tc:SAML:2.0:assertion" ID="_2">
    <x:Audience>one &amp; two</x:Audience><x:Audience>three</x:Audience>
  </x:Assertion>
</Response>`;

const found = (expression: string) =>
  query(message, expression).map(({ kind, value, text, line, column }) => [kind, value, text, line, column]);

// [expression, results, why it is here]
const cases = [
  [
    '//saml:Audience',
    [
      ['element', 'one & two', '<x:Audience>one &amp; two</x:Audience>', 3, 5],
      ['element', 'three', '<x:Audience>three</x:Audience>', 3, 43],
    ],
    'the usual prefixes, whatever the text calls them; elements as written, in document order',
  ],
  [
    '//@ID',
    [
      ['attribute', '_1', 'ID="_1"', 1, 56],
      ['attribute', '_2', 'ID="_2"', 2, 64],
    ],
    'attributes',
  ],
  ['/samlp:Response/@*', [['attribute', '_1', 'ID="_1"', 1, 56]], 'a namespace declaration is no attribute'],
  ['//saml:Audience[2]/text()', [['text', 'three', 'three', 3, 43]], 'text, at its element'],
  ['count(//saml:Audience)', [['number', '2', '2', undefined, undefined]], 'a number'],
  ['string(//@ID)', [['string', '_1', '_1', undefined, undefined]], 'a string'],
  ['//saml:Subject = 1', [['boolean', 'false', 'false', undefined, undefined]], 'a boolean'],
  ['//Audience', [], 'no prefix is no namespace, in XPath 1.0'],
] as const;

test.each(cases)('%s', (expression, results) => {
  expect(found(expression)).toEqual(results);
});

test('the XPath of a result selects it again', () => {
  for (const { xpath, text } of query(message, '//* | //@*')) {
    expect(query(message, xpath ?? '').map((again) => again.text)).toEqual([text]);
  }
});

describe('what cannot be answered says why', () => {
  const refused = (text: string, expression: string): SamlscopeError => {
    try {
      query(text, expression);
    } catch (error) {
      if (error instanceof SamlscopeError) return error;
      throw error;
    }
    throw new Error('not refused');
  };

  test.each([
    ['//[', 'does not parse'],
    ['//foo:a', 'an unbound prefix'],
    ['document("/etc/passwd")', 'XPath reads no files'],
    ['', 'nothing asked'],
  ])('%j: %s', (expression) => {
    const error = refused(message, expression);
    expect(error.code).toBe('usage');
    expect(error.message).toContain(JSON.stringify(expression));
    expect(error.details.join('\n')).toContain('samlp, saml, md, ds');
  });

  test.each([
    ['<a><b></a>', 'xmldom would repair it'],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>x</a>', 'a DOCTYPE'],
    ['', 'nothing there'],
  ])('%j: %s', (text) => {
    expect(refused(text, '/').code).toBe('not-xml');
  });
});

const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
  : [];
if (files.length === 0) console.log(`skipped: ${corpus} is absent`);

test.skipIf(files.length === 0)('xmldom sees the same elements as we do, in every file of the corpus', () => {
  let compared = 0;
  for (const file of files) {
    const text = readFileSync(resolve(corpus, file), 'utf8').replace(/^\ufeff/, '');
    const document = parseXml({ name: file, text, steps: [] });
    if (!document.root || document.problem || document.doctype) continue;
    const ours = [...elementsIn(document.root)].map(({ start, end }) => text.slice(start, end));
    expect(
      query(text, '//*').map((result) => result.text),
      file,
    ).toEqual(ours);
    compared++;
  }
  expect(compared).toBeGreaterThan(100);
});
