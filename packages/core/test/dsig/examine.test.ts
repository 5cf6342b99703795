import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/base/limits.ts';
import { signaturesCovering } from '../../src/dsig/covered.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import type { KeyCandidate } from '../../src/x509/certificate.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import type { XmlElement } from '../../src/xml/document.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import {
  BASE64,
  C14N,
  ENVELOPED,
  EXC_C14N,
  elementWithId,
  examineOne,
  given,
  otherRsa,
  parse,
  pem,
  response,
  rsa,
  rsaGiven,
  signByHand,
  signByXmlCrypto,
  type TestReference,
} from './sign-for-test.ts';

const signRsa = (data: Buffer) => sign('sha256', data, rsa.privateKey);
const template = response().replace('<saml:Subject>', '{signature}<saml:Subject>');
const handSigned = (references: readonly TestReference[] = [{ uri: '#a1' }], body = template) =>
  signByHand({ template: body, references, sign: signRsa });
const codes = (text: string, keys?: readonly KeyCandidate[]) =>
  examineOne(text, keys).problems.map(({ code }) => code);

describe('evidence', () => {
  test('names what is signed by node, with every step', () => {
    const document = parse(signByXmlCrypto(response()));
    const [evidence] = examineSignatures(document, rsaGiven);
    const assertion = document.ids.get('a1')?.[0];
    expect(evidence).toMatchObject({
      outcome: 'known-signer',
      canonicalizationMethod: { name: 'exc-c14n', supported: true },
      signatureMethod: { name: 'rsa-sha256', supported: true },
      value: { state: 'matches', under: { source: 'given', from: '--cert test.pem' } },
      problems: [],
    });
    expect(evidence?.parent).toBe(assertion);
    expect(evidence?.covers).toEqual([assertion]);
    expect(evidence?.references[0]).toMatchObject({
      uri: '#a1',
      digestMethod: { name: 'sha256' },
      matches: true,
      transforms: [{ name: 'enveloped-signature' }, { name: 'exc-c14n' }],
    });
    expect(evidence?.references[0]?.target).toBe(assertion);
    expect(evidence?.references[0]?.digestComputed).toBe(evidence?.references[0]?.digestWritten);
    expect(evidence?.references[0]?.octets).toBeGreaterThan(300);
  });

  test('a changed element has both digests side by side, and its SignedInfo still matches', () => {
    const evidence = examineOne(signByXmlCrypto(response()).replace('user@example.com', 'evil@example.com'));
    expect(evidence).toMatchObject({ outcome: 'digest-mismatch', covers: [], value: { state: 'matches' } });
    const [reference] = evidence.references;
    expect(reference?.digestComputed).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(reference?.digestComputed).not.toBe(reference?.digestWritten);
  });

  test('a changed SignedInfo is a value mismatch', () => {
    const text = signByHand({ template, references: [{ uri: '#a1' }], sign: () => Buffer.alloc(256, 7) });
    expect(examineOne(text)).toMatchObject({ outcome: 'value-mismatch', covers: [], problems: [] });
  });

  test('one reference that does not match leaves nothing covered', () => {
    const body = template.replace('<saml:AttributeStatement>', '<saml:AttributeStatement Id="s1">');
    const references = [{ uri: '#a1' }, { uri: '#s1', transforms: [EXC_C14N] }];
    expect(examineOne(handSigned(references, body)).covers).toHaveLength(2);
    const tampered = examineOne(handSigned(references, body).replace('user@example.com', 'evil@example.com'));
    expect(tampered.references.map(({ matches }) => matches)).toEqual([false, true]);
    expect(tampered).toMatchObject({ outcome: 'digest-mismatch', covers: [] });
  });
});

describe('nested signatures', () => {
  const inner = signByXmlCrypto(response());
  const outer = signByHand({
    template: inner.replace('<saml:Assertion', '{signature}<saml:Assertion'),
    references: [{ uri: '#r1' }],
    sign: signRsa,
  });

  test('each leaves out only itself', () => {
    const evidence = examineSignatures(parse(outer), rsaGiven);
    expect(evidence.map((one) => [one.outcome, one.covers.map(({ localName }) => localName)])).toEqual([
      ['known-signer', ['Response']],
      ['known-signer', ['Assertion']],
    ]);
  });

  test('a change of the inner signature breaks the outer one alone', () => {
    const value =
      /<\/ds:KeyInfo>|<\/ds:SignatureValue>/.exec(outer.slice(outer.indexOf('<saml:Assertion')))?.[0] ?? '';
    const at = outer.lastIndexOf(value) + value.length;
    const changed = `${outer.slice(0, at)}<ds:Object>x</ds:Object>${outer.slice(at)}`;
    const evidence = examineSignatures(parse(changed), rsaGiven);
    expect(evidence.map(({ outcome }) => outcome)).toEqual(['digest-mismatch', 'known-signer']);
  });
});

