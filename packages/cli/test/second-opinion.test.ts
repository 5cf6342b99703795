import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, inspect, type Report, SamlscopeError } from '@samlscope/core';
import { describe, expect, test } from 'vitest';
import { loadSecondOpinion, mayDiffer } from '../src/second-opinion.ts';

const plain = {
  outcome: 'signer-unknown',
  problems: [],
  signatureMethod: 'rsa-sha256',
  canonicalizationMethod: 'exc-c14n',
  on: '/a',
  references: [
    {
      uri: '#_1',
      target: '/a',
      digestMethod: 'sha256',
      transforms: ['enveloped-signature', 'exc-c14n'],
      matches: true,
    },
  ],
};

describe('the other library is asked', () => {
  const asked = (signature: object, text = '<a/>', keys: object[] = []) =>
    mayDiffer({ signatures: [{ ...plain, ...signature }], facts: { keys } } as unknown as Report, [text]);
  const [reference] = plain.references;

  test('not about the plain case', () => {
    expect(asked({})).toBe(false);
    expect(asked({ outcome: 'known-signer' }, '<?xml version="1.0"?><a/>', [{}])).toBe(false);
    expect(mayDiffer({ signatures: [] } as unknown as Report, ['<!-- -->'])).toBe(false);
  });

  test.each([
    ['a digest that does not match', { outcome: 'digest-mismatch' }],
    ['an algorithm it may not know', { signatureMethod: 'ecdsa-sha256' }],
    ['another canonicalization', { canonicalizationMethod: 'c14n' }],
    ['a problem', { problems: ['x'] }],
    ['several references', { references: [reference, reference] }],
    ['another transform', { references: [{ ...reference, transforms: ['exc-c14n'] }] }],
    [
      'a signature over something else than what it stands in',
      { references: [{ ...reference, target: '/b' }] },
    ],
    ['the whole document', { references: [{ ...reference, uri: '' }] }],
  ])('about %s', (_, parts) => {
    expect(asked(parts)).toBe(true);
  });

  test.each([
    ['a comment', '<a><!-- --></a>'],
    ['CDATA', '<a><![CDATA[x]]></a>'],
    ['a processing instruction', '<a><?x?></a>'],
    ['a reference to a character', '<a>&#65;</a>'],
    ['a carriage return', '<a>\r\n</a>'],
  ])('about a text with %s', (_, text) => {
    expect(asked({}, text)).toBe(true);
  });

  test('where keys were given that are not the signer’s', () => {
    expect(asked({}, '<a/>', [{}])).toBe(true);
  });
});

const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .map((name) => resolve(corpus, name))
      .filter((path) => /\.(?:xml|txt|b64|base64)$/.test(path) && statSync(path).size < 200_000)
  : [];
if (files.length === 0) console.log(`skipped: ${corpus} is absent`);

test.skipIf(files.length === 0)('where it is not asked, it would have said the same', async () => {
  const secondOpinion = await loadSecondOpinion();
  let saved = 0;
  for (const file of files) {
    const bytes = readFileSync(file);
    try {
      const texts = decode(bytes).map(({ xml }) => xml);
      if (mayDiffer(inspect(bytes), texts)) continue;
      for (const signature of inspect(bytes, {}, { secondOpinion }).signatures) {
        expect(signature.secondOpinion, file).toMatchObject({ accepts: true });
        saved++;
      }
    } catch (error) {
      if (!(error instanceof SamlscopeError)) throw error;
    }
  }
  expect(saved).toBeGreaterThan(10);
});
