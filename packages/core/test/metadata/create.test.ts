import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { inspect } from '../../src/inspect.ts';
import { createMetadata, type EntityOutline } from '../../src/metadata/create.ts';
import { schemaViolations } from '../../src/saml/schema-violations.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { parseXml } from '../../src/xml/parse.ts';

const NOW = Date.UTC(2026, 4, 1);
const shared = {
  validUntil: NOW + 30 * 86_400_000,
  displayName: 'Wiki & <more>',
  organization: { name: 'Example', url: 'https://example.org/' },
  contacts: [{ type: 'technical', email: 'ops@example.org', name: 'Ops' }],
  nameIdFormats: ['persistent', 'urn:example:format'],
  sloUrl: 'https://side.example.org/slo?a=1&b=2',
};
const sp: EntityOutline = {
  ...shared,
  role: 'sp',
  entityID: 'https://sp.example.org/saml',
  acsUrls: ['https://sp.example.org/acs', 'https://sp.example.org/acs2'],
  signingCertificates: [testKeys.idp.certificatePem],
  encryptionCertificates: [testKeys.other.certificatePem],
  requestsSigned: true,
  requestedAttributes: [
    { name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail', isRequired: true },
  ],
};
const idp: EntityOutline = {
  ...shared,
  role: 'idp',
  entityID: 'https://idp.example.org/saml',
  ssoUrl: 'https://idp.example.org/sso',
  signingCertificates: [testKeys.idp.certificatePem],
};
const document = (text: string) => parseXml({ name: 'text', text, steps: [] });
const xmlsec1 = spawnSync('xmlsec1', ['--version']).status === 0;
if (!xmlsec1) console.log('Skipped: xmlsec1 is not installed.');

describe('metadata that was written', () => {
  test.each([
    ['sp', sp],
    ['idp', idp],
  ] as const)('of an %s has nothing wrong', (_, outline) => {
    const text = createMetadata(outline);
    expect(document(text).problem).toBeUndefined();
    expect(schemaViolations(document(text))).toEqual([]);
    const { findings } = inspect(text, { now: NOW });
    expect(
      findings
        .filter(({ verdict }) => verdict !== 'unknown')
        .map(({ check, message }) => `${check}: ${message}`),
    ).toEqual([]);
    expect(createMetadata(outline)).toBe(text);
  });

  // [key, name]
  const keys = [
    ['RSA', testKeys.idp],
    ['P-256', testKeys.ec],
  ] as const;
  test.each(keys)('and signed with %s verifies', (name, key) => {
    const text = createMetadata(sp, { privateKey: key.privateKeyPem, certificate: key.certificatePem });
    const [evidence] = examineSignatures(document(text), readKeysPem(key.certificatePem, 'test'));
    expect(evidence).toMatchObject({ outcome: 'known-signer', problems: [] });
    expect(evidence?.covers).toEqual([evidence?.parent]);
    if (!xmlsec1) return;
    const folder = mkdtempSync(join(tmpdir(), 'samlscope-'));
    writeFileSync(join(folder, 'md.xml'), text);
    writeFileSync(join(folder, 'cert.pem'), key.certificatePem);
    const id = '--id-attr:ID=urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor'.split('=');
    const { status, stderr } = spawnSync(
      'xmlsec1',
      ['--verify', ...id, '--pubkey-cert-pem', join(folder, 'cert.pem'), join(folder, 'md.xml')],
      { encoding: 'utf8' },
    );
    expect(status, `${name}: ${stderr}`).toBe(0);
  });
});

// [what is missing or wrong, outline, what is said]
const refused: readonly (readonly [string, EntityOutline, RegExp])[] = [
  ['no entityID', { ...sp, entityID: ' ' }, /needs an entityID/],
  ['an entityID too long', { ...sp, entityID: `urn:${'x'.repeat(1021)}` }, /1024/],
  ['no ACS', { ...sp, acsUrls: [] }, /AssertionConsumerService/],
  [
    'no SSO',
    { role: 'idp', entityID: 'urn:x', signingCertificates: [testKeys.idp.certificatePem] },
    /SingleSignOnService/,
  ],
  ['no key', { ...idp, signingCertificates: [] }, /signing certificate/],
  ['signed requests without a key', { ...sp, signingCertificates: [] }, /certificate to verify/],
  [
    'attributes without a name',
    { role: 'sp', entityID: 'urn:x', acsUrls: ['u:'], requestedAttributes: [{ name: 'a' }] },
    /display name/,
  ],
  ['a format that is none', { ...sp, nameIdFormats: ['email'] }, /"email" is no NameID format/],
  [
    'a contact of no type',
    { ...sp, contacts: [{ type: 'boss', email: 'a@b' }] },
    /no contact of type "boss"/,
  ],
  ['a control character', { ...sp, displayName: 'a\u0001' }, /character/],
  ['no certificate', { ...sp, signingCertificates: ['xyz'] }, /certificate/],
];
test.each(refused)('refused: %s', (_, outline, says) => {
  expect(() => createMetadata(outline)).toThrow(says);
});

test('a key that is not the certificate’s signs nothing', () => {
  expect(() =>
    createMetadata(sp, {
      privateKey: testKeys.idp.privateKeyPem,
      certificate: testKeys.other.certificatePem,
    }),
  ).toThrow(/does not belong/);
});
