// What xmlsec1 encrypts is decrypted, by every algorithm that it offers.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildResponse, testKeys } from '../../../testkit/src/index.ts';
import { inspect } from '../../src/inspect.ts';

const version = spawnSync('xmlsec1', ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (!version) console.log('Skipped: xmlsec1 is not installed.');

const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** Ciphers for content, each with what xmlsec1 calls a session key for it. */
const ciphers = [
  [`${XENC}aes128-cbc`, 'aes-128'],
  [`${XENC}aes192-cbc`, 'aes-192'],
  [`${XENC}aes256-cbc`, 'aes-256'],
  [`${XENC11}aes128-gcm`, 'aes-128'],
  [`${XENC11}aes192-gcm`, 'aes-192'],
  [`${XENC11}aes256-gcm`, 'aes-256'],
  [`${XENC}tripledes-cbc`, 'des-192'],
] as const;
const transports = [`${XENC}rsa-1_5`, `${XENC}rsa-oaep-mgf1p`];
const cases = ciphers.flatMap(([cipher, key]) =>
  transports.map((transport) => [cipher, transport, key] as const),
);

const key = testKeys.other;
const response = buildResponse({
  dialect: 'onelogin',
  issueInstant: '2026-09-03T10:00:00Z',
  acsUrl: 'https://sp.example.com/acs',
  audience: 'https://sp.example.com',
  nameId: { value: 'zoë@example.com' },
});
const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(response)?.[0] ?? '';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlscope-xmlsec1-'));
  writeFileSync(join(folder, 'sp.pem'), key.certificatePem);
  writeFileSync(
    join(folder, 'assertion.xml'),
    assertion.replace(/^<saml:Assertion(?![^>]*xmlns:saml=)/, `<saml:Assertion xmlns:saml="${SAML}"`),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function encrypt(cipher: string, transport: string, session: string): string {
  const template = join(folder, 'template.xml');
  writeFileSync(
    template,
    `<EncryptedData xmlns="${XENC}" Type="${XENC}Element"><EncryptionMethod Algorithm="${cipher}"/><KeyInfo xmlns="${DSIG}"><EncryptedKey xmlns="${XENC}"><EncryptionMethod Algorithm="${transport}"/><CipherData><CipherValue/></CipherData></EncryptedKey></KeyInfo><CipherData><CipherValue/></CipherData></EncryptedData>`,
  );
  const { stdout, stderr, status } = spawnSync(
    'xmlsec1',
    [
      '--encrypt',
      '--pubkey-cert-pem',
      'sp.pem',
      '--session-key',
      session,
      '--xml-data',
      'assertion.xml',
      template,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const data = stdout.replace(/<\?xml[^>]*\?>\s*/, '').trim();
  return response.replace(
    assertion,
    () => `<saml:EncryptedAssertion xmlns:saml="${SAML}">${data}</saml:EncryptedAssertion>`,
  );
}

describe.skipIf(!version)('xmlsec1', () => {
  test.each(cases)('%s under %s is read, and its signature holds', (cipher, transport, session) => {
    const text = encrypt(cipher, transport, session);
    expect(text).not.toContain('example.com</saml:NameID>');
    const report = inspect(text, {
      certificates: [testKeys.idp.certificatePem],
      privateKeys: [key.privateKeyPem],
    });
    expect(report.messages[0]).toMatchObject({
      assertions: [{ nameId: { value: 'zoë@example.com' }, protection: 'signed' }],
    });
    // Under another key it is not read, and nothing is made up.
    const [other] = inspect(text, { privateKeys: [testKeys.idp.privateKeyPem] }).messages;
    expect(other).toMatchObject({ assertions: [] });
  });
});
