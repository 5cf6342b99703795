import { describe, expect, test } from 'vitest';
import { drift, manifest } from '../../src/aws.ts';
import { uuidOf } from '../../src/iam/manifest.ts';
import {
  judgeProvisioningPolicy,
  leastProvisioningPolicy,
  readUserPolicy,
} from '../../src/iam/provisioning-policy.ts';
import { ACCOUNT, PROVIDER, policy, statement } from './exports.ts';

const IAM = `arn:aws:iam::${ACCOUNT}`;

function role(name: string, trust: object = policy(statement())): object {
  return { RoleName: name, Arn: `${IAM}:role/${name}`, AssumeRolePolicyDocument: trust };
}

function appRole(value: string | null, changes: object = {}): object {
  return {
    allowedMemberTypes: ['User'],
    displayName: value?.split(',')[0]?.split('/').at(-1) ?? 'User',
    id: value === null ? '18d14569-c3bd-439b-9a66-3a2aee01d14f' : uuidOf(value),
    isEnabled: true,
    value,
    ...changes,
  };
}

const pair = (name: string, provider = PROVIDER) => `${IAM}:role/${name},${provider}`;

function compare(appRoles: readonly object[], roles: readonly object[], assignments?: readonly object[]) {
  return drift({
    servicePrincipal: { name: 'sp.json', text: JSON.stringify({ displayName: 'AWS', appRoles }) },
    roles: [{ name: 'roles.json', text: JSON.stringify({ Roles: roles }) }],
    ...(assignments && { assignments: { name: 'a.json', text: JSON.stringify({ value: assignments }) } }),
  });
}

const LONG = 'r'.repeat(64);
const LONG_PROVIDER = `${IAM}:saml-provider/${'p'.repeat(128)}`;

describe('a role of the application', () => {
  test.each([
    ['in step', [appRole(pair('A'))], [role('A')], 'in-step', []],
    ['gone from IAM', [appRole(pair('A'))], [role('B')], 'stale', ['missing', 'stale']],
    ['disabled', [appRole(pair('A'), { isEnabled: false })], [role('A')], 'disabled', ['disabled']],
    ['without a provider', [appRole(`${IAM}:role/A`)], [role('A')], 'malformed', ['malformed']],
    ['with white space', [appRole(`${IAM}:role/A, ${PROVIDER}`)], [role('A')], 'malformed', ['malformed']],
    [
      'of two accounts',
      [appRole(`arn:aws:iam::444455556666:role/A,${PROVIDER}`)],
      [role('A')],
      'malformed',
      ['malformed', 'missing'],
    ],
    [
      'of another account',
      [appRole('arn:aws:iam::444455556666:role/A,arn:aws:iam::444455556666:saml-provider/E')],
      [role('A')],
      'other-account',
      ['missing', 'other-account'],
    ],
    [
      'too long',
      [appRole(`${IAM}:role/${LONG},${LONG_PROVIDER}`)],
      [role('A')],
      'too-long',
      ['missing', 'too-long'],
    ],
    [
      'by another provider',
      [appRole(pair('A', `${IAM}:saml-provider/Okta`))],
      [role('A')],
      'other-provider',
      ['other-provider'],
    ],
    ['provider first', [appRole(`${PROVIDER},${IAM}:role/A`)], [role('A')], 'in-step', []],
    ['that sends nothing', [appRole(null)], [role('A')], 'default', ['missing']],
  ])('%s', (_what, appRoles, roles, state, codes) => {
    const report = compare(appRoles, roles);
    expect(report.appRoles[0]?.state).toBe(state);
    expect(report.findings.map(({ code }) => code).sort()).toEqual(codes);
  });

  test('twice: the second is', () => {
    const { appRoles } = compare([appRole(pair('A')), appRole(pair('A'), { id: 'other' })], [role('A')]);
    expect(appRoles.map(({ state }) => state)).toEqual(['in-step', 'duplicate']);
  });

  test('gone, but there in another case: that is told', () => {
    expect(
      compare([appRole(pair('admin'))], [role('Admin')]).findings.find(({ code }) => code === 'stale')?.says,
    ).toContain(`There is ${IAM}:role/Admin, in another case.`);
  });
});

