import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explainFailure } from '../src/aws-live/failure.ts';
import { run } from '../src/run.ts';
import { type FakeAccount, type FakeIam, fakeIam } from './fake-iam.ts';
import { FakeIo } from './fake-io.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const read = (path: string) => readFileSync(`${fixtures}/${path}`, 'utf8');
const NOW = Date.parse('2026-03-02T09:30:42Z');
const PROVIDER = 'arn:aws:iam::111122223333:saml-provider/EntraID';
const METADATA = (JSON.parse(read('_shared/aws-provider.json')) as { SAMLMetadataDocument: string })
  .SAMLMetadataDocument;
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = 'FwoGZXIvYXdzEXAMPLETOKEN';

const files = {
  'good.xml': read('clean/entra-to-aws-with-iam/input.xml'),
  'denied.xml': read('aws/trust-denied.tags/input.xml'),
  'other.xml': read('clean/onelogin-to-sp/input.xml'),
  'sp.json': JSON.stringify({
    displayName: 'AWS',
    appRoles: [
      {
        id: 'a0000000-0000-4000-8000-000000000001',
        displayName: 'Administrators',
        isEnabled: true,
        value: `arn:aws:iam::111122223333:role/Administrators,${PROVIDER}`,
      },
    ],
  }),
};

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    },
  ],
});
const role = (name: string) => ({
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  MaxSessionDuration: 3600,
  trust,
});
const account: FakeAccount = {
  roles: ['Administrators', 'Developers', 'ReadOnly'].map(role),
  providers: { [PROVIDER]: METADATA },
};

const unset = [
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];
let iam: FakeIam | undefined;

