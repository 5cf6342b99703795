import { describe, expect, test } from 'vitest';
import { type Cipher, type EncryptOptions, encryptElement } from '../../../testkit/src/encrypt.ts';
import { testKeys } from '../../../testkit/src/keys.ts';
import { limits } from '../../src/base/limits.ts';
import { decryptDocument } from '../../src/xenc/decrypt.ts';
import { xpathOf } from '../../src/xml/position.ts';
import { parse, privateKey } from './keys.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = `<saml:Assertion xmlns:saml="${SAML}" ID="_a"><saml:Issuer>i</saml:Issuer><saml:Subject><saml:NameID>alice ✓</saml:NameID></saml:Subject></saml:Assertion>`;
const RESPONSE = `<samlp:Response xmlns:samlp="${SAMLP}"><!-- before -->${ASSERTION}<samlp:Extensions/></samlp:Response>`;
const SP = testKeys.other;

function encrypt(options: Partial<EncryptOptions> = {}, xml = RESPONSE, what = 'Assertion'): string {
  return encryptElement(xml, what, { for: SP, cipher: 'aes256-gcm', ...options });
}

function decrypt(xml: string, ...names: ('other' | 'idp' | 'ec')[]) {
  return decryptDocument(parse(xml), names.map(privateKey));
}

function only(xml: string, ...names: ('other' | 'idp' | 'ec')[]) {
  const { encryptions } = decrypt(xml, ...names);
  expect(encryptions).toHaveLength(1);
  const [evidence] = encryptions;
  if (!evidence) throw new Error('nothing encrypted was found');
  return { ...evidence, codes: evidence.problems.map(({ code }) => code) };
}

describe('what is encrypted comes back as it was', () => {
  const ciphers: readonly Cipher[] = [
    'aes128-cbc',
    'aes192-cbc',
    'aes256-cbc',
    'tripledes-cbc',
    'aes128-gcm',
    'aes192-gcm',
    'aes256-gcm',
  ];
  test.each(ciphers)('%s', (cipher) => {
    expect(decrypt(encrypt({ cipher }), 'other').document.source.text).toBe(RESPONSE);
  });

  const hashes = ['sha1', 'sha256', 'sha512'] as const;
  test.each([
    ...hashes.map((digest) => ({ transport: 'rsa-oaep-mgf1p', digest }) as const),
    ...hashes.flatMap((digest) => hashes.map((mask) => ({ transport: 'rsa-oaep', digest, mask }) as const)),
    { transport: 'rsa-1_5' } as const,
  ])('%o', (options) => {
    expect(decrypt(encrypt(options), 'other').document.source.text).toBe(RESPONSE);
  });

  test.each(['inside', 'beside', 'retrieved'] as const)('EncryptedKey %s', (keyPlace) => {
    expect(decrypt(encrypt({ keyPlace }), 'other').document.source.text).toBe(RESPONSE);
  });

  test('for the second of two recipients, with the second of two keys', () => {
    const evidence = only(encrypt({ for: [testKeys.entra, SP] }), 'idp', 'other');
    expect(evidence.state).toBe('decrypted');
    expect(evidence.under?.privateKey.from).toBe('key other');
    expect(evidence.under?.encryptedKey).toBe(evidence.encryptedKeys[1]?.element);
    expect(evidence.problems).toEqual([]);
  });

  test('a NameID, and an Attribute, in the place of EncryptedID and EncryptedAttribute', () => {
    const attribute =
      '<saml:Attribute Name="a"><saml:AttributeValue>v</saml:AttributeValue></saml:Attribute>';
    const xml = RESPONSE.replace('</saml:Subject>', `</saml:Subject>${attribute}`);
    const both = encrypt({}, encrypt({}, xml, 'NameID'), 'Attribute');
    expect(both).toContain('EncryptedID');
    expect(both).toContain('EncryptedAttribute');
    const { document, encryptions } = decrypt(both, 'other');
    expect(document.source.text).toBe(xml);
    expect(encryptions.map(({ holds, state }) => `${holds} ${state}`)).toEqual([
      'identifier decrypted',
      'attribute decrypted',
    ]);
  });

  test('one inside the other, each found and told', () => {
    const xml = encrypt({}, encrypt({}, RESPONSE, 'NameID'));
    const { document, encryptions, moves } = decrypt(xml, 'other');
    expect(document.source.text).toBe(RESPONSE);
    expect(moves).toHaveLength(2);
    expect(encryptions.map(({ current }) => xpathOf(current))).toEqual([
      '/samlp:Response/saml:Assertion',
      '/samlp:Response/saml:Assertion/saml:Subject/saml:NameID',
    ]);
    expect(encryptions.every(({ current }) => current.document === document)).toBe(true);
    expect(document.source.name).toBe('test, decrypted');
    expect(document.source.steps.map(({ operation }) => operation)).toEqual(['decryption', 'decryption']);
  });

  test('an EncryptedAssertion by itself becomes the Assertion', () => {
    const { document } = decrypt(encrypt({}, ASSERTION), 'other');
    expect(document.source.text).toBe(ASSERTION);
  });

  test('with a key left over that opens nothing', () => {
    const { encryptions, document } = decrypt(
      encrypt({}, RESPONSE.replace('<samlp:Extensions/>', encrypt({ for: testKeys.idp }, ASSERTION))),
      'other',
    );
    expect(encryptions.map(({ state }) => state)).toEqual(['decrypted', 'no-key']);
    expect(encryptions[1]?.current.document).toBe(document);
    expect(encryptions[1]?.element.document).not.toBe(document);
  });
});