describe('a role of IAM that the connector skips', () => {
  test.each([
    [
      'no provider',
      policy(statement({ Principal: { Service: 'ec2.amazonaws.com' } })),
      'its trust policy names no SAML provider',
    ],
    [
      'two providers',
      policy(statement({ Principal: { Federated: [PROVIDER, `${PROVIDER}2`] } })),
      'its trust policy names 2 SAML providers, and the connector wants exactly one',
    ],
    [
      'two statements for one provider',
      policy(statement(), statement({ Action: 'sts:TagSession' })),
      undefined,
    ],
    [
      'a provider in a Deny alone',
      policy(statement({ Effect: 'Deny' })),
      'its trust policy names no SAML provider',
    ],
    [
      'too long',
      policy(statement({ Principal: { Federated: LONG_PROVIDER } })),
      'the two ARNs have 263 characters together, and must have fewer than 240',
    ],
  ])('%s', (_what, trust, because) => {
    const name = _what === 'too long' ? 'r'.repeat(64) : 'A';
    const [only] = compare([], [role(name, trust)]).roles;
    expect(only?.because).toBe(because);
    expect(only?.state).toBe(because === undefined ? 'missing' : 'skipped');
  });
});

describe('who is assigned what', () => {
  const of = (appRoleId: string) => ({ principalDisplayName: 'Ana', principalType: 'User', appRoleId });

  test('a role that is gone is an error for those who have it', () => {
    const { findings, appRoles } = compare([appRole(pair('A'))], [role('B')], [of(uuidOf(pair('A')))]);
    expect(appRoles[0]?.assigned).toEqual(['Ana (User)']);
    expect(findings[0]).toMatchObject({ code: 'stale', severity: 'error' });
    expect(findings[0]?.says).toContain('Ana (User) has it.');
  });

  test.each([
    ['Default Access', '00000000-0000-0000-0000-000000000000'],
    ['a role without a value', '18d14569-c3bd-439b-9a66-3a2aee01d14f'],
  ])('%s sends no Role attribute, and the error of AWS is told', (_what, id) => {
    const { findings } = compare([appRole(null), appRole(pair('A'))], [role('A')], [of(id)]);
    expect(findings[0]).toMatchObject({ code: 'default-access', severity: 'error' });
    expect(findings[0]?.says).toContain(
      'Your request included an invalid SAML response. To logout, click here.',
    );
  });

  test('a role the application has no more', () => {
    const { findings } = compare(
      [appRole(pair('A'))],
      [role('A')],
      [of('11111111-2222-4333-8444-555555555555')],
    );
    expect(findings[0]?.code).toBe('assigned-in-vain');
  });
});

