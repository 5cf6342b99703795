// Runs the built command as a user does. `pnpm build` makes it.

import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '..');
const command = join(folder, 'dist/samlscope.js');
const built = existsSync(command);
if (!built) console.log(`skipped: ${command} is absent; pnpm build makes it`);

const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-05-01T09:00:00Z" Destination="https://sp.example/acs">
  <saml:Issuer>https://idp.example/</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-05-01T09:00:00Z">
    <saml:Issuer>https://idp.example/</saml:Issuer>
    <saml:Subject>
      <saml:NameID>zoe</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData Recipient="https://sp.example/acs" NotOnOrAfter="2026-05-01T09:05:00Z"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="2026-05-01T08:59:00Z" NotOnOrAfter="2026-05-01T10:00:00Z">
      <saml:AudienceRestriction><saml:Audience>https://sp.example/metadata</saml:Audience></saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="2026-05-01T09:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
  </saml:Assertion>
</samlp:Response>
`;

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'samlscope-'));
  writeFileSync(join(place, 'response.xml'), response);
  writeFileSync(join(place, 'form.txt'), `SAMLResponse=${encodeURIComponent(base64())}&RelayState=there`);
});

const base64 = () => Buffer.from(response).toString('base64');

function ran(line: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...line], {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
}

describe.skipIf(!built)('the built command', () => {
  test('tells a wrong Audience first, with both values one under the other', () => {
    const { status, stdout, stderr } = ran([
      '--now',
      'issued',
      '--audience',
      'https://sp.example/metadata/',
      'response.xml',
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(stdout).toContain('\n  expected   https://sp.example/metadata/ (the audience given)\n');
    expect(stdout).toMatch(/^ {2}actual {5}https:\/\/sp\.example\/metadata\n {40}\^$/m);
    expect(stdout).toContain('conditions/audience-mismatch at line 13, column');
    for (const text of stdout.split('\n')) expect(text.length, text).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain('\u001b');
  });

  test('reads a form body from standard input and gives the XML back', () => {
    const form = readFileSync(join(place, 'form.txt'), 'utf8');
    expect(ran(['decode'], form)).toEqual({ status: 0, stdout: response, stderr: '' });
    expect(ran(['decode', '--pretty', 'form.txt']).stdout).toContain(
      '\n    <saml:Issuer>https://idp.example/',
    );
    expect(ran(['query', 'string(//saml:NameID)'], form).stdout).toBe('zoe\n');
    expect(ran(['--now', 'issued'], form).stdout).toMatch(/RelayState +there/);
  });

  test('JSON is one report, whole', () => {
    const { stdout } = ran(['--format', 'json', '--now', 'issued', 'response.xml']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'samlscope' },
      input: { name: 'response.xml', size: Buffer.byteLength(response) },
      facts: { now: '2026-05-01T09:00:00.000Z' },
      messages: [{ kind: 'response' }],
    });
  });

  test('exit codes and complaints', () => {
    expect(ran(['nothing.xml'])).toEqual({
      status: 3,
      stdout: '',
      stderr: 'samlscope: nothing.xml: there is no such file.\n',
    });
    expect(ran(['.'])).toEqual({
      status: 3,
      stdout: '',
      stderr: 'samlscope: .: this is a directory; name a file in it.\n',
    });
    expect(ran(['--audence', 'x'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'samlscope: There is no option --audence. Did you mean "--audience"?\n',
    });
    expect(ran([], '').status).toBe(3);
    expect(ran(['--version']).stdout).toBe(
      `${JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version}\n`,
    );
  });

  test('colour only where it is asked for', () => {
    expect(ran(['--color', 'always', 'response.xml']).stdout).toContain('\u001b[');
    expect(ran(['--color', 'auto', 'response.xml']).stdout).not.toContain('\u001b[');
  });

  test.each([
    ['start', 28],
    ['usual', 800],
  ])('what %s compiles stays below %i KiB', (pack, most) => {
    const ready = join(folder, 'dist/ready');
    const [name = ''] = readdirSync(ready).filter((one) => one.startsWith(pack) && one.endsWith('.txt'));
    const size = statSync(join(ready, name)).size / 1024;
    expect(size).toBeGreaterThan(most / 4);
    // If this fails: docs/decisions/0023-packs-of-the-command.md says how to keep what few runs need out of it.
    expect(size).toBeLessThan(most);
  });

  test('the one file does the same without what stands ready beside it', () => {
    const alone = join(place, 'alone.cjs');
    copyFileSync(command, alone);
    const line = ['--now', 'issued', '--format', 'json', 'response.xml'];
    const { status, stdout } = spawnSync(process.execPath, [alone, ...line], {
      cwd: place,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([ran(line).status, ran(line).stdout]);
  });

  test('a reader that stops early is no error', async () => {
    const child = spawn(process.execPath, [command, '-v', ...Array(40).fill('response.xml')], { cwd: place });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const signal = await new Promise((done) => child.on('close', (_, signal) => done(signal)));
    expect([complaint, signal]).toEqual(['', null]);
  });

  test('stands alone: may be executed, and keeps the licences of what is in it', () => {
    expect(statSync(command).mode & 0o111).not.toBe(0);
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const notices = readFileSync(join(folder, 'dist/THIRD-PARTY.txt'), 'utf8');
    for (const name of ['xml-crypto', '@xmldom/xmldom', 'xpath'])
      expect(notices).toMatch(new RegExp(`^${name} `, 'm'));
    expect(notices).toMatch(/Permission is hereby granted/);
  });
});