describe('references', () => {
  const named = (document: ReturnType<typeof parse>, localName: string): XmlElement | undefined =>
    document.root && [...elementsIn(document.root)].find((element) => element.localName === localName);

  test.each<{ uri: string; body: string; octets: string; covers: string; why: string }>([
    {
      uri: '',
      body: '<?p d?><!--c--><r><!--c-->t{signature}</r><!--c-->',
      octets: '<?p d?>\n<r>t</r>',
      covers: 'r',
      why: 'the whole document without comments (§4.4.3.3), processing instructions outside the root included',
    },
    {
      uri: '#xpointer(/)',
      body: '<!--c--><r><!--c-->t{signature}</r>',
      octets: '<!--c-->\n<r><!--c-->t</r>',
      covers: 'r',
      why: 'an XPointer keeps comments',
    },
    {
      uri: '#x',
      body: '<r><e ID="x"><!--c-->t</e>{signature}</r>',
      octets: '<e ID="x">t</e>',
      covers: 'e',
      why: 'an ID alone drops comments even where the canonicalisation would keep them',
    },
    {
      uri: "#xpointer(id('x'))",
      body: '<r><e ID="x"><!--c-->t</e>{signature}</r>',
      octets: '<e ID="x"><!--c-->t</e>',
      covers: 'e',
      why: 'an XPointer to an ID keeps them',
    },
  ])('$uri selects $octets: $why', ({ uri, body, octets, covers }) => {
    const transforms = [ENVELOPED, `${C14N}#WithComments`];
    const evidence = examineOne(handSigned([{ uri, transforms, octets: () => octets }], body));
    expect(evidence.problems).toEqual([]);
    expect(evidence.outcome).toBe('known-signer');
    expect(evidence.covers.map(({ localName }) => localName)).toEqual([covers]);
  });

  test('a canonicalisation without comments drops what an XPointer keeps', () => {
    const body = '<r><e ID="x"><!--c-->t</e>{signature}</r>';
    const reference = { uri: "#xpointer(id('x'))", transforms: [C14N], octets: () => '<e ID="x">t</e>' };
    expect(examineOne(handSigned([reference], body)).outcome).toBe('known-signer');
  });

  test('without any canonicalisation Canonical XML 1.0 is implied, with what ancestors lend', () => {
    const body = '<r xmlns:u="urn:u" xml:lang="en"><e ID="x">t</e>{signature}</r>';
    const octets = () => '<e xmlns:u="urn:u" ID="x" xml:lang="en">t</e>';
    expect(examineOne(handSigned([{ uri: '#x', transforms: [], octets }], body)).outcome).toBe(
      'known-signer',
    );
  });

  test('PrefixList keeps prefixes that only values use, #default included', () => {
    const body =
      '<r xmlns="urn:d" xmlns:u="urn:u" xmlns:v="urn:v"><p:e xmlns:p="urn:p" ID="x">u:t</p:e>{signature}</r>';
    const list = `<i:InclusiveNamespaces xmlns:i="${EXC_C14N}" PrefixList="u #default"/>`;
    const octets = () => '<p:e xmlns="urn:d" xmlns:p="urn:p" xmlns:u="urn:u" ID="x">u:t</p:e>';
    const evidence = examineOne(handSigned([{ uri: '#x', transforms: [[EXC_C14N, list]], octets }], body));
    expect(evidence).toMatchObject({ outcome: 'known-signer', problems: [] });
  });

  test.each<[string, string, string]>([
    ['#nowhere', 'reference-unresolved', 'no element has the ID'],
    ['#', 'reference-unresolved', 'no ID at all'],
    ['#xpointer(//e)', 'reference-unresolved', 'an XPointer of another form'],
    ['e1', 'external-reference', 'a name without #'],
    ['https://example.com/x.xml', 'external-reference', 'another document, which is not fetched'],
    ['#twice', 'reference-ambiguous', 'two elements'],
  ])('%s: %s (%s)', (uri, code) => {
    const body = '<r><e ID="e1"/><e ID="twice"/><f Id="twice"/>{signature}</r>';
    const evidence = examineOne(handSigned([{ uri, octets: () => '' }], body));
    expect(evidence.outcome).toBe('undecidable');
    expect(evidence.problems.map((problem) => problem.code)).toEqual([code]);
    expect(evidence.references[0]).toMatchObject({ uri, target: undefined, digestComputed: undefined });
    expect(evidence.value.state).toBe('matches');
  });

  test('a reference without URI is unresolved', () => {
    expect(codes(handSigned([{ uri: undefined, octets: () => '' }]))).toEqual(['reference-unresolved']);
  });

  test('a reference may select a part of the signature itself', () => {
    const text = signByHand({
      template: '<r>{signature}</r>',
      references: [
        {
          uri: '#o',
          transforms: [C14N],
          octets: elementWithId('o', { form: 'inclusive', withComments: false }),
        },
      ],
      after: '<ds:Object Id="o"><e/></ds:Object>',
      sign: signRsa,
    });
    const document = parse(text);
    const [evidence] = examineSignatures(document, rsaGiven);
    expect(evidence?.outcome).toBe('known-signer');
    const inside = named(document, 'e');
    expect(
      inside &&
        signaturesCovering(
          inside,
          [evidence].flatMap((one) => one ?? []),
        ),
    ).toHaveLength(1);
  });
});

