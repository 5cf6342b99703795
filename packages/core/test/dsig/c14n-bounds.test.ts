import { expect, test } from 'vitest';
import { CanonicalFormTooLong, canonicalize } from '../../src/xml/c14n.ts';
import { parseXml } from '../../src/xml/parse.ts';

const parse = (text: string) => parseXml({ name: 'test', text, steps: [] });

test('exclusive canonicalisation stops where one long declaration used by many siblings would swell the output', () => {
  const uri = 'u'.repeat(10_000);
  const document = parse(`<r xmlns:p="${uri}">${'<p:e/>'.repeat(1000)}</r>`);
  const how = { form: 'exclusive', withComments: false } as const;
  expect(() => canonicalize(document, how, undefined, 100_000)).toThrow(CanonicalFormTooLong);
  expect(canonicalize(document, how, undefined, 20_000_000).length).toBeGreaterThan(10_000_000);
});

test('a long PrefixList costs no search at every element that declares a namespace', () => {
  const prefixes = Array.from({ length: 100_000 }, (_, i) => `x${i}`);
  const document = parse(`<r>${'<e xmlns:p="urn:p"/>'.repeat(20_000)}</r>`);
  const how = { form: 'exclusive', withComments: false, inclusivePrefixes: [...prefixes, 'p'] } as const;
  expect(canonicalize(document, how)).toBe(`<r>${'<e xmlns:p="urn:p"></e>'.repeat(20_000)}</r>`);
});