describe('the policy of the connector', () => {
  const judge = (document: unknown) =>
    judgeProvisioningPolicy(readUserPolicy(JSON.stringify(document), 'policy.json')).map(({ code }) => code);
  const allow = (Action: unknown) => ({ Effect: 'Allow', Action, Resource: '*' });

  test.each([
    ['the least', leastProvisioningPolicy, []],
    ['as get-user-policy prints it', { PolicyDocument: leastProvisioningPolicy }, []],
    ['as get-policy-version prints it', { PolicyVersion: { Document: leastProvisioningPolicy } }, []],
    ['percent-encoded', { PolicyDocument: encodeURIComponent(JSON.stringify(leastProvisioningPolicy)) }, []],
    ['as older guides have it', policy(allow(['iam:ListRoles', 'iam:ListSAMLProviders'])), ['grants-more']],
    ['a wildcard', policy(allow('iam:List*')), ['grants-more']],
    ['everything', policy(allow('*')), ['grants-more']],
    [
      'everything but one',
      policy({ Effect: 'Allow', NotAction: 'iam:CreateUser', Resource: '*' }),
      ['grants-more'],
    ],
    ['too little', policy(allow('iam:GetRole')), ['grants-more', 'grants-too-little']],
    [
      'a Deny',
      policy(allow('iam:ListRoles'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
      ['grants-too-little'],
    ],
    [
      'a Deny without multi-factor authentication',
      policy(allow('iam:ListRoles'), {
        Effect: 'Deny',
        NotAction: 'iam:ChangePassword',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
      ['denied-without-mfa'],
    ],
  ])('%s', (_what, document, codes) => {
    expect(judge(document)).toEqual(codes);
  });
});

describe('the manifest', () => {
  const roles = [
    {
      name: 'roles.json',
      text: JSON.stringify({
        Roles: [
          role('A'),
          role('B'),
          role('web', policy(statement({ Principal: { Service: 'ec2.amazonaws.com' } }))),
        ],
      }),
    },
  ];

  test('has an entry for each role that trusts the provider, always with the same id', () => {
    const { body, left } = manifest({ roles, provider: PROVIDER });
    expect(body.appRoles).toEqual(
      ['A', 'B'].map((name) => ({
        allowedMemberTypes: ['User'],
        description: `${name},EntraID`,
        displayName: `${name},EntraID`,
        id: uuidOf(pair(name)),
        isEnabled: true,
        value: pair(name),
      })),
    );
    expect(left).toEqual([
      { arn: `${IAM}:role/web`, because: 'its trust policy does not name the provider' },
    ]);
  });

  test('of several accounts, each role by the provider of its own', () => {
    const other = 'arn:aws:iam::444455556666:saml-provider/EntraID';
    const role = (account: string, name: string, provider: string) => ({
      Arn: `arn:aws:iam::${account}:role/${name}`,
      AssumeRolePolicyDocument: {
        Statement: { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithSAML' },
      },
    });
    const first = { Roles: [role('111122223333', 'Admin', PROVIDER)] };
    const second = {
      Roles: [role('444455556666', 'Admin', other), role('444455556666', 'Other', `${other}2`)],
    };
    const both = [first, second].map((one, i) => ({ name: `${i}.json`, text: JSON.stringify(one) }));
    const { body, left } = manifest({ roles: both, provider: [PROVIDER, other] });
    expect(body.appRoles.map(({ value }) => value)).toEqual([
      `arn:aws:iam::111122223333:role/Admin,${PROVIDER}`,
      `arn:aws:iam::444455556666:role/Admin,${other}`,
    ]);
    expect(new Set(body.appRoles.map(({ id }) => id)).size).toBe(2);
    expect(left).toEqual([
      {
        arn: 'arn:aws:iam::444455556666:role/Other',
        because: 'its trust policy does not name the provider',
      },
    ]);
  });

  test('keeps what the application has, and disables what is gone', () => {
    const user = appRole(null);
    const own = appRole(pair('A'), { id: 'aaaaaaaa-0000-4000-8000-000000000000', description: 'mine' });
    const gone = appRole(pair('Gone'));
    const servicePrincipal = { name: 'sp.json', text: JSON.stringify({ appRoles: [user, own, gone] }) };
    const { body, added, disabled } = manifest({ roles, provider: PROVIDER, servicePrincipal });
    expect(body.appRoles.slice(0, 3)).toEqual([user, own, { ...gone, isEnabled: false }]);
    expect(body.appRoles).toHaveLength(4);
    expect(added).toEqual([`${IAM}:role/B`]);
    expect(disabled).toEqual([pair('Gone')]);
  });

  test.each([
    ['a provider that is none', { roles, provider: `${IAM}:role/A` }, 'The provider must be an ARN'],
    [
      'a role twice',
      { roles: [...roles, { name: 'again.json', text: `${roles[0]?.text} ` }], provider: PROVIDER },
      'No manifest is written',
    ],
    [
      'a value that is too long',
      {
        roles: [
          {
            name: 'r',
            text: JSON.stringify({
              Roles: [role('r'.repeat(64), policy(statement({ Principal: { Federated: LONG_PROVIDER } })))],
            }),
          },
        ],
        provider: LONG_PROVIDER,
      },
      'No manifest is written',
    ],
  ])('refuses %s', (_what, given, message) => {
    expect(() => manifest(given)).toThrow(message);
  });

  test('a UUID of version 5, as the standard has it', () => {
    expect(uuidOf('http://www.example.com/')).toBe('fcde3c85-2270-590f-9e7c-ee003d65e0e2');
  });
});
