// What `samlscope metadata new` writes: lint finds it clean, and xmlsec1 verifies it where it is signed.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo } from './fake-io.ts';

const hasXmlsec1 = spawnSync('xmlsec1', ['--version']).status === 0;
if (!hasXmlsec1) console.log('skipped: xmlsec1 is not installed, so nothing else verifies what is signed');

const SP = `# A service provider
role: sp
entityID: https://sp.example.org/saml
acsUrls:
  - https://sp.example.org/saml/acs
  - https://sp.example.org/saml/other-acs
sloUrl: https://sp.example.org/saml/slo
signingCertificates: [sp.pem]
encryptionCertificates:
  - |
${testKeys.entra.certificatePem.trim().replace(/^/gm, '    ')}
nameIdFormats: [persistent, emailAddress]
requestsSigned: true
validUntil: 2026-05-31T00:00:00Z
cacheDuration: PT6H
displayName: "Example: a service & more"
language: en
organization:
  name: Example
  displayName: Example Ltd
  url: https://www.example.org/
contacts:
  - { type: technical, email: ops@example.org, name: Operations }
  - { type: support, email: help@example.org }
requestedAttributes:
  - name: urn:oid:0.9.2342.19200300.100.1.3
    friendlyName: mail
    isRequired: true
`;
const IDP = `role: idp
entityID: https://idp.example.org/saml
ssoUrl: https://idp.example.org/saml/sso
sloUrl: https://idp.example.org/saml/slo
signingCertificates: [idp.pem]
nameIdFormats: [persistent]
requestsSigned: true
validUntil: 2026-05-31T00:00:00Z
displayName: Example
organization: { name: Example, url: "https://www.example.org/" }
contacts: [{ type: technical, email: ops@example.org }]
`;
const files = {
  'conf/sp.yaml': SP,
  'conf/sp.pem': testKeys.other.certificatePem,
  'conf/idp.yaml': IDP,
  'conf/idp.pem': testKeys.idp.certificatePem,
  'idp.pem': testKeys.idp.certificatePem,
  'other.pem': testKeys.other.certificatePem,
  'idp.key': testKeys.idp.privateKeyPem,
};

async function ran(line: readonly string[], more: Record<string, string> = {}, stdin = '') {
  const io = new FakeIo({ files: { ...files, ...more }, stdin, now: Date.UTC(2026, 4, 1) });
  const code = await run(['metadata', ...line], io);
  return { code, out: io.out, err: io.err };
}

const asJson = JSON.stringify({
  role: 'idp',
  entityID: 'https://idp.example.org/saml',
  ssoUrl: 'https://idp.example.org/saml/sso',
  sloUrl: 'https://idp.example.org/saml/slo',
  signingCertificates: ['idp.pem'],
  nameIdFormats: ['persistent'],
  requestsSigned: true,
  validUntil: Date.UTC(2026, 4, 31),
  displayName: 'Example',
  organization: { name: 'Example', url: 'https://www.example.org/' },
  contacts: [{ type: 'technical', email: 'ops@example.org' }],
});
// In groups, so that an option stands with its value.
const asFlags = [
  ['--idp'],
  ['--entity-id', 'https://idp.example.org/saml'],
  ['--sso-url', 'https://idp.example.org/saml/sso'],
  ['--slo-url', 'https://idp.example.org/saml/slo'],
  ['--cert', 'idp.pem'],
  ['--name-id-format', 'persistent'],
  ['--requests-signed'],
  ['--valid-for', '30d'],
  ['--display-name', 'Example'],
  ['--organization', 'Example', '--organization-url', 'https://www.example.org/'],
  ['--contact', 'technical:ops@example.org'],
].flat();

test('YAML, JSON and options say the same', async () => {
  const yaml = await ran(['new', '--from', 'conf/idp.yaml']);
  expect(yaml).toMatchObject({ code: 0, err: '' });
  expect((await ran(['new', '--from', 'conf/idp.json'], { 'conf/idp.json': asJson })).out).toBe(yaml.out);
  expect((await ran(['new', ...asFlags])).out).toBe(yaml.out);
});

test('a file of YAML says everything that can be said', async () => {
  const { code, out, err } = await ran(['new', '--from', 'conf/sp.yaml']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const text of [
    'validUntil="2026-05-31T00:00:00Z" cacheDuration="PT6H"',
    'AuthnRequestsSigned="true" WantAssertionsSigned="true"',
    testKeys.other.certificateBase64,
    testKeys.entra.certificateBase64,
    '<mdui:DisplayName xml:lang="en">Example: a service &amp; more</mdui:DisplayName>',
    '<md:GivenName>Operations</md:GivenName>',
    'FriendlyName="mail" isRequired="true"',
    'Location="https://sp.example.org/saml/other-acs" index="1"',
  ])
    expect(out).toContain(text);
});

