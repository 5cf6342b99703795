import { describe, expect, test } from 'vitest';
import { buildResponse, encodePost, mutate, testKeys } from '../../testkit/src/index.ts';
import { SamlscopeError, verify } from '../src/index.ts';
import { parse } from './dsig/sign-for-test.ts';

const message = (changes: Partial<Parameters<typeof buildResponse>[0]> = {}) =>
  buildResponse({
    dialect: 'okta',
    issueInstant: '2026-03-02T09:30:00.000Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com',
    attributes: { mail: 'ana & <b>' },
    key: testKeys.idp,
    ...changes,
  });
const keys = [testKeys.idp.certificatePem];
const names = (xml: string, given = keys) =>
  verify(xml, { keys: given }).signed.map(({ localName }) => localName);

describe('verify', () => {
  test.each<['assertion' | 'response' | 'both' | 'none', readonly string[]]>([
    ['assertion', ['Assertion']],
    ['response', ['Response']],
    ['both', ['Response', 'Assertion']],
    ['none', []],
  ])('%s signed', (sign, expected) => {
    expect(names(message({ sign }))).toEqual(expected);
  });

  test('gives the text that was digested: canonical, without its signature', () => {
    const xml = message({ sign: 'assertion' });
    const [signed, ...others] = verify(xml, { keys }).signed;
    expect(others).toEqual([]);
    expect(signed?.by).toBe('the key given');
    expect(signed?.xpath).toBe('/samlp:Response/saml:Assertion');
    const root = parse(signed?.text ?? '').root;
    expect(root?.localName).toBe('Assertion');
    expect(signed?.text).toContain('ana &amp; &lt;b&gt;');
    expect(signed?.text).not.toContain('Signature');
    expect(signed?.id).toBe(root?.attributes.find(({ name }) => name === 'ID')?.value);
  });

  test('is plain data', () => {
    const result = verify(message(), { keys });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.signatures[0]).toMatchObject({
      outcome: 'known-signer',
      key: { type: 'rsa', bits: 2048, subject: expect.stringContaining('CN=idp.example.test') },
      problems: [],
      weak: [],
    });
  });

  test('takes bytes and base64 alike', () => {
    const xml = message({ sign: 'response' });
    for (const input of [xml, Buffer.from(xml), encodePost(xml)]) {
      expect(verify(input, { keys }).signed[0]?.localName).toBe('Response');
    }
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      'by a key that only the message brings',
      message({ key: testKeys.other, sign: 'assertion' }),
      keys,
      ['signer-unknown'],
    ],
    [
      'changed',
      mutate(message({ sign: 'assertion' }), { kind: 'set-text', element: 'NameID', text: 'admin' }),
      keys,
      ['digest-mismatch'],
    ],
    [
      'with another value',
      mutate(message({ sign: 'assertion' }), { kind: 'tamper-signature-value' }),
      keys,
      ['value-mismatch'],
    ],
    ['not well-formed', `${message({ sign: 'assertion' })}<`, keys, ['undecidable']],
  ])('%s: nothing is signed', (_, xml, given, outcomes) => {
    const result = verify(xml, { keys: given });
    expect(result.signed).toEqual([]);
    expect(result.signatures.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(result.notWellFormed !== undefined).toBe(outcomes[0] === 'undecidable');
  });

  test.each([
    'forged-first',
    'forged-last',
    'original-in-extensions',
    'signature-moved-to-extensions',
    'original-in-forged',
  ] as const)('a wrapped forgery (%s) is not among what was signed', (shape) => {
    const xml = mutate(message({ sign: 'assertion' }), { kind: 'wrap', shape, nameId: 'admin@evil.example' });
    expect(xml).toContain('admin@evil.example');
    for (const { text } of verify(xml, { keys }).signed) expect(text).not.toContain('admin@evil.example');
  });

  test('says which of several keys signed', () => {
    const given = [testKeys.other.certificatePem, testKeys.idp.certificatePem];
    expect(verify(message(), { keys: given }).signed[0]?.by).toBe('key 2 of 2 given');
  });

  test('tells what is weak', () => {
    const xml = message({ sign: 'assertion', signature: { algorithm: 'rsa-sha1', digest: 'sha1' } });
    expect(verify(xml, { keys }).signatures[0]?.weak).toEqual([
      'rsa-sha1 (SHA-1 collides)',
      'sha1 (SHA-1 collides)',
    ]);
  });

  test.each<[string, () => unknown, string]>([
    ['no key', () => verify(message(), { keys: [] }), 'usage'],
    ['no keys at all', () => verify(message(), {} as never), 'usage'],
    ['no key in it', () => verify(message(), { keys: ['x'] }), 'unreadable-key'],
    ['no SAML', () => verify('hello', { keys }), 'no-saml'],
    ['two messages', () => verify(`a ${message()} b ${message()}`, { keys }), 'usage'],
  ])('refuses %s', (_, run, code) => {
    expect(run).toThrow(SamlscopeError);
    try {
      run();
    } catch (error) {
      expect((error as SamlscopeError).code).toBe(code);
    }
  });
});
