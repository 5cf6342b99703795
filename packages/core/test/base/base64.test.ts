import { expect, test } from 'vitest';
import { decodeBase64, decodePlainBase64, encodeBase64, withoutWhiteSpace } from '../../src/base/base64.ts';
import { Random } from '../xml/generate.ts';

test.each([
  ['', ''],
  ['TQ==', 'M'],
  ['TWE=', 'Ma'],
  ['TWFu', 'Man'],
  [' T\tW\r\nF u ', 'Man'],
  ['+/+/', '\u00fb\u00ff\u00bf'],
])('%j decodes to %j', (text, octets) => {
  const { bytes } = decodeBase64(text);
  expect(bytes && Buffer.from(bytes).toString('latin1')).toBe(octets);
  expect(bytes && encodeBase64(bytes)).toBe(withoutWhiteSpace(text));
});

test.each([
  ['!AAA', 'holds "!" as character 1', 'the alphabet'],
  ['AA\u{1F600}A', 'holds "\u{1F600}" as character 3', 'a character of two units, told whole'],
  ['AA\u00a0A', 'holds "\u00a0" as character 3', 'white space, but not of XML'],
  ['A-_A', 'holds "-" as character 2', 'base64url'],
  ['A=AA', 'holds "=" as character 2', 'padding inside'],
  ['A===', 'holds "=" as character 2', 'too much padding'],
  ['=', 'has 1 base64 characters', 'nothing but padding'],
  ['TQ', 'has 2 base64 characters', 'no padding'],
  ['TQ=', 'has 3 base64 characters', 'half the padding'],
  ['TR==', 'bits that belong to no octet', 'four bits left over'],
  ['TWF=', 'bits that belong to no octet', 'two bits left over'],
])('%j %s (%s)', (text, fault) => {
  expect(decodeBase64(text).fault).toContain(fault);
});

test('encodes a view of a larger buffer', () => {
  expect(encodeBase64(Uint8Array.from([0, 77, 97, 110, 0]).subarray(1, 4))).toBe('TWFu');
});

test('takes for plain base64 what encoding anew gives again, and nothing else', () => {
  const random = new Random(3);
  const odd = ['=', '==', '-', '_', ' ', '\n', '\u0141', '\u012B', '\u{1F600}', '\0', '!', '\u00e9'];
  let taken = 0;
  for (let i = 0; i < 20_000; i++) {
    const octets = Uint8Array.from({ length: random.below(40) }, () => random.below(256));
    let text = encodeBase64(octets);
    if (random.chance(0.7)) {
      const at = random.below(text.length + 1);
      text = text.slice(0, at) + random.pick(odd) + text.slice(at + random.below(3));
    }
    const decoded = decodePlainBase64(text);
    expect(decoded !== undefined, text).toBe(Buffer.from(text, 'base64').toString('base64') === text);
    if (decoded) taken++;
  }
  expect(taken).toBeGreaterThan(5000);
});
