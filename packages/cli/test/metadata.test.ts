import { gzipSync } from 'node:zlib';
import { conversionTargets } from '@samlscope/core/metadata';
import { buildEntityDescriptor, sign, testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { metadataActions, metadataOptions } from '../src/metadata-arguments.ts';
import { run } from '../src/run.ts';
import { FakeIo, type Given } from './fake-io.ts';

const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const idp = (key = testKeys.idp, sso = 'https://idp.example/sso') =>
  buildEntityDescriptor({ entityID: 'https://idp.example/', idp: { signingKeys: [key], singleSignOn: sso } });
const sp = `<md:EntityDescriptor entityID="no-uri"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example.org/acs" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>`;
const federation = sign(
  `<md:EntitiesDescriptor xmlns:md="${MD}" ID="_f" Name="urn:federation" validUntil="2026-05-10T00:00:00Z">\n  ${idp()}\n  ${sp}\n</md:EntitiesDescriptor>`,
  { element: 'EntitiesDescriptor', key: testKeys.other },
);
const files = {
  'fed.xml': federation,
  'fed.xml.gz': gzipSync(federation),
  'changed.xml': federation.replace('sp.example.org/acs', 'sp.example.org/evil'),
  'damaged.xml': federation.replace('</md:SPSSODescriptor>', ''),
  'idp.xml': idp(),
  'moved.xml': idp(testKeys.idp, 'https://login.example/sso'),
  'added.xml': idp().replace(
    '</md:IDPSSODescriptor>',
    '<md:SingleLogoutService Binding="urn:b" Location="https://idp.example/slo"/></md:IDPSSODescriptor>',
  ),
  'old.xml': idp(testKeys.entraExpired),
  'other.pem': testKeys.other.certificatePem,
  'idp.pem': testKeys.idp.certificatePem,
  'idp.key': testKeys.idp.privateKeyPem,
  'text.txt': 'hello',
  'html.xml': '<html/>',
  'sp.json': JSON.stringify({
    role: 'sp',
    entityID: 'https://sp.example.org/',
    acsUrls: ['https://sp.example.org/acs'],
  }),
  'wrong.json': '{"entityId":"x"}',
  'mistyped.json': '{"acsUrls":"x"}',
  'no.json': '{',
};

async function ran(line: readonly string[], given: Given = {}) {
  const io = new FakeIo({ files, now: Date.UTC(2026, 4, 1), ...given });
  const code = await run(['metadata', ...line], io);
  return { code, out: io.out, err: io.err };
}

describe('exit codes', () => {
  // [command line, code, what is said where, why it is here]
  const cases: readonly (readonly [string[], number, RegExp, string])[] = [
    [[], 0, /^Usage:/, 'help unasked'],
    [['help'], 0, /^Usage:/, 'help asked for'],
    [['lint', '--help'], 0, /^Usage:/, 'help of one'],
    [['lnt', 'fed.xml'], 2, /Did you mean "lint"\?/, 'misspelt'],
    [['show', '--nonsense', 'fed.xml'], 2, /no option --nonsense/, 'no such option'],
    [
      ['show', '--to', 'spring', 'fed.xml'],
      2,
      /metadata show takes no option --to/,
      'an option of another action',
    ],
    [['show', 'absent.xml'], 3, /absent\.xml: there is no such file/, 'no such file'],
    [['show', 'text.txt'], 3, /text\.txt: line 1: The text starts with "hello"/, 'no XML'],
    [['show', 'html.xml'], 3, /its root is <html>, which is no SAML metadata/, 'no metadata'],
    [['show', 'fed.xml'], 0, /2 entities/, 'shown'],
    [['show', 'fed.xml.gz'], 0, /as gzip, 2 entities/, 'compressed'],
    [['show', '--entity', 'no-uri', 'fed.xml'], 0, /AssertionConsumerService/, 'one entity'],
    [
      ['show', '--entity', 'urn:x', 'fed.xml'],
      1,
      /there is no entity urn:x among its 2 entities/,
      'no such entity',
    ],
    [['verify', 'fed.xml'], 2, /needs --cert/, 'against nothing'],
    [
      ['verify', '--cert', 'other.pem', 'fed.xml'],
      0,
      /The whole file is what the certificate given signed/,
      'right',
    ],
    [['verify', '--cert', 'other.pem', 'fed.xml.gz'], 0, /The whole file/, 'right, compressed'],
    [
      ['verify', '--cert', 'idp.pem', 'fed.xml'],
      1,
      /only under the key that it brings itself/,
      'another key',
    ],
    [['verify', '--cert', 'other.pem', 'changed.xml'], 1, /digest computed/, 'changed'],
    [['verify', '--cert', 'other.pem', 'damaged.xml'], 1, /DAMAGED at line 3/, 'damaged'],
    [['verify', '--cert', 'other.pem', 'idp.xml'], 1, /not signed/, 'not signed'],
    [['verify', '--cert', 'text.txt', 'fed.xml'], 3, /certificate/, 'no certificate'],
    [['lint', 'fed.xml'], 1, /fed\.xml:3:\d+ warning metadata\/entity-id-not-uri/, 'a finding'],
    [
      ['lint', '--threshold', 'error', '--entity', 'https://idp.example/', 'fed.xml'],
      0,
      /1 entity checked/,
      'no error',
    ],
    [['lint', 'damaged.xml'], 1, /DAMAGED/, 'damage'],
    [['lint', '--sp', 'awz', 'idp.xml'], 2, /no built-in service provider "awz"; known are aws,/, 'nobody'],
    [
      ['lint', '--idp', 'entar', 'idp.xml'],
      2,
      /no built-in identity provider "entar"; known are entra,/,
      'nobody',
    ],
    [['lint', '--sp'], 2, /--sp needs a value/, 'who takes it'],
    [['show', '--sp', 'idp.xml'], 2, /metadata show takes no option --sp/, 'taken by nobody'],
    [['keys', 'fed.xml'], 0, /CN=idp\.example\.test/, 'keys'],
    [['keys', '--expires-within', '10d', 'fed.xml'], 0, /^$/, 'none expires soon'],
    [['keys', '--expires-within', '1d', 'old.xml'], 1, /EXPIRED \d+ days ago/, 'one has'],
    [['keys', '--expires-within', 'soon', 'fed.xml'], 2, /takes a time such as 30d/, 'no time'],
    [['extract', 'fed.xml'], 2, /needs --entity/, 'which one'],
    [['extract', '--entity', 'no-uri', 'fed.xml'], 0, /^<md:EntityDescriptor entityID="no-uri">/, 'cut out'],
    [['extract', '--entity', 'urn:x', 'fed.xml'], 1, /there is no entity urn:x/, 'nothing to cut out'],
    [['diff', 'idp.xml'], 2, /takes two files/, 'one file'],
    [['diff', '-', '-'], 2, /not both/, 'standard input twice'],
    [['diff', 'idp.xml', 'idp.xml'], 0, /^Nothing that a login could notice changed/, 'nothing'],
    [
      ['diff', 'idp.xml', 'moved.xml'],
      1,
      /^breaks {5}https:\/\/idp\.example\/ \(idp\): SingleSignOnService/,
      'something',
    ],
    [['diff', 'idp.xml', 'added.xml'], 0, /^harmless/, 'something harmless'],
    [['diff', 'fed.xml', 'idp.xml'], 1, /The entity no-uri was removed/, 'an entity less'],
    [['convert', 'idp.xml'], 2, /needs --to/, 'to what'],
    [['convert', '--to', 'spring', 'fed.xml'], 2, /more than one entity/, 'which one'],
    [['convert', '--to', 'spring', 'idp.xml'], 0, /assertingparty/, 'settings'],
    [['convert', '--to', 'sprung', 'idp.xml'], 2, /Did you mean "spring"\?/, 'to nothing known'],
    [['new'], 2, /needs --sp or --idp/, 'what'],
    [['new', '--sp', '--idp'], 2, /exclude each other/, 'both'],
    [['new', '--sp', '--entity-id', 'urn:x'], 2, /AssertionConsumerService/, 'too little'],
    [['new', '--from', 'sp.json'], 0, /^<\?xml/, 'from JSON'],
    [['new', '--from', 'wrong.json'], 2, /no field "entityId"/, 'a field misspelt'],
    [['new', '--from', 'mistyped.json'], 2, /acsUrls must be a list/, 'a field of another type'],
    [['new', '--from', 'no.json'], 3, /no JSON/, 'no JSON'],
    [
      ['new', '--from', 'sp.json', '--contact', 'x'],
      2,
      /technical:ops@example\.org/,
      'a contact without type',
    ],
    [['new', '--from', 'sp.json', '--key', 'idp.key'], 2, /--key-cert/, 'a key without certificate'],
  ];
  test.each(cases)('%j: %i', async (line, code, says) => {
    const result = await ran(line);
    expect(result.out + result.err).toMatch(says);
    expect(result.code).toBe(code);
    expect(result.err).not.toMatch(/^\s+at /m);
  });
});

test('metadata written and signed by the command verifies by the command', async () => {
  const line = [
    'new',
    '--from',
    'sp.json',
    '--cert',
    'idp.pem',
    '--key',
    'idp.key',
    '--valid-for',
    '30d',
    '--requests-signed',
  ];
  const { out, err } = await ran(line);
  expect(err).toBe('');
  expect(out).toContain('validUntil="2026-05-31T00:00:00Z"');
  const { code } = await ran(['verify', '--cert', 'idp.pem'], { stdin: out });
  expect(code).toBe(0);
  expect((await ran(['lint'], { stdin: out })).code).toBe(0);
});

test('what is cut out is the file byte for byte, or stands alone', async () => {
  const { out } = await ran(['extract', '--entity', 'no-uri', 'fed.xml']);
  expect(out).toBe(sp);
  const alone = await ran(['extract', '--entity', 'no-uri', '--with-namespaces', 'fed.xml']);
  expect(alone.out).toContain(`<md:EntityDescriptor xmlns:md="${MD}" entityID="no-uri">`);
  expect((await ran(['show'], { stdin: alone.out })).code).toBe(0);
});

test('JSON of every action is JSON', async () => {
  const lines = [
    ['show', 'fed.xml'],
    ['lint', 'fed.xml'],
    ['verify', '--cert', 'other.pem', 'fed.xml'],
    ['keys', 'fed.xml'],
    ['diff', 'idp.xml', 'moved.xml'],
    ['convert', '--to', 'samlify', 'idp.xml'],
  ];
  for (const line of lines) {
    const { out } = await ran([...line, '--format', 'json']);
    expect(typeof JSON.parse(out), line.join(' ')).toBe('object');
  }
});

test('what the metadata says is shown, never obeyed', async () => {
  const odd = federation.replace('entityID="no-uri"', 'entityID="\u202Eno&#x9;uri"');
  for (const action of ['show', 'lint', 'keys']) {
    const { out } = await ran([action], { stdin: odd });
    expect(out).not.toContain('\u202E');
  }
});

test('the help names every action and option, within 80 columns', async () => {
  const { out } = await ran(['help']);
  for (const action of Object.keys(metadataActions)) expect(out).toContain(`samlscope metadata ${action} `);
  for (const option of Object.keys(metadataOptions)) expect(out).toContain(`--${option}`);
  expect(out).toMatch(/ --sp NAME .*\n.*\n {2}--sp /);
  for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('the products that the command offers are those that the library knows', () => {
  expect(metadataOptions.to.choices).toEqual(conversionTargets);
});

test('a bar is drawn only for large files on a terminal', async () => {
  expect((await ran(['show', 'fed.xml'])).err).toBe('');
});

describe('progress', () => {
  const large = { size: 20 * federation.length * 1000 };

  test('is drawn on standard error while it is a terminal, and wiped away at the end', async () => {
    const { out, err } = await ran(['verify', '--cert', 'other.pem', 'fed.xml'], {
      ...large,
      stderrIsTerminal: true,
    });
    expect(err).toMatch(/^\r░{30} 0 %/);
    expect(err).toMatch(/\r {38}\r$/);
    expect(out).toMatch(/is what the certificate given signed/);
  });

  test.each([
    ['where standard error goes elsewhere', large],
    ['for a file that is read before anybody could see it', { stderrIsTerminal: true }],
  ])('is not drawn %s', async (_, given) => {
    expect((await ran(['verify', '--cert', 'other.pem', 'fed.xml'], given)).err).toBe('');
  });
});

describe('lint of several entities', () => {
  test('tells what they share', async () => {
    const copy = idp().replace('https://idp.example/"', 'https://copy.example/"');
    const shared = `<md:EntitiesDescriptor xmlns:md="${MD}">\n${idp()}\n${copy}\n</md:EntitiesDescriptor>`;
    const { out, code } = await ran(['lint', 'shared.xml'], { files: { 'shared.xml': shared } });
    expect(out).toMatch(
      /2 entities share the key of .*: https:\/\/idp\.example\/ \(line 2\), https:\/\/copy\.example\//,
    );
    expect(out).toMatch(/2 entities share SingleSignOnService https:\/\/idp\.example\/sso/);
    expect(code).toBe(1);
  });

  test('is JSON with a report for each entity in which something was found', async () => {
    const { out } = await ran(['lint', '--format', 'json', 'fed.xml', 'damaged.xml', 'idp.xml']);
    const read = JSON.parse(out) as { reports: { findings: object[] }[]; file: { name: string } }[];
    expect(read.map(({ file, reports }) => [file.name, reports.length])).toEqual([
      ['fed.xml', 2],
      ['damaged.xml', 1],
      ['idp.xml', 1],
    ]);
  });
});

describe('lint for AWS', () => {
  const weak = buildEntityDescriptor({
    entityID: 'https://idp.example/',
    idp: {
      signingKeys: Array.from({ length: 11 }, () => testKeys.idp),
      singleSignOn: 'https://idp.example/sso',
    },
  });
  const filler = `<!-- ${'x'.repeat(1000)} -->`;
  const given = {
    'many.xml': weak,
    'marked.xml': `\uFEFF${idp()}`,
    'short.xml': sp.replace('<md:EntityDescriptor', `$& xmlns:md="${MD}"`),
    'padded.xml': `${filler}${sp.replace('<md:EntityDescriptor', `$& xmlns:md="${MD}"`)}`,
    'group.xml': `<md:EntitiesDescriptor xmlns:md="${MD}">${idp()}</md:EntitiesDescriptor>`,
    'groups.xml': `\uFEFF<md:EntitiesDescriptor xmlns:md="${MD}">${idp()}${sp}${sp}</md:EntitiesDescriptor>`,
  };
  const refusals = async (line: readonly string[]) => {
    const { out } = await ran(['lint', '--format', 'json', ...line], { files: given });
    const [file] = JSON.parse(out) as { reports: { findings: { check: string }[] }[] }[];
    return (file?.reports ?? [])
      .flatMap(({ findings }) => findings.map(({ check }) => check))
      .filter((check) => check.startsWith('aws/'))
      .sort();
  };

  // [file, what AWS refuses of it]
  test.each([
    ['many.xml', ['aws/metadata-keys-too-many']],
    ['marked.xml', ['aws/metadata-byte-order-mark']],
    ['short.xml', ['aws/metadata-size', 'aws/metadata-without-identity-provider']],
    ['padded.xml', ['aws/metadata-without-identity-provider']],
    ['group.xml', []],
    ['groups.xml', ['aws/metadata-byte-order-mark', 'aws/metadata-several-entities']],
  ])('%s', async (file, expected) => {
    expect(await refusals(['--sp', 'aws', file])).toEqual(expected);
    expect(await refusals([file])).toEqual([]);
  });

  test('is told beside the other findings', async () => {
    const { out, code } = await ran(['lint', '--sp=aws', 'short.xml'], { files: given });
    expect(out).toContain('aws/metadata-without-identity-provider');
    expect(out).toContain('metadata/entity-id-not-uri');
    expect(code).toBe(1);
  });
});