describe('namespaces stay what they were in the place of the ciphertext', () => {
  test('a prefix that only EncryptedAssertion declares is declared on the element', () => {
    const inner = ASSERTION.replace(` xmlns:saml="${SAML}"`, '');
    const xml = encrypt({ content: inner });
    const { document } = decrypt(xml, 'other');
    expect(document.source.text).toContain(`<saml:Assertion xmlns:saml="${SAML}" ID="_a">`);
  });

  test('one that the Response declares is not declared again', () => {
    const bare = RESPONSE.replace(ASSERTION, ASSERTION.replace(` xmlns:saml="${SAML}"`, '')).replace(
      '<samlp:Response ',
      `<samlp:Response xmlns:saml="${SAML}" `,
    );
    expect(decrypt(encrypt({}, bare), 'other').document.source.text).toBe(bare);
  });

  test('an XML declaration and white space round the element are left out', () => {
    const content = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n${ASSERTION}\n`;
    expect(decrypt(encrypt({ content }), 'other').document.source.text).toBe(RESPONSE);
  });
});

describe('what is not the element that belongs there is not put there', () => {
  test.each([
    ['text', 'is text and no element', 'just text'],
    ['nothing', 'is empty', ' \n'],
    ['another element', 'is <samlp:Response>', `<samlp:Response xmlns:samlp="${SAMLP}"/>`],
    ['no namespace', 'in no namespace', '<Assertion/>'],
    ['two elements', 'more than one element', ASSERTION + ASSERTION],
    ['a comment beside it', 'more than one', `${ASSERTION}<!-- -->`],
    ['an element cut short', 'mismatched-tag', ASSERTION.replace('</saml:Assertion>', '')],
    ['an unbound prefix', 'unbound-prefix', '<x:Assertion/>'],
    ['a document type', 'malformed', `<!DOCTYPE a>${ASSERTION}`],
    ['an entity', 'undefined-entity', ASSERTION.replace('alice', '&alice;')],
    ['an end tag of what is round it', 'mismatched-tag', `${ASSERTION}</saml:EncryptedAssertion><a>`],
    ['an end tag of what it is read in', 'second-root', `${ASSERTION}</context><context>${ASSERTION}`],
    ['an end tag of that and text', 'text-outside-root', `${ASSERTION}</context>x<context>`],
  ])('%s', (_, says, content) => {
    const xml = encrypt({ content });
    const { document, encryptions, moves } = decrypt(xml, 'other');
    expect(moves).toEqual([]);
    expect(document.source.text).toBe(xml);
    expect(encryptions[0]?.state).toBe('decrypted');
    expect(encryptions[0]?.problems.map(({ code }) => code)).toEqual(['plaintext']);
    expect(encryptions[0]?.problems[0]?.message).toContain(says);
  });
});

/** Replaces in EncryptedKey or in EncryptedData: the key is the first of each in the text. */
function change(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, to);
  expect(changed).not.toBe(xml);
  return changed;
}

const KEY_VALUE = /(?<=<xenc:EncryptedKey>.*?<xenc:CipherValue>)[^<]*/;
const DATA_VALUE = /(?<=<\/xenc:EncryptedKey><\/ds:KeyInfo><xenc:CipherData><xenc:CipherValue>)[^<]*/;

describe('why something is not decrypted is told apart', () => {
  const xml = encrypt({ certificate: true });
  test.each([
    ['no key given', xml, [], 'no-key', ''],
    ['another key', xml, ['idp'], 'no-key', 'wrong-key'],
    ['a key of another kind', xml, ['ec'], 'no-key', 'wrong-key'],
    [
      'a larger RSA key is meant',
      change(xml, KEY_VALUE, Buffer.alloc(512, 1).toString('base64')),
      ['other'],
      'no-key',
      'wrong-key',
    ],
    [
      'the key named is given, but the content key was altered',
      change(xml, KEY_VALUE, Buffer.alloc(256, 1).toString('base64')),
      ['other'],
      'failed',
      'wrong-key',
    ],
    ['a shorter content key', change(xml, '#aes256-gcm', '#aes128-gcm'), ['other'], 'failed', 'wrong-length'],
    [
      'the content altered',
      change(xml, DATA_VALUE, Buffer.alloc(64, 1).toString('base64')),
      ['other'],
      'failed',
      'tag-mismatch',
    ],
    [
      'the content too short for a tag',
      change(xml, DATA_VALUE, 'AAAA'),
      ['other'],
      'failed',
      'unreadable-value',
    ],
    ['no base64', change(xml, DATA_VALUE, '!'), ['other'], 'failed', 'unreadable-value'],
    ['no base64 in the key', change(xml, KEY_VALUE, '!'), ['other'], 'failed', 'unreadable-value'],
    [
      'half a block',
      change(encrypt({ cipher: 'aes128-cbc' }), DATA_VALUE, Buffer.alloc(40, 1).toString('base64')),
      ['other'],
      'failed',
      'unreadable-value',
    ],
    [
      'padding that is none',
      change(encrypt({ cipher: 'aes128-cbc' }), DATA_VALUE, Buffer.alloc(64, 3).toString('base64')),
      ['other'],
      'failed',
      'wrong-padding',
    ],
    [
      'an unknown cipher',
      change(xml, '#aes256-gcm', '#chacha'),
      ['other'],
      'unsupported',
      'unsupported-algorithm',
    ],
    [
      'an unknown key transport',
      change(xml, 'rsa-oaep-mgf1p', 'rsa-new'),
      ['other'],
      'unsupported',
      'unsupported-algorithm',
    ],
    [
      'a shared secret',
      change(xml, 'rsa-oaep-mgf1p', 'kw-aes256'),
      ['other'],
      'unsupported',
      'unsupported-key',
    ],
    [
      'key agreement',
      change(
        change(xml, 'rsa-oaep-mgf1p', 'kw-aes256'),
        /<ds:KeyInfo><ds:X509Data>.*?<\/ds:X509Data><\/ds:KeyInfo>/,
        '<ds:KeyInfo><xenc:AgreementMethod Algorithm="http://www.w3.org/2009/xmlenc11#ECDH-ES"/></ds:KeyInfo>',
      ),
      ['ec'],
      'unsupported',
      'unsupported-key',
    ],
    [
      'no EncryptedKey',
      change(xml, /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/, '<ds:KeyName>ours</ds:KeyName>'),
      ['other'],
      'unsupported',
      'no-encrypted-key',
    ],
    [
      'no EncryptedData',
      change(xml, /<xenc:EncryptedData.*<\/xenc:EncryptedData>/, ''),
      ['other'],
      'failed',
      'structure',
    ],
    [
      'no cipher named',
      change(xml, /<xenc:EncryptionMethod [^>]*gcm"\/>/, ''),
      ['other'],
      'failed',
      'structure',
    ],
    [
      'no CipherData',
      change(xml, /(?<=<\/xenc:EncryptedKey><\/ds:KeyInfo>)<xenc:CipherData>.*?<\/xenc:CipherData>/, ''),
      ['other'],
      'failed',
      'structure',
    ],
    [
      'octets elsewhere',
      change(
        xml,
        /(?<=<\/xenc:EncryptedKey><\/ds:KeyInfo>)<xenc:CipherData>.*?<\/xenc:CipherData>/,
        '<xenc:CipherData><xenc:CipherReference URI="https://example.com/"/></xenc:CipherData>',
      ),
      ['other'],
      'failed',
      'structure',
    ],
    [
      'a key reference that leads nowhere',
      change(
        encrypt({ keyPlace: 'retrieved' }),
        /RetrievalMethod Type="[^"]*" URI="[^"]*"/,
        'RetrievalMethod URI="#gone"',
      ).replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/, ''),
      ['other'],
      'unsupported',
      'reference-unresolved no-encrypted-key',
    ],
    ['a document cut short', xml.slice(0, -20), ['other'], 'failed', 'structure'],
  ] as const)('%s', (_, text, names, state, codes) => {
    const evidence = only(text, ...names);
    expect(evidence.state).toBe(state);
    expect(evidence.codes.join(' ')).toBe(codes);
    for (const { message } of evidence.problems) expect(message).toMatch(/^[A-Zk].*[^.]\.$/s);
    expect(evidence.current).toBe(evidence.element);
  });

  test.each([
    [
      'another digest than named',
      change(xml, 'http://www.w3.org/2000/09/xmldsig#sha1', 'http://www.w3.org/2001/04/xmlenc#sha256'),
      'RSA-OAEP with digest sha1 and mask sha1',
    ],
    [
      'RSA 1.5 used and OAEP named',
      change(encrypt({ transport: 'rsa-1_5' }), 'rsa-1_5', 'rsa-oaep-mgf1p'),
      'rsa-1_5',
    ],
    [
      'OAEP used and RSA 1.5 named',
      change(encrypt({ digest: 'sha256' }), 'rsa-oaep-mgf1p', 'rsa-1_5'),
      'RSA-OAEP with digest sha256 and mask sha1',
    ],
    [
      'OAEPparams that were not used',
      change(xml, '<ds:DigestMethod', '<xenc:OAEPparams>AAAA</xenc:OAEPparams><ds:DigestMethod'),
      'without OAEPparams',
    ],
  ])('%s: it is read all the same, and told', (_, text, says) => {
    const { state, codes, problems, current } = only(text, 'other');
    expect(state).toBe('decrypted');
    expect(codes).toEqual(['other-algorithm']);
    expect(problems[0]?.message).toContain(says);
    expect(current.localName).toBe('Assertion');
  });

  test('the size of the key that is meant is told', () => {
    const larger = change(xml, KEY_VALUE, Buffer.alloc(512, 1).toString('base64'));
    expect(only(larger, 'other').problems[0]?.message).toContain('an RSA key of 4096 bits');
  });
});

describe('limits', () => {
  const many = (count: number) => `<r>${encrypt({}, ASSERTION).repeat(count)}</r>`;

  test('on encrypted parts', () => {
    const { encryptions, document } = decryptDocument(parse(many(5)), [privateKey('other')], {
      ...limits,
      encryptedElements: 3,
    });
    expect(encryptions.map(({ state }) => state)).toEqual(['decrypted', 'decrypted', 'decrypted', 'failed']);
    expect(encryptions[3]?.problems[0]?.message).toContain('encryptedElements (3)');
    expect(document.source.text.match(/EncryptedData /g)).toHaveLength(2);
  });

  test('on keys tried for one part', () => {
    const xml = encrypt({ for: [testKeys.idp, testKeys.idp, SP] });
    const evidence = decryptDocument(parse(xml), [privateKey('other')], { ...limits, keysPerEncryption: 2 });
    expect(evidence.encryptions[0]?.state).toBe('no-key');
    expect(evidence.encryptions[0]?.problems.map(({ code }) => code)).toContain('limit');
  });

  test('on encryptions inside one another', () => {
    const xml = encrypt({}, encrypt({}, RESPONSE, 'NameID'));
    const { encryptions, moves } = decryptDocument(parse(xml), [privateKey('other')], {
      ...limits,
      decryptionRounds: 1,
    });
    expect(moves).toHaveLength(1);
    expect(encryptions.map(({ state }) => state)).toEqual(['decrypted', 'failed']);
    expect(encryptions[1]?.problems[0]?.message).toContain('decryptionRounds (1)');
  });

  test('on the document that decryption makes', () => {
    const deep = `<saml:Assertion xmlns:saml="${SAML}">${'<a>'.repeat(500)}${'</a>'.repeat(500)}</saml:Assertion>`;
    const outer = `${'<b>'.repeat(20)}${encrypt({ content: deep }, ASSERTION)}${'</b>'.repeat(20)}`;
    const { moves, encryptions } = decrypt(outer, 'other');
    expect(moves).toEqual([]);
    expect(encryptions[0]?.problems.map(({ code }) => code)).toEqual(['limit']);
  });
});

test('what is damaged at random is told, never thrown', () => {
  const xml = encrypt({ certificate: true, cipher: 'aes128-cbc', keyPlace: 'beside' });
  let state = 7;
  const random = (below: number) => {
    state = (state * 48271) % 0x7fffffff;
    return state % below;
  };
  const keys = [privateKey('other')];
  for (let i = 0; i < 300; i++) {
    let text = xml;
    for (let n = random(3) + 1; n > 0; n--) {
      const at = random(text.length);
      const cut = random(4) === 0 ? random(60) : 1;
      text = text.slice(0, at) + '<>"/ =A&'.charAt(random(8)) + text.slice(at + cut);
    }
    const { encryptions } = decryptDocument(parse(text), keys);
    for (const evidence of encryptions) {
      if (evidence.state !== 'decrypted') expect(evidence.problems.length).toBeGreaterThan(0);
    }
  }
});