describe('transforms', () => {
  test('base64 covers text and no element', () => {
    const body = '<r><e ID="x">aGVs<f>bG8=</f></e>{signature}</r>';
    const reference = { uri: '#x', transforms: [BASE64], octets: () => Buffer.from('hello') };
    const evidence = examineOne(handSigned([reference], body));
    expect(evidence).toMatchObject({ outcome: 'known-signer', covers: [] });
    expect(evidence.references[0]).toMatchObject({ matches: true, octets: 5 });
  });

  test('canonicalisation may follow canonicalisation', () => {
    const body = '<r xmlns:u="urn:u"><e ID="x"><u:f/></e>{signature}</r>';
    const octets = () => '<e ID="x"><u:f xmlns:u="urn:u"></u:f></e>';
    const evidence = examineOne(handSigned([{ uri: '#x', transforms: [EXC_C14N, C14N], octets }], body));
    expect(evidence.outcome).toBe('known-signer');
  });

  test.each<{ transforms: TestReference['transforms']; code: string; why: string }>([
    { transforms: ['http://www.w3.org/TR/1999/REC-xpath-19991116'], code: 'refused-transform', why: 'XPath' },
    {
      transforms: ['http://www.w3.org/2002/06/xmldsig-filter2'],
      code: 'refused-transform',
      why: 'XPath filter 2.0',
    },
    { transforms: ['http://www.w3.org/TR/1999/REC-xslt-19991116'], code: 'refused-transform', why: 'XSLT' },
    { transforms: ['urn:none'], code: 'unsupported-algorithm', why: 'unknown' },
    { transforms: [''], code: 'unsupported-algorithm', why: 'no algorithm' },
    { transforms: [EXC_C14N, ENVELOPED], code: 'refused-transform', why: 'enveloped-signature on octets' },
    { transforms: [BASE64], code: 'unreadable-value', why: 'text that is not base64' },
    { transforms: [[C14N, '<x/>']], code: 'structure', why: 'a parameter that c14n does not take' },
    { transforms: [[EXC_C14N, '<x/>']], code: 'structure', why: 'a parameter that exc-c14n does not take' },
  ])('$why: $code', ({ transforms, code }) => {
    const evidence = examineOne(handSigned([{ uri: '#a1', transforms: transforms ?? [], octets: () => '' }]));
    expect(evidence.problems.map((problem) => problem.code)).toEqual([code]);
    expect(evidence).toMatchObject({ outcome: 'undecidable', covers: [] });
  });

  test('enveloped-signature cannot take away the very thing that is signed', () => {
    const text = signByHand({
      template: '<r>{signature}</r>',
      references: [{ uri: '#o', octets: () => '' }],
      after: '<ds:Object Id="o"><e/></ds:Object>',
      sign: signRsa,
    });
    expect(examineOne(text)).toMatchObject({
      outcome: 'undecidable',
      problems: [{ code: 'refused-transform' }],
    });
  });
});

