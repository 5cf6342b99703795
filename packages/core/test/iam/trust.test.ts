import { describe, expect, test } from 'vitest';
import { readIamArn } from '../../src/iam/arn.ts';
import { readRoles } from '../../src/iam/role.ts';
import { evaluateTrust } from '../../src/iam/trust.ts';
import { minimalTrustPolicy } from '../../src/iam/trust-policy.ts';
import { ATTRIBUTES, AUD, assertionWith, ISSUED, PROVIDER, policy, roleWith, statement } from './exports.ts';

const provider = readIamArn(PROVIDER, 'provider');
if (!provider) throw new Error('no ARN');

const TAG = { [`${ATTRIBUTES}/PrincipalTag:Department`]: 'Engineering' };
const IDENTITY = { [`${ATTRIBUTES}/SourceIdentity`]: 'ana' };
const DENY = { Effect: 'Deny', Principal: '*', Action: '*' };

function decide(trust: object, attributes: Parameters<typeof assertionWith>[0] = {}, role: object = {}) {
  const [only] = readRoles(roleWith(trust, role), 'roles.json').roles;
  if (!only || !provider) throw new Error('no role');
  return evaluateTrust(assertionWith(attributes), only, provider, { now: Date.parse(ISSUED) });
}

function aud(value: unknown): object {
  return { Condition: { StringEquals: { 'SAML:aud': value } } };
}

type Row = readonly [
  why: string,
  trust: object,
  outcome: string,
  attributes?: Parameters<typeof assertionWith>[0],
];

