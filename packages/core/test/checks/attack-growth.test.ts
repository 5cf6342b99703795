// What attacks are looked for in may be made to cost: hostile shapes must cost no more than their size.
import { describe, expect, test } from 'vitest';
import { growthOf } from '../../../../scripts/fit-exponent.mjs';
import { checks } from '../../src/checks/registry.gen.ts';
import { runChecks } from '../../src/checks/run.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { parseXml } from '../../src/xml/parse.ts';

const attacks = checks.filter(({ id }) => id.startsWith('attack/'));
const LINEAR = 1.25;

const SIGNATURE = `<ds:Signature xmlns:ds="${ns.ds}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#a0"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>`;

function response(content: string, inside = ''): string {
  return `<samlp:Response xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="r"><saml:Assertion ID="a0"><saml:Issuer>idp</saml:Issuer>${SIGNATURE}<saml:Subject><saml:NameID>x</saml:NameID></saml:Subject>${inside}</saml:Assertion>${content}</samlp:Response>`;
}

const repeat = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join('');

const SIZES = [50, 100, 200, 400];

// [shape, what makes it hostile, the text of one size]
const shapes: readonly (readonly [string, string, (size: number) => string])[] = [
  [
    'many assertions',
    'each could be held against all others',
    (size) => response(repeat(size, (i) => `<saml:Assertion ID="b${i}"><saml:Subject/></saml:Assertion>`)),
  ],
  [
    'many that have the signed ID',
    'each could be compared with all others',
    (size) => response(repeat(size, () => '<saml:Assertion ID="a0"/>')),
  ],
  [
    'values in many pieces',
    'each piece could be joined with those before it',
    (size) => response('', `<saml:Audience>${repeat(size, (i) => `${i}<!-- -->`)}</saml:Audience>`),
  ],
  [
    'many names outside their namespace',
    'each could be looked up in all that is signed',
    (size) => response(repeat(size, (i) => `<NameID xmlns="urn:${i}" xmlns:r="${i}" r:ID="a0" ID="c${i}"/>`)),
  ],
  [
    'what looks changed, in many places',
    'each could be tried by itself',
    (size) =>
      response(
        '',
        repeat(size, (i) => `<saml:Audience xmlnsA="${i}" xmlns:q="&quot;">\u2028<?x y?></saml:Audience>`),
      ),
  ],
  [
    'prefixes bound anew',
    'each could be tried by itself',
    (size) =>
      response(
        '',
        repeat(size, () => `<saml:A xmlns:samlp="urn:1"><saml:B xmlns:samlp="urn:2"/></saml:A>`),
      ),
  ],
  [
    'many digests and methods astray',
    'each could be looked for in every signature',
    (size) =>
      response(
        repeat(size, () => `<ds:DigestValue xmlns:ds="${ns.ds}">AA==</ds:DigestValue><SignatureMethod/>`),
      ),
  ],
  [
    'many entities',
    'each refers to the one before it ten times',
    (size) =>
      `<!DOCTYPE r [${repeat(size, (i) => `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`)}]>${response('')}`,
  ],
];

for (const [shape, why, build] of shapes) {
  test(`${shape}: ${why}`, () => {
    let exponent = Infinity;
    for (let attempt = 0; attempt < 3 && exponent > LINEAR; attempt++) {
      const prepare = (size: number) => {
        const document = parseXml({ name: 'growth', text: build(size), steps: [] });
        const { root } = document;
        if (!root) throw new Error('There is no root.');
        const message = readMessage(document, examineSignatures(document, []));
        return () => runChecks(attacks, document, message, { skewMs: 0 });
      };
      exponent = Math.min(exponent, growthOf(SIZES, prepare, { rounds: 5 + 4 * attempt }).exponent);
    }
    expect(exponent).toBeLessThanOrEqual(LINEAR);
  });
}

describe('what is tried is bounded', () => {
  const tampered = (copies: number) =>
    response('', `<saml:Audience xmlnsA="1">${'x'.repeat(40_000)}</saml:Audience>`.repeat(copies));

  test.each([
    ['a document longer than restoredCharacters', tampered(8), 'too large'],
    [
      'more signatures than restoredSignatures',
      response(SIGNATURE.repeat(9), '<saml:A xmlnsA="1"/>'),
      'too large',
    ],
  ])('%s is not tried', (_, text, because) => {
    const document = parseXml({ name: 'large', text, steps: [] });
    if (!document.root) throw new Error('There is no root.');
    const message = readMessage(document, examineSignatures(document, []));
    const results = runChecks(attacks, document, message, { skewMs: 0 });
    const found = results.find(({ check }) => check.id === 'attack/xmlns-attribute');
    expect(found?.outcome).toMatchObject({ verdict: 'skip', because: expect.stringContaining(because) });
    expect(results.filter(({ outcome }) => outcome.verdict === 'crash')).toEqual([]);
  });
});
