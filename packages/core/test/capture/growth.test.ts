import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { growthOf } from '../../../../scripts/fit-exponent.mjs';
import { SamlscopeError } from '../../src/base/errors.ts';
import { limits } from '../../src/base/limits.ts';
import { capture } from '../../src/capture/capture.ts';

/** Whatever comes out, the work was done. */
function work(input: string | Uint8Array): void {
  try {
    capture(input, 'x', { ...limits, messages: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (!(error instanceof SamlscopeError)) throw error;
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Each of these makes some search start over and over if it is written without care. */
const HOSTILE: readonly string[] = [
  '%',
  '<',
  '&',
  '=',
  '"',
  '\\',
  ' ',
  '\n',
  '&amp;',
  '&lt;',
  '&a=',
  '%3C',
  '%253C',
  '\\u003c',
  '\\"',
  '<!--',
  '<?xml ',
  'x <?xml ?>',
  '<input ',
  '<input a="',
  '<input name=SAMLResponse value=x>',
  '<form><textarea>',
  '<form',
  'x <Response>',
  'x <Response/>',
  'x <Response a="',
  'x <Response></Response>',
  'x &lt;Response&gt;',
  'x %3CResponse',
  'x </Response>',
  'SAMLResponse',
  'SAMLResponse=',
  'SAMLResponse=x&',
  'SAMLResponse=" ',
  '"SAMLResponse=x ',
  `SAMLResponse: ${'A'.repeat(30)}\n`,
  'SAMLResponse:"',
  'SAMLResponse:\\"',
  'SAMLResponse%3D',
  'x PHNhbW',
  'AAAA ',
  'AAAA=',
  'AAAA\n',
  'A\n ',
  '[',
  '{"a":',
  '["SAMLResponse",',
  'https://x?',
  'eyJ.',
  '-----BEGIN ',
  'PK',
];

/** Fits the growth over a factor of 32. */
function exponentOf(make: (size: number) => string | Uint8Array): number {
  const prepare = (size: number) => {
    const input = make(size);
    return () => work(input);
  };
  return growthOf([10_000, 57_000, 320_000], prepare, { rounds: 3, roundMs: 2 }).exponent;
}

/** Between linear, to which memory adds a little at these sizes, and quadratic. */
const HIGHEST = 1.6;
/** Other work on the machine can only make growth look worse than it is. */
const UNDISTURBED = { retry: 3 };

describe('what capture costs grows with the input and no faster', () => {
  it.each(HOSTILE)('%j over and over', UNDISTURBED, (unit) => {
    expect(exponentOf((size) => unit.repeat(Math.ceil(size / unit.length)))).toBeLessThan(HIGHEST);
  });

  it.each<readonly [string, (size: number) => string | Uint8Array]>([
    [
      'opening tags, then closing ones',
      (size) => `x ${'<Response>'.repeat(size / 20)}${'</Response>'.repeat(size / 20)}`,
    ],
    ['XML', (size) => `<a>${'x'.repeat(size)}</a>`],
    ['base64 in lines', (size) => base64(`<a>${'x'.repeat(size)}</a>`).replace(/.{64}/g, '$&\n')],
    ['base64 with spaces', (size) => base64(`<a>${'~~~>>>'.repeat(size / 6)}</a>`).replaceAll('+', ' ')],
    [
      'DEFLATE',
      (size) => deflateRawSync(`<a>${Array.from({ length: size / 8 }, (_, index) => index).join()}</a>`),
    ],
    ['deep JSON', (size) => `${'['.repeat(size / 4)}${']'.repeat(size / 4)}`],
    ['a long JSON list', (size) => JSON.stringify(Array.from({ length: size / 10 }, () => 'SAMLResp'))],
  ])('%s', UNDISTURBED, (_, make) => {
    expect(exponentOf(make)).toBeLessThan(HIGHEST);
  });
});

describe('capture of the largest inputs', () => {
  it.each<readonly [string, string]>([
    ['a JSON list of a million strings', JSON.stringify(Array.from({ length: 1_000_000 }, () => 'SAMLResp'))],
    ['eight million line breaks', '\n'.repeat(8_000_000)],
    ['eight million percent signs', '%'.repeat(8_000_000)],
    ['base64 of eight million letters', `PHNh${'A'.repeat(8_000_000)}*`],
  ])('does not overflow: %s', (_, input) => {
    expect(() => capture(input, 'x')).toThrow(SamlscopeError);
  });
});
