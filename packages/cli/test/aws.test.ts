import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../src/arguments.ts';
import { run } from '../src/run.ts';
import { FakeIo } from './fake-io.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const file = (path: string) => readFileSync(`${fixtures}/${path}`);
const NOW = Date.parse('2026-03-02T09:30:42Z');
const PROVIDER = 'arn:aws:iam::111122223333:saml-provider/EntraID';
const pair = (name: string) => `arn:aws:iam::111122223333:role/${name},${PROVIDER}`;

const appRoles = [
  { id: '18d14569-c3bd-439b-9a66-3a2aee01d14f', displayName: 'User', isEnabled: true, value: null },
  {
    id: 'a0000000-0000-4000-8000-000000000001',
    displayName: 'Administrators,EntraID',
    isEnabled: true,
    value: pair('Administrators'),
  },
  {
    id: 'a0000000-0000-4000-8000-000000000002',
    displayName: 'Contractors,EntraID',
    isEnabled: true,
    value: pair('Contractors'),
  },
];

const files: Record<string, string | Uint8Array> = {
  'denied.xml': file('aws/trust-denied.tags/input.xml'),
  'good.xml': file('clean/entra-to-aws-with-iam/input.xml'),
  'twice.xml': file('aws/redeemed-elsewhere/input.xml'),
  'roles.json': file('_shared/aws-roles.json'),
  'regional.json': file('_shared/aws-roles-regional.json'),
  'provider.json': file('_shared/aws-provider.json'),
  'log.json.gz': gzipSync(file('_shared/cloudtrail-two-addresses.json')),
  'cut.json.gz': gzipSync(file('_shared/cloudtrail-two-addresses.json')).subarray(0, 8),
  'cut.json': '{"Roles": [',
  'sp.json': JSON.stringify({ displayName: 'AWS', appRoles }),
  'assignments.json': JSON.stringify({
    value: [
      { principalDisplayName: 'Ana Silva', principalType: 'User', appRoleId: appRoles[2]?.id },
      { principalDisplayName: 'Staff', principalType: 'Group', appRoleId: appRoles[0]?.id },
    ],
  }),
  'policy.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Sync', Effect: 'Allow', Action: ['iam:ListRoles', 'iam:PassRole'], Resource: '*' }],
  }),
};

async function ran(line: string, more: object = {}) {
  const io = new FakeIo({ files, now: NOW, ...more });
  const code = await run(line.split(' '), io);
  return { code, out: io.out, err: io.err };
}

