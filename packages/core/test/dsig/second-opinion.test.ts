import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { xmlCryptoLibrary, xmlCryptoOpinion } from '../../src/dsig/second-opinion.ts';
import type { KeyCandidate } from '../../src/x509/certificate.ts';
import { given, otherRsa, parse, response, rsaGiven, signByXmlCrypto } from './sign-for-test.ts';

const signed = signByXmlCrypto(response());

let printed: MockInstance[];
beforeEach(() => {
  printed = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockReturnValue());
});
afterEach(() => {
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

function opinions(text: string, keys: readonly KeyCandidate[] = rsaGiven) {
  const document = parse(text);
  return examineSignatures(document, keys).map((evidence) => xmlCryptoOpinion(document, evidence, keys));
}

test('the versions told are the ones installed', () => {
  const require = createRequire(import.meta.url);
  const version = (path: string): string => JSON.parse(readFileSync(require.resolve(path), 'utf8')).version;
  expect(xmlCryptoLibrary).toBe(
    `xml-crypto ${version('xml-crypto/package.json')} on @xmldom/xmldom ${version('@xmldom/xmldom/package.json')}`,
  );
});

test('accepts what is good and says what it takes for signed', () => {
  expect(opinions(signed)).toEqual([
    {
      library: xmlCryptoLibrary,
      accepts: true,
      says: 'It takes for signed: saml:Assertion (a1).',
      reads: 'user@example.com',
    },
  ]);
});

test('refuses what was changed, in its own words', () => {
  const [opinion] = opinions(signed.replace('user@', 'evil@'));
  expect(opinion).toMatchObject({ accepts: false });
  expect(opinion?.says).toContain('invalid signature');
  expect(opinion?.says.length).toBeLessThanOrEqual(301);
});

test('keys are tried one after another', () => {
  expect(opinions(signed, [...given(otherRsa.publicKey), ...rsaGiven])[0]?.accepts).toBe(true);
  expect(opinions(signed, given(otherRsa.publicKey))[0]?.accepts).toBe(false);
});

test('without a key it is not asked', () => {
  const [opinion] = opinions(signed.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''), []);
  expect(opinion).toMatchObject({ accepts: false });
  expect(opinion?.says).toContain('no key');
});

test('line ends are normalised before it sees them, as node-saml does', () => {
  expect(opinions(signed.replaceAll('><', '>\r\n<'))[0]?.accepts).toBe(false);
  const spaced = signByXmlCrypto(response().replaceAll('><', '>\n<'));
  expect(opinions(spaced.replaceAll('\n', '\r\n'))[0]?.accepts).toBe(true);
});

test('of several signatures it is asked about the right one', () => {
  const both = signByXmlCrypto(signed, { localName: 'Response' });
  expect(opinions(both).map(({ says }) => says)).toEqual([
    'It takes for signed: samlp:Response (r1).',
    'It takes for signed: saml:Assertion (a1).',
  ]);
});

test.each([
  ['a text xmldom warns of', signed.replace('Name="role"', 'Name=role')],
  ['a text xmldom gives up on', signed.replace('ID="a1" Version="2.0"', 'ID="a1" Version="2.0" ID="a1"')],
  ['an entity nobody declared', signed.replace('user@', '&nope;user@')],
  ['a text cut short', signed.slice(0, -30)],
  ['a text with a second root', `${signed}<x/>`],
  ['a signature without anything', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'],
])('neither throws nor prints on %s', (_, text) => {
  for (const opinion of opinions(text)) expect(opinion.says).not.toBe('');
});