beforeEach(() => {
  for (const name of unset) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', TOKEN);
  vi.stubEnv('AWS_CONFIG_FILE', join(tmpdir(), 'samlscope-no-such-file'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(tmpdir(), 'samlscope-no-such-file'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await iam?.close();
  iam = undefined;
});

async function ran(line: string, of: FakeAccount = account) {
  iam = await fakeIam(of);
  vi.stubEnv('AWS_ENDPOINT_URL_IAM', iam.url);
  const io = new FakeIo({ files, now: NOW });
  const code = await run(line.split(' '), io);
  expect(io.out + io.err).not.toContain(SECRET);
  expect(io.out + io.err).not.toContain(TOKEN);
  return { code, out: io.out, err: io.err, calls: iam.calls };
}

const inspectGood =
  'good.xml --sp aws --request-id  --now 2026-03-02T09:30:42Z --format json --live --threshold error'.replace(
    '--request-id ',
    '--request-id=',
  );
const loginOf = (out: string) => JSON.parse(out).aws.logins[0];

describe('--live', () => {
  test('lists its calls, makes them, and judges by what IAM answers', async () => {
    const { code, out, err, calls } = await ran(inspectGood);
    expect(err).toBe(`\
samlscope: --live asks AWS IAM with your credentials, by calls that only read:
  iam:GetRole Administrators
  iam:GetRole Developers
  iam:GetRole ReadOnly
  iam:ListRoles, where there is none of that name
  iam:GetSAMLProvider ${PROVIDER}
  iam:ListSAMLProviders, where there is none of that name
`);
    expect(calls).toEqual([
      'GetRole Administrators',
      'GetRole Developers',
      'GetRole ReadOnly',
      `GetSAMLProvider ${PROVIDER}`,
    ]);
    expect(code).toBe(0);
    const { outlook, roles } = loginOf(out);
    expect(outlook).toBe('succeeds');
    expect(roles.map((one: { outcome: string }) => one.outcome)).toEqual(['granted', 'granted', 'granted']);
  });

  test('asks once for what several messages name', async () => {
    const { calls } = await ran(`good.xml ${inspectGood}`);
    expect(calls).toHaveLength(4);
  });

  test('lists the roles, page by page, where one is not there', async () => {
    const { code, out, calls } = await ran(inspectGood, {
      ...account,
      roles: [role('Administrators'), role('teams/Developers'), role('Auditors'), role('ReadOnly')],
      pageSize: 3,
    });
    expect(calls).toEqual([
      'GetRole Administrators',
      'GetRole Developers',
      'GetRole ReadOnly',
      'ListRoles',
      'ListRoles 3',
      `GetSAMLProvider ${PROVIDER}`,
    ]);
    expect(code).toBe(1);
    expect(loginOf(out).roles.map((one: { outcome: string }) => one.outcome)).toEqual([
      'granted',
      'refused',
      'granted',
    ]);
    expect(out).toContain('arn:aws:iam::111122223333:role/teams/Developers');
  });

  test('lists the providers where the one named is not there', async () => {
    const { out, calls } = await ran(inspectGood, {
      ...account,
      providers: { 'arn:aws:iam::111122223333:saml-provider/Other': METADATA },
    });
    expect(calls.slice(-2)).toEqual([`GetSAMLProvider ${PROVIDER}`, 'ListSAMLProviders']);
    expect(JSON.parse(out).findings.map((one: { check: string }) => one.check)).toContain(
      'aws/provider-unknown',
    );
  });

  test('leaves roles of another account than that of the credentials open, and says so', async () => {
    const foreign = account.roles.map((one) => ({ ...one, Arn: one.Arn.replace('1111', '9999') }));
    const { out, err, calls } = await ran(inspectGood, { ...account, roles: foreign });
    expect(err).toContain(
      'samlscope: The credentials are of account 999922223333; nothing is known of 111122223333. For those, give --aws-roles.\n',
    );
    expect(calls).toEqual(['GetRole Administrators']);
    expect(loginOf(out).roles[0].outcome).toBe('unknown');
  });

  test.each([
    ['AccessDenied', 403, 'iam:GetRole Administrators: the credentials may not call iam:GetRole.', 5],
    ['Throttling', 400, 'AWS IAM was asked too often and refuses for now (throttling)', 1],
    ['ExpiredToken', 403, 'iam:GetRole Administrators: the AWS credentials have expired: get new ones.', 1],
    ['InvalidClientTokenId', 403, 'AWS does not accept the credentials', 1],
    ['ServiceFailure', 500, 'AWS IAM itself fails', 1],
    ['SomethingNew', 418, 'iam:GetRole Administrators: SomethingNew (HTTP 418).', 5],
  ])('explains %s in one line, reports what it can, and ends with 3', async (error, status, line, calls) => {
    const result = await ran(inspectGood, {
      ...account,
      fails: { GetRole: [status, error, `the request had ${TOKEN}`], ListRoles: [status, error, ''] },
    });
    expect(result.code).toBe(3);
    expect(result.err).toContain(line);
    expect(loginOf(result.out).roles[0].outcome).toBe('unknown');
    expect(result.calls).toHaveLength(calls === 5 ? 4 : 1);
  });

  test('says that there are no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
      vi.stubEnv(name, undefined);
    const { code, err, calls } = await ran(inspectGood);
    expect([code, calls]).toEqual([3, []]);
    expect(err).toContain('iam:GetRole Administrators: no AWS credentials were found');
    expect(err.split('\n')).toHaveLength(9);
  });

  test('says that AWS cannot be reached', async () => {
    const gone = await fakeIam(account);
    await gone.close();
    vi.stubEnv('AWS_ENDPOINT_URL_IAM', gone.url);
    const io = new FakeIo({ files, now: NOW });
    expect(await run(inspectGood.split(' '), io)).toBe(3);
    expect(io.err).toContain('iam:GetRole Administrators: AWS IAM cannot be reached (ECONNREFUSED)');
  });

  test('asks nothing about a message that names no role', async () => {
    const { err, calls } = await ran('other.xml --now issued --live');
    expect(calls).toEqual([]);
    expect(err).toContain('samlscope: --live asks nothing: other.xml names no role of AWS.\n');
  });

  test('serves aws trust, aws drift and aws manifest', async () => {
    const denied = await ran('aws trust denied.xml --live');
    expect(denied.code).toBe(1);
    expect(denied.out).toContain('No statement allows sts:TagSession');
    await iam?.close();
    const drift = await ran('aws drift --service-principal sp.json --live', { ...account, pageSize: 2 });
    expect(drift.calls).toEqual(['ListRoles', 'ListRoles 2']);
    expect(drift.out).toContain('arn:aws:iam::111122223333:role/ReadOnly  missing in the application');
    await iam?.close();
    const manifest = await ran(`aws manifest --provider ${PROVIDER} --live`);
    expect(JSON.parse(manifest.out).appRoles).toHaveLength(3);
    await iam?.close();
    const refused = await ran('aws drift --service-principal sp.json --live', {
      ...account,
      fails: { ListRoles: [403, 'AccessDenied', ''] },
    });
    expect([refused.code, refused.out]).toEqual([3, '']);
  });
});

test('what is unknown is not quoted at length', () => {
  expect(explainFailure('thrown', 'GetRole').says).toBe('an unknown error');
  expect(explainFailure({ name: `a secret ${SECRET}` }, 'GetRole').says).toBe('an unknown error');
  expect(explainFailure({ errors: [{ code: 'EHOSTUNREACH' }] }, 'GetRole').says).toContain('(EHOSTUNREACH)');
});

const bundle = fileURLToPath(new URL('../dist/samlscope.js', import.meta.url));

test.skipIf(!existsSync(bundle))('without the package, it ends with 2 and says what installs it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-'));
  try {
    copyFileSync(bundle, join(folder, 'samlscope.cjs'));
    writeFileSync(join(folder, 'good.xml'), files['good.xml']);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['samlscope.cjs', 'good.xml', '--sp', 'aws', '--live'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`\
samlscope: --live needs the package @aws-sdk/client-iam, which is not installed beside samlscope.
  npm install @aws-sdk/client-iam (with -g where samlscope was installed with it)
  Or export with the AWS CLI, and give --aws-roles and --aws-provider.
`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