describe('SignedInfo', () => {
  test('inclusive canonicalisation sees the namespaces round the signature', () => {
    const text = signByHand({
      template: template.replace('<samlp:Response ', '<samlp:Response xmlns:extra="urn:extra" '),
      references: [{ uri: '#a1' }],
      c14n: C14N,
      how: { form: 'inclusive', withComments: false },
      sign: signRsa,
    });
    expect(examineOne(text).outcome).toBe('known-signer');
    expect(examineOne(text.replace('urn:extra', 'urn:other')).outcome).toBe('value-mismatch');
  });

  test('its canonicalisation takes a PrefixList and may keep comments', () => {
    const list = `<i:InclusiveNamespaces xmlns:i="${EXC_C14N}" PrefixList="samlp"/>`;
    const text = signByHand({
      template,
      references: [{ uri: '#a1' }],
      c14n: [`${EXC_C14N}WithComments`, `${list}<!--kept-->`],
      how: { form: 'exclusive', withComments: true, inclusivePrefixes: ['samlp'] },
      sign: signRsa,
    });
    expect(examineOne(text).outcome).toBe('known-signer');
    expect(examineOne(text.replace('<!--kept-->', '')).outcome).toBe('value-mismatch');
  });

  test.each([
    ['urn:none', 'unsupported-algorithm'],
    [ENVELOPED, 'unsupported-algorithm'],
  ])('canonicalised by %s: %s', (c14n, code) => {
    expect(codes(signByHand({ template, references: [{ uri: '#a1' }], c14n, sign: signRsa }))).toEqual([
      code,
    ]);
  });
});

describe('structure', () => {
  const good = handSigned();
  const insert = (before: string, what: string) => good.replace(before, () => `${what}${before}`);

  test('is in order to begin with', () => {
    expect(examineOne(good).outcome).toBe('known-signer');
  });

  test.each<[string, string]>([
    ['no SignedInfo', good.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, '')],
    ['two SignedInfo', insert('<ds:SignedInfo>', '<ds:SignedInfo/>')],
    [
      'SignedInfo deeper down',
      good
        .replace('<ds:SignedInfo>', '<x><ds:SignedInfo>')
        .replace('</ds:SignedInfo>', '</ds:SignedInfo></x>'),
    ],
    ['SignedInfo in another namespace', good.replaceAll('ds:SignedInfo', 'samlp:SignedInfo')],
    [
      'SignedInfo last',
      good.replace(
        /(<ds:SignedInfo>.*<\/ds:SignedInfo>)(<ds:SignatureValue>.*<\/ds:SignatureValue>)/,
        '$2$1',
      ),
    ],
    ['no SignatureValue', good.replace(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, '')],
    ['two SignatureValue', insert('<ds:SignatureValue>', '<ds:SignatureValue>AAAA</ds:SignatureValue>')],
    [
      'an empty SignatureValue',
      good.replace(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, '<ds:SignatureValue/>'),
    ],
    ['an element in SignatureValue', good.replace('<ds:SignatureValue>', '<ds:SignatureValue><x/>')],
    ['a comment in SignatureValue', good.replace('<ds:SignatureValue>', '<ds:SignatureValue><!---->')],
    ['a processing instruction in DigestValue', good.replace('<ds:DigestValue>', '<ds:DigestValue><?p?>')],
    ['a foreign element in Signature', insert('<ds:SignedInfo>', '<x/>')],
    ['two KeyInfo', insert('</ds:Signature>', '<ds:KeyInfo/><ds:KeyInfo/>')],
    ['no Reference', good.replace(/<ds:Reference .*<\/ds:Reference>/, '')],
    ['no DigestMethod', good.replace(/<ds:DigestMethod [^>]*>(<\/ds:DigestMethod>)?/, '')],
    ['no DigestValue', good.replace(/<ds:DigestValue>.*<\/ds:DigestValue>/, '')],
    ['two DigestValue', insert('<ds:DigestValue>', '<ds:DigestValue>AAAA</ds:DigestValue>')],
    [
      'no CanonicalizationMethod',
      good.replace(/<ds:CanonicalizationMethod [^>]*><\/ds:CanonicalizationMethod>/, ''),
    ],
    ['no SignatureMethod', good.replace(/<ds:SignatureMethod [^>]*><\/ds:SignatureMethod>/, '')],
    [
      'Transforms without a Transform',
      good.replace(/<ds:Transforms>.*<\/ds:Transforms>/, '<ds:Transforms/>'),
    ],
  ])('%s is refused', (_, text) => {
    expect(text).not.toBe(good);
    const evidence = examineOne(text);
    expect(evidence).toMatchObject({ outcome: 'undecidable', covers: [], value: { state: 'unchecked' } });
    expect(evidence.problems[0]?.code).toBe('structure');
  });

  test.each([
    ['!', 'holds "!" as character 1'],
    ['AAA', 'not a multiple of four'],
  ])('SignatureValue starting with %s is not base64', (prefix, says) => {
    const evidence = examineOne(good.replace('<ds:SignatureValue>', `<ds:SignatureValue>${prefix}`));
    expect(evidence).toMatchObject({ outcome: 'undecidable', problems: [{ code: 'unreadable-value' }] });
    expect(evidence.problems[0]?.message).toContain(says);
  });

  test.each(['AAAA', '****', '='])('DigestValue %s is no digest', (value) => {
    const evidence = examineOne(good.replace(/(<ds:DigestValue>)[^<]*/, `$1${value}`));
    expect(evidence.outcome).toBe('undecidable');
    expect(evidence.problems.map(({ code }) => code)).toEqual(['unreadable-value']);
    expect(evidence.references[0]?.digestComputed).toBeDefined();
  });

  test('white space in the values is allowed', () => {
    const spaced = good
      .replace(/(<ds:SignatureValue>.{10})/, '$1\r\n  ')
      .replace(/(<ds:DigestValue>)(.{10})/, '$1\n\t$2\n');
    expect(examineOne(spaced).outcome).toBe('value-mismatch'); // DigestValue is part of what SignatureValue signs.
    expect(examineOne(good.replace(/(<ds:SignatureValue>.{10})/, '$1\r\n  ')).outcome).toBe('known-signer');
    expect(examineOne(spaced).references[0]?.matches).toBe(true);
  });
});