const rows: readonly Row[] = [
  ['as the console writes it', policy(statement(aud(AUD))), 'allowed'],
  ['a list of endpoints', policy(statement(aud(['https://x.example/saml', AUD]))), 'allowed'],
  ['another endpoint', policy(statement(aud('https://eu-west-1.signin.aws.amazon.com/saml'))), 'denied'],
  ['no condition', policy(statement()), 'allowed'],
  ['one statement, not in a list', { Version: '2012-10-17', Statement: statement() }, 'allowed'],
  [
    'a list of providers',
    policy(statement({ Principal: { Federated: ['arn:aws:iam::1:saml-provider/x', PROVIDER] } })),
    'allowed',
  ],
  ['another provider', policy(statement({ Principal: { Federated: `${PROVIDER}2` } })), 'denied'],
  [
    'the provider in another case',
    policy(statement({ Principal: { Federated: PROVIDER.toLowerCase() } })),
    'denied',
  ],
  ['the provider as an AWS principal', policy(statement({ Principal: { AWS: PROVIDER } })), 'denied'],
  ['a service', policy(statement({ Principal: { Service: 'ec2.amazonaws.com' } })), 'denied'],
  ['everyone', policy(statement({ Principal: '*' })), 'allowed'],
  ['everyone of AWS', policy(statement({ Principal: { AWS: '*' } })), 'allowed'],
  ['nobody', policy(statement({ Principal: undefined })), 'denied'],
  [
    'everyone but another',
    policy(statement({ Principal: undefined, NotPrincipal: { Federated: `${PROVIDER}2` } })),
    'allowed',
  ],
  [
    'everyone but this one',
    policy(statement({ Principal: undefined, NotPrincipal: { Federated: PROVIDER } })),
    'denied',
  ],
  ['the action of OpenID Connect', policy(statement({ Action: 'sts:AssumeRoleWithWebIdentity' })), 'denied'],
  ['the action in another case', policy(statement({ Action: 'STS:assumerolewithsaml' })), 'allowed'],
  ['a wildcard in the action', policy(statement({ Action: 'sts:AssumeRole*' })), 'allowed'],
  [
    'any action but another',
    policy(statement({ Action: undefined, NotAction: 'sts:TagSession' })),
    'allowed',
  ],
  ['any action but this', policy(statement({ Action: undefined, NotAction: ['sts:Assume*'] })), 'denied'],
  ['a tag without its action', policy(statement()), 'denied', TAG],
  [
    'a tag with its action',
    policy(statement({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] })),
    'allowed',
    TAG,
  ],
  [
    'a tag with its action in a second statement',
    policy(statement(), statement({ Action: 'sts:TagSession' })),
    'allowed',
    TAG,
  ],
  ['a source identity without its action', policy(statement()), 'denied', IDENTITY],
  ['a source identity with its action', policy(statement({ Action: 'sts:*' })), 'allowed', IDENTITY],
  ['a Deny that applies, after the Allow', policy(statement(), DENY), 'denied'],
  ['a Deny that applies, before it', policy(DENY, statement()), 'denied'],
  [
    'a Deny for another provider',
    policy(statement(), { ...DENY, Principal: { Federated: `${PROVIDER}2` } }),
    'allowed',
  ],
  [
    'a Deny whose condition does not hold',
    policy(statement(), {
      ...DENY,
      Condition: { StringNotLike: { 'sts:RoleSessionName': '*@example.com' } },
    }),
    'allowed',
  ],
  [
    'a Deny without multi-factor authentication: the key is missing here, and BoolIfExists lets that pass',
    policy(statement(), { ...DENY, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    'denied',
  ],
  [
    'a Deny by address, which nobody knows',
    policy(statement(), { ...DENY, Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
    'unknown',
  ],
  [
    'an Allow by address',
    policy(statement({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    'unknown',
  ],
  [
    'an Allow by address, and one without',
    policy(statement({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }), statement()),
    'allowed',
  ],
  [
    'a Deny by address where nothing is allowed anyway',
    policy({ ...DENY, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
    'denied',
  ],
  [
    'a tag that must have a value',
    policy(
      statement({
        Action: 'sts:*',
        Condition: { StringEquals: { 'aws:RequestTag/department': 'Engineering' } },
      }),
    ),
    'allowed',
    TAG,
  ],
  [
    'tags from a list',
    policy(
      statement({
        Action: 'sts:*',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Department'] } },
      }),
    ),
    'allowed',
    TAG,
  ],
  [
    'the subject',
    policy(statement({ Condition: { StringLike: { 'SAML:sub': '*@example.com' } } })),
    'allowed',
  ],
  [
    'the type of the subject stays whole for SAML 1.1',
    policy(
      statement({
        Condition: {
          StringEquals: { 'SAML:sub_type': 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
        },
      }),
    ),
    'allowed',
  ],
  [
    'the type that AppStream asks for',
    policy(statement({ Condition: { StringEquals: { 'SAML:sub_type': 'persistent' } } })),
    'denied',
  ],
  [
    'account and provider',
    policy(statement({ Condition: { StringEquals: { 'SAML:doc': '111122223333/EntraID' } } })),
    'allowed',
  ],
  [
    'an attribute AWS makes a key of',
    policy(statement({ Condition: { StringEquals: { 'SAML:mail': 'a@example.com' } } })),
    'allowed',
    { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'a@example.com' },
  ],
  [
    'an affiliation among several',
    policy(
      statement({ Condition: { 'ForAnyValue:StringEquals': { 'saml:eduPersonAffiliation': 'staff' } } }),
    ),
    'allowed',
    { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['member', 'staff'] },
  ],
  [
    'a key that AWS does not make',
    policy(statement({ Condition: { StringEquals: { 'SAML:groups': 'x' } } })),
    'denied',
  ],
  [
    'a date',
    policy(statement({ Condition: { DateLessThan: { 'aws:CurrentTime': '2026-03-02T09:31:00Z' } } })),
    'allowed',
  ],
  [
    'two operators, of which one does not hold',
    policy(
      statement({ Condition: { StringEquals: { 'SAML:aud': AUD }, Bool: { 'aws:SecureTransport': false } } }),
    ),
    'denied',
  ],
  [
    'a tag of the role, which list-roles does not show',
    policy(statement({ Condition: { StringEquals: { 'aws:ResourceTag/env': 'test' } } })),
    'unknown',
  ],
];

describe('a trust policy', () => {
  test.each(rows.map(([why, trust, outcome, attributes = {}]) => ({ why, trust, outcome, attributes })))(
    '$why',
    ({ trust, outcome, attributes }) => {
      const decision = decide(trust, attributes);
      expect(decision.outcome, decision.says).toBe(outcome);
      expect(decision.says).toMatch(/\.$/);
    },
  );

  test('a condition that does not hold is told with both values', () => {
    const { says, statements } = decide(
      policy(statement(aud('https://eu-west-1.signin.aws.amazon.com/saml'))),
    );
    expect(says).toBe(
      `Statement 1 asks that SAML:aud be equal to "https://eu-west-1.signin.aws.amazon.com/saml", and it is "${AUD}".`,
    );
    expect(statements[0]?.conditions[0]).toMatchObject({ state: 'unmet', actual: [AUD] });
  });

  test('of several statements the nearest is told', () => {
    const { actions } = decide(
      policy(
        statement({ Principal: { Federated: `${PROVIDER}2` } }),
        statement({ Sid: 'Mine', ...aud('https://eu-west-1.signin.aws.amazon.com/saml') }),
      ),
    );
    expect(actions[0]?.by?.sid).toBe('Mine');
  });

  test('a role’s own tag decides where get-role shows it', () => {
    const trust = policy(statement({ Condition: { StringEquals: { 'aws:ResourceTag/env': 'test' } } }));
    expect(decide(trust, {}, { Tags: [{ Key: 'Env', Value: 'test' }] }).outcome).toBe('allowed');
    expect(decide(trust, {}, { Tags: [] }).outcome).toBe('denied');
  });

  test('the least policy lets in what it was made for', () => {
    if (!provider) throw new Error('no ARN');
    const least = minimalTrustPolicy(provider, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], [AUD]);
    expect(least).toEqual(
      policy(statement({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'], ...aud(AUD) })),
    );
    expect(decide(least, TAG).outcome).toBe('allowed');
  });
});
