import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { SamlscopeError } from '../../src/base/errors.ts';
import { remember } from '../../src/x509/cache.ts';
import { describeCertificate } from '../../src/x509/describe.ts';
import { isPemInBase64, readCertificate, readKeysPem, spkiSha256 } from '../../src/x509/read.ts';

const keys = resolve(import.meta.dirname, '../../../testkit/keys');
const file = (name: string) => readFileSync(resolve(keys, name), 'utf8');
const idp = file('idp.crt');
const bare = idp.slice(idp.indexOf('-----BEGIN')).replace(/-----[^-]*-----/g, '');

type Name = { shortName?: string; type?: string; value: string; valueTagClass?: number }[];

function makeCertificate(subject: Name, extensions: object[] = [], bits = 1024): string {
  const pair = forge.pki.rsa.generateKeyPair(bits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = pair.publicKey;
  certificate.serialNumber = '00a1b2';
  certificate.validity.notBefore = new Date('2024-02-29T01:02:03Z');
  certificate.validity.notAfter = new Date('2051-01-01T00:00:00Z'); // From 2050 on as GeneralizedTime.
  certificate.setSubject(subject as forge.pki.CertificateField[]);
  certificate.setIssuer([{ shortName: 'CN', value: 'issuer' }]);
  certificate.setExtensions(extensions);
  certificate.sign(pair.privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SamlscopeError && error.code === 'unreadable-key') return error.message;
    throw error;
  }
  throw new Error('It was read.');
}

describe('readCertificate', () => {
  test('reads PEM in base64 once, and gives back the DER of the certificate', () => {
    const inside = Buffer.from(idp.slice(idp.indexOf('-----BEGIN'))).toString('base64');
    expect(isPemInBase64(inside)).toBe(true);
    expect(isPemInBase64(bare)).toBe(false);
    expect(readCertificate(inside)).toMatchObject({
      base64: bare.replace(/\s/g, ''),
      sha256: readCertificate(idp).sha256,
    });
    expect(refusal(() => readCertificate(Buffer.from(inside).toString('base64')))).toContain(
      'not of an X.509',
    );
    expect(refusal(() => readCertificate(btoa('-----BEGIN CERTIFICATE-----\nAAAA\n')))).toContain('PEM');
  });

  test('tells what openssl tells', () => {
    expect(readCertificate(file('ec.crt'))).toMatchObject({
      subject: 'CN=ec.idp.example.test',
      issuer: 'CN=ec.idp.example.test',
      serial: '4D6E8F0A2B3C5D7E',
      notBefore: Date.UTC(2025, 0, 1),
      notAfter: Date.UTC(2035, 0, 1),
      sha1: '9DA18D9E530F5DEAA68D913B8E09ED445BCB1BB1',
      key: { type: 'ec', bits: 256, curve: 'P-256' },
    });
    expect(readCertificate(idp).key).toMatchObject({ type: 'rsa', bits: 2048 });
    expect(readCertificate(idp).sha256).toMatch(/^[0-9A-F]{64}$/);
  });

  test('PEM, base64 with line breaks and base64 without are one certificate, read once', () => {
    const certificate = readCertificate(idp);
    expect(readCertificate(bare)).toBe(certificate);
    expect(readCertificate(bare.replace(/\s/g, ''))).toBe(certificate);
    expect(certificate.base64).toBe(bare.replace(/\s/g, ''));
  });

  test('what is kept read is bounded, the oldest making room', () => {
    const cache = new Map<string, number>();
    for (let i = 0; i < 1000; i++) expect(remember(cache, `k${i}`, i)).toBe(i);
    expect(cache.size).toBe(256);
    expect([...cache.keys()][0]).toBe('k744');
  });

  test.each<[string, Name, string]>([
    [
      'most specific first',
      [
        { shortName: 'C', value: 'DE' },
        { shortName: 'O', value: 'Org' },
        { shortName: 'CN', value: 'n' },
      ],
      'CN=n,O=Org,C=DE',
    ],
    [
      'special characters escaped',
      [{ shortName: 'CN', value: 'a, b+c="d"; <e>\\' }],
      'CN=a\\, b\\+c=\\"d\\"\\; \\<e\\>\\\\',
    ],
    ['outer spaces and # escaped', [{ shortName: 'CN', value: '# x ' }], 'CN=\\# x\\ '],
    [
      'other scripts as they are',
      [{ shortName: 'CN', value: 'Zürich 東京', valueTagClass: 12 }],
      'CN=Zürich 東京',
    ],
    ['a line break does not start another name', [{ shortName: 'CN', value: 'a\nO=evil' }], 'CN=a\\0AO=evil'],
    ['nothing at all', [], ''],
  ])('distinguished names: %s', (_, subject, printed) => {
    const certificate = readCertificate(makeCertificate(subject));
    expect(certificate.subject).toBe(printed);
    expect(certificate).toMatchObject({
      issuer: 'CN=issuer',
      serial: 'A1B2',
      notBefore: Date.UTC(2024, 1, 29, 1, 2, 3),
      notAfter: Date.UTC(2051, 0, 1),
    });
  });

  test.each([
    ['AAAA', 'not of an X.509 certificate'],
    ['???', 'holds "?" as character 1'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'no certificate'],
    ['-----BEGIN CERTIFICATE-----\nAAAA', 'no certificate'],
  ])('%j is refused: %s', (text, says) => {
    expect(refusal(() => readCertificate(text))).toContain(says);
  });
});

