import { describe, expect, test } from 'vitest';
import { attributeField, textField } from '../../src/saml/field.ts';
import { rootOf } from '../xml/reading.ts';

// [XML, value, raw, why it is here]
const texts = [
  ['<e>urn:sp</e>', 'urn:sp', 'urn:sp', 'the usual'],
  ['<e>\n  urn:sp\t</e>', 'urn:sp', '\n  urn:sp\t', 'white space around is written but not meant'],
  ['<e>a  b</e>', 'a  b', 'a  b', 'white space inside is kept: only xs:anyURI forbids it'],
  ['<e>admin@sp<!-- -->.evil</e>', 'admin@sp.evil', 'admin@sp.evil', 'a comment does not end a value'],
  ['<e><![CDATA[<b>]]>&amp;</e>', '<b>&', '<b>&', 'CDATA and references are characters'],
  ['<e>&#xA0;x</e>', '\u00a0x', '\u00a0x', 'a no-break space is no XML white space'],
  ['<e> \n </e>', '', ' \n ', 'nothing but white space'],
  ['<e/>', '', '', 'nothing at all'],
] as const;

describe('textField', () => {
  test.each(texts)('%j is %j, written %j: %s', (xml, value, raw) => {
    const element = rootOf(xml);
    expect(textField(element)).toEqual({ value, raw, at: element });
  });
});

describe('attributeField', () => {
  test('points at the attribute and keeps what was written', () => {
    const element = rootOf('<e ID=" _1 "/>');
    expect(attributeField(element, 'ID')).toEqual({ value: '_1', raw: ' _1 ', at: element.attributes[0] });
  });

  test('is undefined for an absent attribute and for one in a namespace', () => {
    const element = rootOf('<e xmlns:x="urn:x" x:ID="_1"/>');
    expect(attributeField(element, 'ID')).toBeUndefined();
  });
});