describe('documents that are not in order', () => {
  const good = handSigned();

  test.each([
    ['cut short', good.slice(0, -5)],
    ['with a second root', `${good}<x/>`],
    ['with text behind', `${good}x`],
  ])('%s leave every signature undecidable', (_, text) => {
    const evidence = examineOne(text);
    expect(evidence).toMatchObject({ outcome: 'undecidable', covers: [], value: { state: 'unchecked' } });
    expect(evidence.problems[0]?.message).toContain('reading stopped');
    expect(evidence.signatureMethod?.name).toBe('rsa-sha256');
  });

  test('nothing is examined where there is nothing', () => {
    expect(examineSignatures(parse(''), rsaGiven)).toEqual([]);
    expect(examineSignatures(parse('<r/>'), rsaGiven)).toEqual([]);
    expect(examineSignatures(parse('<Signature/>'), rsaGiven)).toEqual([]);
    expect(examineOne('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>').outcome).toBe('undecidable');
  });
});

describe('keys', () => {
  const jwk = rsa.publicKey.export({ format: 'jwk' });
  const base64 = (url: string | undefined) => Buffer.from(url ?? '', 'base64url').toString('base64');
  const rsaKeyValue = `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${base64(jwk.n)}</ds:Modulus><ds:Exponent>${base64(jwk.e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
  const withKeyInfo = (content: string) =>
    signByHand({
      template,
      references: [{ uri: '#a1' }],
      keyInfo: `<ds:KeyInfo>${content}</ds:KeyInfo>`,
      sign: signRsa,
    });
  const text = withKeyInfo(rsaKeyValue);
  const other = given(otherRsa.publicKey);
  const metadata = rsaGiven.map(
    (one): KeyCandidate => ({ ...one, source: 'metadata', from: 'IdP metadata' }),
  );

  test.each<[string, readonly KeyCandidate[], string, string | undefined]>([
    ['none given', [], 'signer-unknown', 'message'],
    ['only another one given', other, 'signer-unknown', 'message'],
    ['the same one given', rsaGiven, 'known-signer', 'given'],
    ['the same one in the metadata', metadata, 'known-signer', 'metadata'],
    ['another and the same one', [...other, ...metadata], 'known-signer', 'metadata'],
  ])('%s', (_, keys, outcome, source) => {
    const evidence = examineOne(text, keys);
    expect(evidence.outcome).toBe(outcome);
    expect(evidence.value.under?.source).toBe(source);
    expect(evidence.keyInfo).toHaveLength(1);
    expect(evidence.problems).toEqual([]);
  });

  test('no key is tried twice, and a named key that the message brings is tried first', () => {
    expect(examineOne(text, [...other, ...other, ...rsaGiven, ...metadata]).value.tried).toEqual(rsaGiven);
    const forged = signByHand({ template, references: [{ uri: '#a1' }], sign: () => Buffer.alloc(256, 1) });
    expect(examineOne(forged, [...other, ...other, ...rsaGiven]).value.tried).toEqual([
      ...other,
      ...rsaGiven,
    ]);
  });

  test('without any key the digests are still told', () => {
    const evidence = examineOne(handSigned(), []);
    expect(evidence).toMatchObject({ outcome: 'undecidable', problems: [{ code: 'no-key' }] });
    expect(evidence.references[0]?.matches).toBe(true);
  });

  test('a key of another kind cannot be tried', () => {
    const evidence = examineOne(handSigned(), given(generateKeyPairSync('ed25519').publicKey));
    expect(evidence).toMatchObject({ outcome: 'undecidable', value: { tried: [] } });
    expect(evidence.problems[0]?.message).toContain(
      'rsa-sha256 cannot be verified with the keys there are (ed25519)',
    );
  });

  test.each<[string, string, string, number]>([
    ['RSAKeyValue', rsaKeyValue, 'signer-unknown', 0],
    [
      'DEREncodedKeyValue',
      `<d:DEREncodedKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#">${pem(rsa.publicKey).replace(/-----[^-]*-----/g, '')}</d:DEREncodedKeyValue>`,
      'signer-unknown',
      0,
    ],
    ['KeyName alone', '<ds:KeyName>k</ds:KeyName>', 'undecidable', 2],
    ['nothing', '', 'undecidable', 2],
    [
      'a certificate that is none',
      '<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>',
      'undecidable',
      2,
    ],
    [
      'a certificate that is not base64',
      '<ds:X509Data><ds:X509Certificate>-</ds:X509Certificate></ds:X509Data>',
      'undecidable',
      2,
    ],
    [
      'a bad certificate and the key',
      `<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>${rsaKeyValue}`,
      'signer-unknown',
      1,
    ],
    ['an empty KeyValue', '<ds:KeyValue/>', 'undecidable', 2],
    [
      'an RSAKeyValue without Exponent',
      '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus></ds:RSAKeyValue></ds:KeyValue>',
      'undecidable',
      2,
    ],
    [
      'a curve that is none',
      '<ds:KeyValue><d:ECKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#"><d:NamedCurve URI="urn:oid:9.9.9"/><d:PublicKey>AAAA</d:PublicKey></d:ECKeyValue></ds:KeyValue>',
      'undecidable',
      2,
    ],
  ])('KeyInfo with %s', (_, content, outcome, problems) => {
    const evidence = examineOne(withKeyInfo(content), []);
    expect(evidence.outcome).toBe(outcome);
    expect(evidence.problems).toHaveLength(problems);
    for (const { code } of evidence.problems) expect(['no-key', 'unreadable-key']).toContain(code);
  });

  test('what KeyInfo lacks does not matter where a named key verifies', () => {
    expect(examineOne(withKeyInfo('<ds:KeyName>k</ds:KeyName>')).problems).toEqual([]);
  });

  test('EC and DSA keys as numbers', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const { x = '', y = '' } = ec.publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const evidence = examineOne(
      signByHand({
        template,
        references: [{ uri: '#a1' }],
        signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
        keyInfo: `<ds:KeyInfo><ds:KeyValue><d:ECKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#"><d:NamedCurve URI="urn:oid:1.3.132.0.34"/><d:PublicKey>${point.toString('base64')}</d:PublicKey></d:ECKeyValue></ds:KeyValue></ds:KeyInfo>`,
        sign: (data) => sign('sha384', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
      }),
      [],
    );
    expect(evidence.outcome).toBe('signer-unknown');
    expect(evidence.value.under?.key).toMatchObject({ type: 'ec', curve: 'P-384', bits: 384 });
  });

  test('a certificate is preferred to a bare key, and both are the same key', () => {
    const file = resolve(import.meta.dirname, '../../../testkit/keys/idp');
    const certificate = readFileSync(`${file}.crt`, 'utf8');
    const [candidate] = readKeysPem(certificate, 'idp.crt');
    const privateKey = readFileSync(`${file}.key`, 'utf8');
    const spki = pem(candidate?.key.handle ?? rsa.publicKey).replace(/-----[^-]*-----/g, '');
    const evidence = examineOne(
      signByHand({
        template,
        references: [{ uri: '#a1' }],
        keyInfo: `<ds:KeyInfo><d:DEREncodedKeyValue xmlns:d="http://www.w3.org/2009/xmldsig11#">${spki}</d:DEREncodedKeyValue><ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName><ds:X509Certificate>${candidate?.certificate?.base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
        sign: (data) => sign('sha256', data, privateKey),
      }),
      [],
    );
    expect(evidence).toMatchObject({ outcome: 'signer-unknown', value: { tried: [{ source: 'message' }] } });
    expect(evidence.value.under?.certificate?.subject).toContain('CN=idp.example.test');
    expect(evidence.value.under?.from).toBe('KeyInfo in the signature, key 2 of 2');
  });
});

describe('limits', () => {
  test('signatures', () => {
    const text = `<r xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${'<ds:Signature/>'.repeat(10)}</r>`;
    const evidence = examineSignatures(parse(text), [], { ...limits, signatures: 3 });
    expect(evidence).toHaveLength(4);
    expect(evidence[3]?.problems[0]).toMatchObject({ code: 'limit' });
    expect(evidence[3]?.problems[0]?.message).toContain('10 signatures; the limit signatures (3)');
  });

  test.each([
    ['referencesPerSignature', { referencesPerSignature: 1 }],
    ['transformsPerReference', { transformsPerReference: 1 }],
  ] as const)('%s', (name, changed) => {
    const body = template.replace('<saml:AttributeStatement>', '<saml:AttributeStatement Id="s1">');
    const text = handSigned([{ uri: '#a1' }, { uri: '#s1' }], body);
    expect(examineSignatures(parse(text), rsaGiven)[0]?.outcome).toBe('known-signer');
    const [evidence] = examineSignatures(parse(text), rsaGiven, { ...limits, ...changed });
    expect(evidence).toMatchObject({ outcome: 'undecidable', covers: [] });
    expect(evidence?.problems[0]).toMatchObject({ code: 'limit' });
    expect(evidence?.problems[0]?.message).toContain(name);
  });

  test('keysPerSignature', () => {
    const keys = [...given(otherRsa.publicKey), ...rsaGiven];
    const [evidence] = examineSignatures(parse(handSigned()), keys, { ...limits, keysPerSignature: 1 });
    expect(evidence).toMatchObject({ outcome: 'undecidable', problems: [{ code: 'limit' }] });
    expect(evidence?.value.tried).toHaveLength(1);
  });

  test('canonicalisation: signatures times references times a large document', () => {
    const list = `<r ID="r" xmlns:p="${'u'.repeat(5000)}">${'<p:e/>'.repeat(300)}{signature}</r>`;
    const text = handSigned([{ uri: '#r' }], list);
    expect(examineOne(text).outcome).toBe('known-signer');
    const [evidence] = examineSignatures(parse(text), rsaGiven, {
      ...limits,
      canonicalFloor: 0,
      canonicalRatio: 4,
    });
    expect(evidence).toMatchObject({ outcome: 'undecidable', covers: [] });
    expect(evidence?.problems.map(({ code }) => code)).toContain('limit');
  });
});

describe('signaturesCovering', () => {
  test('does not count what hides inside the signature', () => {
    const text = signByXmlCrypto(response()).replace(
      '</ds:Signature>',
      '<ds:Object><saml:Assertion ID="evil"/></ds:Object></ds:Signature>',
    );
    const document = parse(text);
    const evidence = examineSignatures(document, rsaGiven);
    expect(evidence[0]?.outcome).toBe('known-signer');
    const covering = (id: string) => signaturesCovering(document.ids.get(id)?.[0] as XmlElement, evidence);
    expect(covering('a1')).toHaveLength(1);
    expect(covering('evil')).toEqual([]);
    expect(covering('r1')).toEqual([]);
  });
});