describe('aws trust', () => {
  test('explains statement by statement, and prints the least policy', async () => {
    const { code, out, err } = await ran('aws trust denied.xml --aws-roles roles.json');
    expect([code, err]).toEqual([1, '']);
    expect(out).toBe(`\
Of one role, 0 let the assertion in, 1 refuses it
Judged by the trust policies alone. Policies of the organization may deny as
well, and are not seen.

arn:aws:iam::111122223333:role/Developers  refuses
No statement allows sts:TagSession; statement 1 lets the provider in, but not
for that.
  sts:AssumeRoleWithSAML
                  allowed. Statement 1 allows sts:AssumeRoleWithSAML.
  sts:TagSession  denied. No statement allows sts:TagSession; statement 1 lets
                  the provider in, but not for that.

  Statement 1: Allow  applies
  principal  it names the provider
  actions    sts:AssumeRoleWithSAML
  SAML:aud   StringEquals https://signin.aws.amazon.com/saml
             actual https://signin.aws.amazon.com/saml
             it holds

The least trust policy that lets this assertion in:
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:saml-provider/EntraID"
      },
      "Action": [
        "sts:AssumeRoleWithSAML",
        "sts:TagSession"
      ],
      "Condition": {
        "StringEquals": {
          "SAML:aud": "https://signin.aws.amazon.com/saml"
        }
      }
    }
  ]
}
`);
  });

  test('ends with 0 where every role lets the assertion in, and reads standard input', async () => {
    const { code, out } = await ran('aws trust --aws-roles roles.json -', {
      stdin: files['good.xml']?.toString(),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^Of 3 roles, 3 let the assertion in\n/);
    expect(out).not.toContain('least trust policy');
  });

  test('as JSON it is the section of the report', async () => {
    const { out } = await ran('aws trust good.xml --aws-roles regional.json --format json');
    expect(JSON.parse(out).logins[0].roles[0]).toMatchObject({
      outcome: 'refused',
      trust: { outcome: 'denied' },
    });
  });
});

describe('aws drift', () => {
  test('tells what to put right, for whom, and the least policy', async () => {
    const { code, out } = await ran(
      'aws drift --service-principal sp.json --roles roles.json --assignments assignments.json --policy policy.json',
    );
    expect(code).toBe(1);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toMatch(/^AWS and IAM differ: 5 findings/);
    expect(text).toContain(
      `offers arn:aws:iam::111122223333:role/Contractors, and there is no such role in IAM. Ana Silva (User) has it.`,
    );
    expect(text).toContain('Staff (Group) is assigned to the application without a role of AWS.');
    expect(text).toContain('The application does not have arn:aws:iam::111122223333:role/Developers.');
    expect(text).toContain('Statement 1 (Sync) allows iam:PassRole beside iam:ListRoles.');
    expect(text).toContain(
      'does not import arn:aws:iam::111122223333:role/web-server: its trust policy names no SAML provider.',
    );
    expect(text).toContain('"Action": [ "iam:ListRoles" ]');
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  });

  test('as JSON', async () => {
    const { out } = await ran('aws drift --service-principal sp.json --roles roles.json --format json');
    const report = JSON.parse(out);
    expect(report.appRoles.map(({ state }: { state: string }) => state)).toEqual([
      'default',
      'in-step',
      'stale',
    ]);
    expect(report.policyFindings).toBeUndefined();
  });
});

describe('aws manifest', () => {
  test('writes a body for Microsoft Graph, and tells the rest on standard error', async () => {
    const { code, out, err } = await ran(
      `aws manifest --roles roles.json --provider ${PROVIDER} --service-principal sp.json`,
    );
    expect(code).toBe(0);
    const { appRoles: written } = JSON.parse(out);
    expect(written.map(({ value }: { value: string | null }) => value)).toEqual([
      null,
      pair('Administrators'),
      pair('Contractors'),
      pair('Developers'),
      pair('ReadOnly'),
    ]);
    expect(written[2].isEnabled).toBe(false);
    expect(err).toBe(`\
samlscope: 2 added, 5 in all.
samlscope: Disabled, as it is not in IAM: ${pair('Contractors')}
samlscope: Left out: arn:aws:iam::111122223333:role/web-server: its trust policy does not name the provider.
`);
  });

  test('comes out the same every time', async () => {
    const line = `aws manifest --roles roles.json --provider ${PROVIDER}`;
    expect((await ran(line)).out).toBe((await ran(line)).out);
  });

  test('refuses a role that stands there twice, naming it', async () => {
    const again = `${files['roles.json']?.toString()} `;
    const { code, out, err } = await ran(
      `aws manifest --roles roles.json --roles again.json --provider ${PROVIDER}`,
      { files: { ...files, 'again.json': again } },
    );
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('  arn:aws:iam::111122223333:role/Developers: it is there twice.\n');
  });
});

describe('inspect', () => {
  test('takes roles, provider and log', async () => {
    const { out } = await ran(
      '--sp aws --aws-provider provider.json --cloudtrail log.json.gz twice.xml --format json',
    );
    const report = JSON.parse(out);
    expect(report.aws.logins[0].trail.says).toBe(
      'AWS saw this assertion 3 times from 2 addresses: granted 2 times.',
    );
    expect(report.findings.map(({ check }: { check: string }) => check)).toContain('aws/redeemed-elsewhere');
  });

  test.each([
    [
      '--aws-roles cut.json good.xml',
      'samlscope: cut.json: line 1, column 12: this is no JSON. It ends too early.\n',
    ],
    [
      '--aws-roles provider.json good.xml',
      'samlscope: provider.json: there are no roles in it: neither Roles, RoleDetailList nor Role.\n',
    ],
    ['--cloudtrail roles.json good.xml', 'samlscope: roles.json: there are no CloudTrail events in it.\n'],
    ['--cloudtrail cut.json.gz good.xml', 'samlscope: cut.json.gz: it begins like gzip, and is damaged.\n'],
    ['--aws-roles nothing.json good.xml', 'samlscope: nothing.json: there is no such file.\n'],
  ])('%s: the file is named', async (line, message) => {
    const { code, out, err } = await ran(line);
    expect([code, out]).toEqual([3, '']);
    expect(err.startsWith(message), err).toBe(true);
  });
});

describe('what is wrong with the line is named', () => {
  test.each([
    ['aws', 'aws needs an action: trust, drift or manifest.'],
    ['aws trsut', 'aws knows no "trsut": trust, drift or manifest. Did you mean "trust"?'],
    ['aws trust a.xml', 'aws trust needs --aws-roles or --live.'],
    ['aws drift --roles r', 'aws drift needs --service-principal.'],
    ['aws drift --service-principal s', 'aws drift needs --roles or --live.'],
    ['aws drift x --service-principal s --roles r', 'aws drift does not take "x".'],
    ['aws manifest --roles r', 'aws manifest needs --provider.'],
    ['aws manifest --roles r --provider p --policy x', 'aws manifest takes no option --policy.'],
    ['aws trust --roles r a.xml', 'aws trust takes no option --roles.'],
    ['--roles r a.xml', 'inspect takes no option --roles.'],
  ])('%s', (line, message) => {
    expect(() => readArguments(line.split(' '))).toThrow(message);
  });
});
