import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { decimalPoint } from '../../src/dsig/ecdsa-key-value.ts';
import { readKeyInfo } from '../../src/dsig/key-info.ts';
import { noteKeyHints } from '../../src/dsig/key-notes.ts';
import { sameName } from '../../src/x509/distinguished-name.ts';
import { readCertificate, readKeysPem } from '../../src/x509/read.ts';
import { subjectKeyIdentifier } from '../../src/x509/subject-key-identifier.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { childElements } from '../../src/xml/navigate.ts';
import { examineOne, parse, pem, response, rsa, signByHand } from './sign-for-test.ts';

/** A certificate with a subject key identifier, which the kit's own have not. */
function certify(attributes: Record<string, string>, serial: string): string {
  const keys = forge.pki.rsa.generateKeyPair(1024);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date('2025-01-01');
  certificate.validity.notAfter = new Date('2035-01-01');
  const names = Object.entries(attributes).map(([name, value]) => ({ name, value }));
  certificate.setSubject(names);
  certificate.setIssuer(names);
  certificate.setExtensions([{ name: 'basicConstraints', cA: true }, { name: 'subjectKeyIdentifier' }]);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

const first = certify({ commonName: 'idp, one', organizationName: 'Ação', countryName: 'PT' }, '0a1b');
const second = certify({ commonName: 'idp two', organizationName: 'Other', countryName: 'PT' }, '0a1c');
const known = [...readKeysPem(first, 'key 1 given'), ...readKeysPem(second, 'key 2 given')];
const der = Buffer.from(readCertificate(first).base64, 'base64');
const ski = subjectKeyIdentifier(readCertificate(first)) ?? '';
const skiBase64 = Buffer.from(ski, 'hex').toString('base64');
const sha = (name: string) => createHash(name).update(der).digest('base64');
const thumb = new X509Certificate(first).fingerprint;
const spki = createHash('sha256').update(
  new X509Certificate(first).publicKey.export({ type: 'spki', format: 'der' }),
);

function keyInfo(content: string, beside = '') {
  const root = parse(
    `<r xmlns:ds="${ns.ds}" xmlns:dsig11="${ns.dsig11}"><ds:KeyInfo>${content}</ds:KeyInfo>${beside}</r>`,
  ).root;
  const [element] = root ? childElements(root) : [];
  if (!element) throw new Error('There is no KeyInfo.');
  return readKeyInfo(element, 'message', 'KeyInfo');
}

const x509 = (content: string) => `<ds:X509Data>${content}</ds:X509Data>`;
const issuerSerial = (name: string, serial: string) =>
  x509(
    `<ds:X509IssuerSerial><ds:X509IssuerName>${name}</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></ds:X509IssuerSerial>`,
  );
const SUBJECT = readCertificate(first).subject;

describe('what names a key is held against the keys known', () => {
  test('the kit made an identifier to look for', () => {
    expect(ski).toMatch(/^[0-9A-F]{40}$/);
    expect(forge.pki.certificateFromPem(first).getExtension('subjectKeyIdentifier')).toMatchObject({
      subjectKeyIdentifier: ski.toLowerCase(),
    });
  });

  test.each<[string, string]>([
    ['X509SKI', x509(`<ds:X509SKI>${skiBase64}</ds:X509SKI>`)],
    ['X509SubjectName', x509(`<ds:X509SubjectName>${SUBJECT}</ds:X509SubjectName>`)],
    [
      'the same from the other end',
      x509('<ds:X509SubjectName>c=PT, O=a&#xe7;&#xe3;o, CN="IDP,  one"</ds:X509SubjectName>'),
    ],
    ['X509IssuerSerial', issuerSerial(SUBJECT, '2587')],
    [
      'X509Digest',
      x509(
        `<dsig11:X509Digest Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">${sha('sha256')}</dsig11:X509Digest>`,
      ),
    ],
    ['KeyName, the common name', '<ds:KeyName>idp, one</ds:KeyName>'.replace('idp, one', 'idp\\, one')],
    ['KeyName, the subject', `<ds:KeyName>${SUBJECT}</ds:KeyName>`],
    ['KeyName, a thumbprint', `<ds:KeyName>${thumb.toLowerCase()}</ds:KeyName>`],
    ['KeyName, the key ID of Keycloak', `<ds:KeyName>${spki.digest('base64url')}</ds:KeyName>`],
  ])('%s', (_, content) => {
    const reading = keyInfo(content);
    expect(reading.problems.map(({ code }) => code)).toEqual(['no-key']);
    const [note, ...others] = noteKeyHints(reading, known);
    expect(others).toEqual([]);
    expect(note).toMatchObject({
      code: 'key-named',
      message: expect.stringMatching(/, which is key 1 given\.$/),
    });
  });

  test.each<[string, string]>([
    ['another identifier', x509(`<ds:X509SKI>${Buffer.alloc(20, 1).toString('base64')}</ds:X509SKI>`)],
    ['an identifier that is no base64', x509('<ds:X509SKI>?</ds:X509SKI>')],
    ['another serial number', issuerSerial(SUBJECT, '2588')],
    ['a serial number that is none', issuerSerial(SUBJECT, '0x0a1b')],
    ['another issuer', issuerSerial('CN=idp', '2587')],
    [
      'a digest by another algorithm',
      x509(`<dsig11:X509Digest Algorithm="urn:x">${sha('sha256')}</dsig11:X509Digest>`),
    ],
    ['a word', '<ds:KeyName>our key</ds:KeyName>'],
    ['nothing', '<ds:KeyName/>'],
  ])('%s is none of them', (_, content) => {
    const reading = keyInfo(content);
    expect(noteKeyHints(reading, known)).toMatchObject([
      {
        code: 'key-named-unknown',
        message: expect.stringMatching(/none of the 2 keys known is that one\.$/),
      },
    ]);
    expect(noteKeyHints(reading, [])).toEqual([]);
  });

  test('beside a certificate, what fits it is not worth a word, and what does not is', () => {
    const held = `<ds:X509Certificate>${readCertificate(first).base64}</ds:X509Certificate>`;
    const subject = (name: string) => x509(`<ds:X509SubjectName>${name}</ds:X509SubjectName>${held}`);
    expect(noteKeyHints(keyInfo(subject(SUBJECT)), known)).toEqual([]);
    expect(noteKeyHints(keyInfo(`<ds:KeyName>x</ds:KeyName>${x509(held)}`), known)).toEqual([]);
    expect(noteKeyHints(keyInfo(subject('CN=other')), known)).toMatchObject([{ code: 'key-names-differ' }]);
  });
});

describe('what refers to a key elsewhere in the document', () => {
  const certificate = `<ds:X509Certificate Id="c">${readCertificate(first).base64}</ds:X509Certificate>`;
  const retrieval = (uri: string, more = '') =>
    `<ds:RetrievalMethod URI="${uri}">${more}</ds:RetrievalMethod>`;
  const reference = (uri: string) => `<dsig11:KeyInfoReference URI="${uri}"/>`;

  test.each<[string, string, string]>([
    ['RetrievalMethod to X509Data', retrieval('#d'), `<ds:X509Data Id="d">${certificate}</ds:X509Data>`],
    ['RetrievalMethod to X509Certificate', retrieval('#c'), x509(certificate)],
    ['KeyInfoReference', reference('#k'), `<ds:KeyInfo Id="k">${x509(certificate)}</ds:KeyInfo>`],
  ])('%s', (_, content, beside) => {
    const { keys, problems } = keyInfo(content, beside);
    expect(problems).toEqual([]);
    expect(keys.map(({ certificate: one }) => one?.serial)).toEqual(['0A1B']);
    expect(keys[0]?.source).toBe('message');
  });

  test.each<[string, string, string, RegExp]>([
    ['outside', retrieval('https://evil.example/key'), '', /outside the document and is not fetched/],
    ['to nothing', retrieval('#gone'), '', /no element/],
    ['to two', retrieval('#d'), '<ds:X509Data Id="d"/><ds:X509Data Id="d"/>', /several/],
    ['with transforms', retrieval('#d', '<ds:Transforms/>'), '<ds:X509Data Id="d"/>', /transforms/],
    ['to something else', retrieval('#d'), '<x Id="d"/>', /leads to x/],
    ['to X509Data by KeyInfoReference', reference('#d'), '<ds:X509Data Id="d"/>', /leads to ds:X509Data/],
    [
      'in a circle',
      reference('#k'),
      `<ds:KeyInfo Id="k">${reference('#k')}</ds:KeyInfo>`,
      /another reference/,
    ],
  ])('%s holds no key', (_, content, beside, message) => {
    const { keys, problems } = keyInfo(content, beside);
    expect(keys).toEqual([]);
    expect(problems).toMatchObject([{ code: 'no-key', message: expect.stringMatching(message) }]);
  });

  test('many to many cost no more than many', () => {
    const beside = `<ds:KeyInfo Id="k">${'<ds:KeyName>x</ds:KeyName>'.repeat(2000)}</ds:KeyInfo>`;
    expect(keyInfo(reference('#k').repeat(2000), beside).hints.length).toBeLessThanOrEqual(64);
  });
});

describe('ECDSAKeyValue of RFC 4050', () => {
  const element = (key: KeyObject, oid: string, change = (x: string) => x) => {
    const { x = '', y = '' } = key.export({ format: 'jwk' });
    const decimal = (text: string) =>
      BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`).toString();
    return `<ds:KeyValue><e:ECDSAKeyValue xmlns:e="http://www.w3.org/2001/04/xmldsig-more#"><e:DomainParameters><e:NamedCurve URN="urn:oid:${oid}"/></e:DomainParameters><e:PublicKey><e:X Value="${change(decimal(x))}"/><e:Y Value="${decimal(y)}"/></e:PublicKey></e:ECDSAKeyValue></ds:KeyValue>`;
  };
  test.each([
    ['P-256', '1.2.840.10045.3.1.7'],
    ['P-384', '1.3.132.0.34'],
    ['P-521', '1.3.132.0.35'],
  ])('%s', (namedCurve, oid) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve });
    const [expected] = readKeysPem(pem(publicKey), 'test');
    expect(keyInfo(element(publicKey, oid)).keys.map(({ key }) => key.spkiSha256)).toEqual([
      expected?.key.spkiSha256,
    ]);
    for (const wrong of [(x: string) => `${x}1`, () => '1', () => '-1', () => '']) {
      expect(keyInfo(element(publicKey, oid, wrong))).toMatchObject({
        keys: [],
        problems: [{ code: 'unreadable-key' }],
      });
    }
  });

  test('takes no number that is longer than the field', () => {
    expect(decimalPoint('1.2.840.10045.3.1.7', '1'.repeat(79), '1')).toBeUndefined();
    expect(decimalPoint('1.2.840.10045.3.1.7', '1', '1')).toHaveLength(65);
    expect(decimalPoint('1.2.3', '1', '1')).toBeUndefined();
  });
});

test.each<[string, string, boolean]>([
  ['CN=a,O=b', 'CN=a, O=b', true],
  ['CN=a,O=b', 'O=b,CN=a', true],
  ['CN=a,O=b', '/O=b/CN=a', true],
  ['cn=A', 'CN=a', true],
  ['emailAddress=x@y,CN=a', 'E=x@y,CN=a', true],
  ['ST=x', 'S=x', true],
  ['CN=a\\,b', 'CN="a,b"', true],
  ['CN=\\C3\\A9', 'CN=é', true],
  ['CN=http://a/b', 'CN=http://a/b', true],
  ['CN=a,O=b', 'CN=a', false],
  ['CN=a,O=b', 'CN=a,O=c', false],
  ['CN=a\\,O=b', 'CN=a,O=b', false],
  ['', '', false],
  ['CN=a', `CN=${'a'.repeat(5000)}`, false],
])('%s and %s: %s', (one, other, same) => {
  expect(sameName(one, other)).toBe(same);
});

test('a Manifest is told, and not taken for what was signed', () => {
  const digest = createHash('sha256').update('x').digest('base64');
  const manifest = `<ds:Manifest><ds:Reference URI="#a1"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:Manifest>`;
  const text = signByHand({
    template: response().replace('</saml:Issuer>', '</saml:Issuer>{signature}'),
    references: [{ uri: '#m', transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'] }],
    after: `<ds:Object Id="m">${manifest}</ds:Object>`,
    sign: (octets) => sign('sha256', octets, rsa.privateKey),
  });
  const { outcome, covers, notes } = examineOne(text);
  expect(outcome).toBe('known-signer');
  expect(covers.map(({ localName }) => localName)).toEqual(['Object']);
  expect(notes).toMatchObject([
    { code: 'manifest', message: expect.stringMatching(/1 further reference.*signed/) },
  ]);
});
