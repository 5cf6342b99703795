import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64, withoutWhiteSpace } from '../../src/base/base64.ts';

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