describe('readKeysPem', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' });

  test.each([
    ['a public key', spki],
    ['a public key of PKCS #1', pkcs1],
    ['bare base64 of a public key', der.toString('base64')],
  ])('reads %s', (_, text) => {
    const [candidate, ...others] = readKeysPem(text, '--cert k.pem');
    expect(others).toEqual([]);
    expect(candidate).toMatchObject({
      source: 'given',
      from: '--cert k.pem',
      key: { type: 'rsa', bits: 1024 },
    });
    expect(candidate?.certificate).toBeUndefined();
    expect(candidate?.key.spkiSha256).toBe(spkiSha256(rsa.publicKey));
  });

  test('reads several, and says which is which', () => {
    const candidates = readKeysPem(`text before\n${idp}\n# between\n${spki}`, 'chain.pem');
    expect(candidates.map(({ from }) => from)).toEqual(['chain.pem, 1 of 2', 'chain.pem, 2 of 2']);
    expect(candidates.map(({ certificate }) => certificate?.subject)).toEqual([
      readCertificate(idp).subject,
      undefined,
    ]);
  });

  test('reads a bare certificate', () => {
    expect(readKeysPem(bare, 'x')[0]?.certificate).toBe(readCertificate(idp));
  });

  test.each([
    ['a private key', file('idp.key'), 'private key'],
    ['PKCS #7', '-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----', 'openssl pkcs7'],
    [
      'a request',
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----',
      'CERTIFICATE REQUEST',
    ],
    ['half a block', '-----BEGIN CERTIFICATE-----\nAAAA', 'damaged'],
    ['a bad key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'not of a public key'],
    [
      'a bad PKCS #1 key',
      '-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----',
      'not of an RSA public key',
    ],
    ['words', 'hello world!', 'not base64'],
    ['nothing', '', 'not of an X.509 certificate'],
  ])('refuses %s', (_, text, says) => {
    const message = refusal(() => readKeysPem(text, '--cert k.pem'));
    expect(message).toContain('--cert k.pem: ');
    expect(message).toContain(says);
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('MII');
  });

  test.each([
    ['ed25519', 255],
    ['ed448', 448],
  ] as const)('%s has %d bits', (type, bits) => {
    const { publicKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
    const [candidate] = readKeysPem(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'x');
    expect(candidate?.key).toMatchObject({ type, bits });
  });
});

describe('describeCertificate', () => {
  test('tells what the extensions allow', () => {
    const described = describeCertificate(
      makeCertificate(
        [{ shortName: 'CN', value: 'leaf' }],
        [
          { name: 'basicConstraints', cA: true, pathLenConstraint: 3 },
          { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
          { name: 'extKeyUsage', serverAuth: true, '1.2.3.4': true },
          {
            name: 'subjectAltName',
            altNames: [
              { type: 2, value: 'idp.example.org' },
              { type: 6, value: 'urn:x' },
              { type: 7, ip: '192.0.2.1' },
              { type: 1, value: 'a@b.c' },
            ],
          },
        ],
      ),
    );
    expect(described).toMatchObject({
      subject: 'CN=leaf',
      signatureAlgorithm: 'sha256WithRSAEncryption',
      selfSigned: false,
      keyUsage: ['digitalSignature', 'keyCertSign'],
      extendedKeyUsage: ['serverAuth', '1.2.3.4'],
      subjectAlternativeNames: ['DNS:idp.example.org', 'URI:urn:x', 'IP:192.0.2.1', 'email:a@b.c'],
      basicConstraints: { ca: true, pathLength: 3 },
    });
  });

  test('missing extensions are not the same as empty ones', () => {
    expect(describeCertificate(makeCertificate([{ shortName: 'CN', value: 'leaf' }]))).toMatchObject({
      keyUsage: undefined,
      extendedKeyUsage: undefined,
      subjectAlternativeNames: [],
      basicConstraints: undefined,
    });
  });

  test('reads certificates of any key, which node-forge alone does not', () => {
    const described = describeCertificate(file('ec.crt'));
    expect(described).toMatchObject({ signatureAlgorithm: 'ecdsa-with-SHA256', selfSigned: true });
    expect(described.key).toMatchObject({ curve: 'P-256' });
    expect(describeCertificate(idp)).toMatchObject({ selfSigned: true });
  });

  test('refuses as readCertificate does', () => {
    expect(refusal(() => describeCertificate('AAAA'))).toContain('X.509');
  });
});