describe.each([
  ['a service provider', ['--from', 'conf/sp.yaml']],
  ['an identity provider', ['--from', 'conf/idp.yaml']],
  ['an identity provider by options', asFlags],
])('%s', (_, line) => {
  const key = ['--key', 'idp.key', '--key-cert', 'idp.pem'];

  test('is clean to the last note', async () => {
    for (const signing of [[], key]) {
      const { out } = await ran(['new', ...line, ...signing]);
      const lint = await ran(['lint', '--threshold', 'note', '--cert', 'idp.pem'], {}, out);
      expect(lint.out).toMatch(/^Nothing wrong found/);
      expect(lint.code).toBe(0);
    }
  });

  test.skipIf(!hasXmlsec1)('verifies by xmlsec1, and not when it is changed', async () => {
    const place = mkdtempSync(join(tmpdir(), 'samlscope-'));
    writeFileSync(join(place, 'idp.pem'), testKeys.idp.certificatePem);
    const { out } = await ran(['new', ...line, ...key]);
    const verified = (text: string) => {
      writeFileSync(join(place, 'm.xml'), text);
      const id = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor'];
      return spawnSync('xmlsec1', ['--verify', ...id, '--pubkey-cert-pem', 'idp.pem', 'm.xml'], {
        cwd: place,
      }).status;
    };
    expect(verified(out)).toBe(0);
    expect(verified(out.replace('/saml/slo', '/evil/slo'))).not.toBe(0);
    expect((await ran(['verify', '--cert', 'idp.pem'], {}, out)).code).toBe(0);
  });
});

test('the example of the documentation is clean', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/metadata.md'), 'utf8');
  const example = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
  const { out, err } = await ran(['new', '--from', 'conf/example.yaml'], { 'conf/example.yaml': example });
  expect(err).toBe('');
  const lint = await ran(['lint', '--now', '2026-12-20'], {}, out);
  expect(lint.out).toMatch(/^Nothing wrong found/);
});

describe('a file that is not as it must be', () => {
  // [the file, exit code, what is said]
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['', 3, /x\.yaml: the fields of an entity are expected/],
    ['- a\n- b\n', 3, /the fields of an entity are expected/],
    ['role: [sp\n', 3, /x\.yaml: line \d, column \d+: this is no YAML: /],
    ['role: sp\nrole: idp\n', 3, /line 2, column 1: this is no YAML: Map keys must be unique/],
    ['a: *nothing\n', 3, /x\.yaml: .*alias/i],
    ['entityId: x\n', 2, /there is no field "entityId"; known are role, entityID/],
    ['entityID: 5\n', 2, /the field entityID must be a text/],
    ['acsUrls: https://sp.example.org/\n', 2, /the field acsUrls must be a list/],
    ['acsUrls: [1]\n', 2, /the field acsUrls\[0\] must be a text/],
    ['requestsSigned: "yes"\n', 2, /the field requestsSigned must be true or false/],
    [
      'validUntil: soon\n',
      2,
      /the field validUntil takes an instant such as 2026-05-01T09:00:00Z, not "soon"/,
    ],
    ['organization: Example\n', 2, /the field organization must be an object with name, displayName, url/],
    ['organization: { name: Example }\n', 2, /organization has no field "url"/],
    ['contacts: [{ type: technical, mail: x }]\n', 2, /contacts\[0\] has no field "email"/],
    [
      'contacts: [{ type: technical, email: x, phone: y }]\n',
      2,
      /no field "phone" in contacts\[0\]; known are type, email, name/,
    ],
    ['signingCertificates: [absent.pem]\n', 3, /conf\/absent\.pem: there is no such file/],
    ['__proto__: { role: sp }\n', 2, /there is no field "__proto__"/],
    [
      `${['a: &a [x]', ...Array.from({ length: 12 }, (_, i) => `${'bcdefghijklm'[i]}: &${'bcdefghijklm'[i]} [${`*${'abcdefghijkl'[i]},`.repeat(10)}]`)].join('\n')}\n`,
      3,
      /x\.yaml: Excessive alias count/,
    ],
  ];
  test.each(cases)('%j: %i', async (text, code, says) => {
    const result = await ran(['new', '--sp', '--from', 'conf/x.yaml'], { 'conf/x.yaml': text });
    expect(result.err).toMatch(says);
    expect(result.code).toBe(code);
    expect(result.err).not.toMatch(/internal error/);
  });
});
