import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  assumeEvent,
  getProvider,
  iamRole,
  listRoles,
  sessionEvent,
  trustPolicy,
} from '../../../testkit/src/fixtures/aws-exports.ts';
import { entraToAws, entraToAwsAttributes } from '../../../testkit/src/fixtures/recipe.ts';
import { buildEntraMetadata } from '../../../testkit/src/metadata.ts';
import type { ResponseDescription } from '../../../testkit/src/response.ts';
import { catalogue } from '../../src/catalogue.ts';
import { type GivenFacts, inspect, render } from '../../src/index.ts';
import { answers, meaningOf } from '../../src/report/aws/answers.ts';
import type { AwsLogin } from '../../src/report/aws/report.ts';

const BASE = 'https://aws.amazon.com/SAML/Attributes';
const ARN = 'arn:aws:iam::111122223333';
const PROVIDER = `${ARN}:saml-provider/EntraID`;
const ISSUED = Date.parse('2026-03-02T09:30:00Z');
const TENANT = '9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f';

function shared(name: string): string {
  return readFileSync(
    fileURLToPath(new URL(`../../../../fixtures/_shared/${name}`, import.meta.url)),
    'utf8',
  );
}

/** Everything known, as for somebody who has access to both sides. */
const known: GivenFacts = {
  now: ISSUED + 42_000,
  requestId: '',
  idpMetadata: shared('entra.xml'),
  spMetadata: shared('aws.xml'),
  awsRoles: shared('aws-roles.json'),
};

function predict(changes: Partial<ResponseDescription> = {}, facts: GivenFacts = {}): AwsLogin {
  const report = inspect(entraToAws('aws report', changes), { ...known, ...facts });
  const [login] = report.aws?.logins ?? [];
  if (!login) throw new Error('nothing was predicted');
  return login;
}

function withAttributes(more: Record<string, string | readonly string[]>): Partial<ResponseDescription> {
  return { attributes: { ...entraToAwsAttributes(), ...more } };
}

test('what works: who, how long, which roles', () => {
  const { outlook, says, errors, open, roles, session } = predict();
  expect([outlook, errors, open]).toEqual(['succeeds', [], []]);
  expect(says).toBe('AWS would sign the user in, with 3 roles to choose from.');
  expect(roles.map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'granted']);
  expect(roles[1]).toMatchObject({
    account: '111122223333',
    partition: 'aws',
    role: `${ARN}:role/Developers`,
    provider: PROVIDER,
    session: 'arn:aws:sts::111122223333:assumed-role/Developers/ana.silva@example.com',
    doc: '111122223333/EntraID',
    maxSessionDuration: 43_200,
    longest: 3600,
    trust: { outcome: 'allowed' },
  });
  expect(session).toEqual({
    name: 'ana.silva@example.com',
    audience: 'https://signin.aws.amazon.com/saml',
    issuer: `https://sts.windows.net/${TENANT}/`,
    subject: 'ana.silva@example.com',
    subjectType: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    region: 'us-east-1',
    tags: [],
    console: { seconds: 3600, because: 'SessionDuration' },
  });
});

describe('the error', () => {
  const cases: readonly (readonly [
    why: string,
    changes: Partial<ResponseDescription>,
    facts: GivenFacts,
    code: string | undefined,
    text: string | undefined,
    check: string,
  ])[] = [
    [
      'too late',
      {},
      { now: ISSUED + 301_000 },
      'ExpiredTokenException',
      'Token must be redeemed within 5 minutes of issuance',
      'aws/redemption-window',
    ],
    [
      'another issuer',
      { issuer: 'https://sts.windows.net/0b1c2d3e-4f50-4a6b-8c7d-9e8f7a6b5c4d/' },
      {},
      'InvalidIdentityToken',
      'Issuer not present in specified provider',
      'issuer/mismatch',
    ],
    [
      'not signed',
      { sign: 'none' },
      {},
      'InvalidIdentityToken',
      'Response signature invalid',
      'signature/absent',
    ],
    [
      'the old metadata in AWS',
      {},
      { awsProvider: shared('aws-provider-old-key.json') },
      'InvalidIdentityToken',
      'Response signature invalid',
      'aws/provider-key-mismatch',
    ],
    [
      'no Recipient',
      { recipient: null },
      {},
      'InvalidIdentityToken',
      'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
      'subject/recipient-missing',
    ],
    [
      'another Audience',
      { audience: 'urn:example' },
      {},
      undefined,
      'Response does not contain the required audience.',
      'conditions/audience-mismatch',
    ],
    [
      'no role',
      withAttributes({ [`${BASE}/Role`]: [] }),
      {},
      undefined,
      'Your request included an invalid SAML response. To logout, click here.',
      'aws/role-missing',
    ],
    [
      'no session name',
      withAttributes({ [`${BASE}/RoleSessionName`]: [] }),
      {},
      'InvalidIdentityToken',
      'RoleSessionName is required in AuthnResponse',
      'aws/role-session-name-missing',
    ],
    [
      'a session name with a space',
      withAttributes({ [`${BASE}/RoleSessionName`]: 'Ana Silva' }),
      {},
      'InvalidIdentityToken',
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
      'aws/role-session-name-invalid',
    ],
    [
      'a source identity with a space',
      withAttributes({ [`${BASE}/SourceIdentity`]: 'Ana Silva' }),
      {},
      'InvalidIdentityToken',
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
      'aws/source-identity-invalid',
    ],
    [
      'no NameID',
      { nameId: null },
      {},
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
      'subject/name-id-missing',
    ],
    [
      'a tag that may not be set',
      withAttributes({ [`${BASE}/PrincipalTag:Team`]: 'Web' }),
      {},
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
      'aws/trust-denied',
    ],
    [
      'roles that are gone',
      {},
      { awsRoles: listRoles([iamRole('Other')]) },
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
      'aws/role-unknown',
    ],
    [
      'a failed login',
      { status: ['Responder'], withoutAssertion: false },
      {},
      'InvalidIdentityToken',
      undefined,
      'response/status-not-success',
    ],
  ];

  test.each(cases)('%s', (_why, changes, facts, code, text, check) => {
    const { outlook, says, errors } = predict(changes, facts);
    expect(outlook, says).toBe('refused');
    const error = errors.find(({ checks }) => checks.includes(check));
    expect(error, JSON.stringify(errors)).toBeDefined();
    expect(error?.code).toBe(code);
    if (text === undefined) expect(error?.text).toBeUndefined();
    else expect(error?.text).toContain(text);
    expect(error?.scope).toBe('login');
    if (errors.length === 1 && text !== undefined) expect(says).toContain(text);
  });

  test('a role that refuses is no matter for the others', () => {
    const login = predict({}, { awsRoles: shared('aws-roles-other-provider.json') });
    expect(login.outlook).toBe('succeeds');
    expect(login.errors).toMatchObject([
      { code: 'AccessDenied', scope: 'some roles', checks: ['aws/trust-denied'] },
    ]);
    expect(login.roles.map(({ outcome }) => outcome)).toEqual(['granted', 'refused', 'granted']);
  });

  test('more time than the role allows is an error of the API alone', () => {
    const { outlook, errors } = predict(withAttributes({ [`${BASE}/SessionDuration`]: '28800' }));
    expect(outlook).toBe('succeeds');
    expect(errors).toMatchObject([{ at: 'STS', code: 'ValidationError' }]);
  });

  test('every answer belongs to checks there are', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    expect(
      answers.flatMap(({ by }) => by).filter((id) => !ids.has(id as (typeof catalogue)[number]['id'])),
    ).toEqual([]);
  });
});

test('what is not known is said, not guessed', () => {
  const { outlook, says, roles } = predict({}, { awsRoles: [] });
  expect(outlook).toBe('open');
  expect(says).toContain('what the trust policies of the roles say (--aws-roles)');
  expect(roles[0]).toMatchObject({ outcome: 'unknown', says: 'Its trust policy was not given.' });
  const report = inspect(entraToAws('aws report'), { sp: 'aws' });
  expect(report.aws?.logins[0]?.open.length).toBeGreaterThan(1);
});

test('nothing is said of AWS where the message is for another, or for IAM Identity Center', () => {
  const report = inspect(entraToAws('aws report', { acsUrl: 'https://sp.example.com/acs', audience: 'x' }));
  expect(report.aws).toBeUndefined();
});

describe('how long the session lasts', () => {
  test.each([
    ['the attribute', { [`${BASE}/SessionDuration`]: '7200' }, undefined, 7200, 'SessionDuration'],
    [
      'no attribute',
      { [`${BASE}/SessionDuration`]: [] },
      undefined,
      3600,
      'the default, as there is no SessionDuration',
    ],
    [
      'an attribute that does not count',
      { [`${BASE}/SessionDuration`]: '60' },
      undefined,
      3600,
      'the default, as there is no SessionDuration',
    ],
    [
      'an earlier end',
      { [`${BASE}/SessionDuration`]: '7200' },
      '2026-03-02T10:00:42Z',
      1800,
      'SessionNotOnOrAfter',
    ],
    ['a later end', { [`${BASE}/SessionDuration`]: '900' }, '2026-03-02T18:00:00Z', 900, 'SessionDuration'],
  ])('%s', (_why, attributes, end, seconds, because) => {
    const { session } = predict({
      ...withAttributes(attributes),
      ...(end && {
        beforeSigning: (xml: string) =>
          xml.replace(' SessionIndex=', ` SessionNotOnOrAfter="${end}" SessionIndex=`),
      }),
    });
    expect(session.console).toEqual({ seconds, because });
  });
});

test('tags, which of them last, and the source identity', () => {
  const { session } = predict(
    withAttributes({
      [`${BASE}/PrincipalTag:Department`]: 'Engineering',
      [`${BASE}/PrincipalTag:CostCenter`]: '4711',
      [`${BASE}/TransitiveTagKeys`]: 'costcenter',
      [`${BASE}/SourceIdentity`]: 'ana',
    }),
  );
  expect(session.tags).toEqual([
    { key: 'Department', value: 'Engineering', transitive: false },
    { key: 'CostCenter', value: '4711', transitive: true },
  ]);
  expect(session.sourceIdentity).toBe('ana');
});

test('NameQualifier by both descriptions, which differ', () => {
  const [role] = predict().roles;
  expect(role?.nameQualifier).toMatch(/^[A-Za-z0-9+/]{27}=$/);
  expect(role?.nameQualifierWithSlash).not.toBe(role?.nameQualifier);
});

describe('the log', () => {
  const xml = entraToAws('aws report');
  const id = /<Assertion ID="([^"]+)"/.exec(xml)?.[1] ?? '';
  const trail = (...events: object[]) => {
    const login = inspect(xml, { ...known, cloudTrail: JSON.stringify({ Records: events }) }).aws?.logins[0];
    return login?.trail;
  };

  test('what AWS saw, and what the session did', () => {
    const found = trail(
      assumeEvent(id, { time: '2026-03-02T09:30:12Z' }),
      sessionEvent('ConsoleLogin', {
        time: '2026-03-02T09:30:13Z',
        source: 'signin.amazonaws.com',
        more: { responseElements: { ConsoleLogin: 'Success' } },
      }),
      sessionEvent('ListBuckets', { time: '2026-03-02T09:31:00Z', source: 's3.amazonaws.com' }),
      sessionEvent('ListBuckets', {
        time: '2026-03-02T09:32:00Z',
        source: 's3.amazonaws.com',
        more: { errorCode: 'AccessDenied' },
      }),
      sessionEvent('ListBuckets', { time: '2026-03-02T09:20:00Z', source: 's3.amazonaws.com' }),
      sessionEvent('GetUser', {
        time: '2026-03-02T09:33:00Z',
        source: 'iam.amazonaws.com',
        role: 'Other',
        sourceIp: '203.0.113.9',
      }),
    );
    expect(found?.says).toBe('AWS saw this assertion once: granted.');
    expect(found?.calls).toMatchObject([
      { outcome: 'granted', afterIssue: 12, nameQualifier: { agrees: 'pseudocode' } },
    ]);
    expect(found?.signIns).toMatchObject([{ outcome: 'Success' }]);
    expect(found?.activity).toMatchObject({
      events: 2,
      actions: [{ name: 's3:ListBuckets', count: 2, errors: 1 }],
    });
  });

  test('handed in again, and refused for it', () => {
    const found = trail(
      assumeEvent(id, {
        time: '2026-03-02T09:36:00Z',
        error: ['ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance'],
      }),
      assumeEvent(id, { time: '2026-03-02T09:30:12Z' }),
    );
    expect(found?.says).toBe('AWS saw this assertion 2 times: granted once.');
    expect(found?.calls.map(({ outcome }) => outcome)).toEqual(['granted', 'refused']);
    expect(found?.calls[1]?.explained).toContain('older than five minutes');
  });

  test('a failed call without the ID is found by its session name and role', () => {
    const event = {
      ...assumeEvent(id, { time: '2026-03-02T09:30:12Z', error: ['AccessDenied', 'Not authorized'] }),
    } as Record<string, unknown>;
    const asked = { roleArn: `${ARN}:role/Developers`, roleSessionName: 'ana.silva@example.com' };
    expect(trail({ ...event, requestParameters: asked })?.match).toBe('similar');
    expect(trail({ ...event, requestParameters: { ...asked, roleSessionName: 'bob' } })?.match).toBe('none');
    expect(trail({ ...event, requestParameters: null })?.match).toBe('none');
  });

  test('of another login there is nothing', () => {
    expect(trail(assumeEvent('_other', { time: '2026-03-02T09:30:12Z' }))).toMatchObject({
      match: 'none',
      calls: [],
      activity: { events: 0 },
    });
  });
});

test.each([
  ['InvalidIdentityTokenException', 'Response signature invalid', /Replace the copy/],
  ['AccessDenied', undefined, /does not exist/],
  [
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    /more than|allows/i,
  ],
  ['InvalidIdentityTokenException', "Specified provider doesn't exist", /Role attribute/],
  ['InvalidIdentityTokenException', 'something new', /could not be validated/],
])('%s: %s is explained', (code, message, meaning) => {
  expect(meaningOf(code, message)).toMatch(meaning);
  expect(meaningOf('Throttling', 'Rate exceeded')).toBeUndefined();
});

describe('the terminal', () => {
  test('shows the answer of AWS, its roles by account, and the session', () => {
    const report = inspect(entraToAws('aws report'), {
      ...known,
      awsRoles: shared('aws-roles-other-provider.json'),
    });
    const drawn = render(report, 'terminal');
    const section = drawn.slice(
      drawn.indexOf('\nWhat AWS would answer\n') + 1,
      drawn.indexOf('\nResponse\n'),
    );
    expect(section).toBe(`\
What AWS would answer
AWS would sign the user in, with 2 roles to choose from.
  AccessDenied 403
    Not authorized to perform sts:AssumeRoleWithSAML (service:
    AWSSecurityTokenService; status code: 403; error code: AccessDenied) For
    some roles.
    by aws/trust-denied

  Account 111122223333, by provider EntraID
  Administrators  Statement 1 allows sts:AssumeRoleWithSAML.
  Developers      No statement is about
                  arn:aws:iam::111122223333:saml-provider/EntraID; of statement
                  1, it is about arn:aws:iam::111122223333:saml-provider/Okta.
  ReadOnly        Statement 1 allows sts:AssumeRoleWithSAML.

  The session
  name           ana.silva@example.com
  lasts          1 h in the console (SessionDuration)
  SAML:aud       https://signin.aws.amazon.com/saml (Recipient, not Audience)
  SAML:sub       ana.silva@example.com
  SAML:sub_type  urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress
`);
  });

  test('says that the documentation contradicts itself where it matters', () => {
    const report = inspect(entraToAws('aws report'), known);
    expect(render(report, 'terminal', { detail: 'verbose' }).replace(/\s+/g, ' ')).toContain(
      'by the pseudocode of STS; the page on condition keys puts a slash after the issuer, which gives another',
    );
  });
});

test('the provider in AWS serves as metadata where nothing else is given', () => {
  const report = inspect(entraToAws('aws report'), {
    now: ISSUED,
    sp: 'aws',
    awsProvider: getProvider(buildEntraMetadata({ tenant: TENANT })),
  });
  expect(report.facts.issuers).toEqual([
    { value: `https://sts.windows.net/${TENANT}/`, from: 'IAM SAML provider, entityID' },
  ]);
  expect(report.signatures[0]?.outcome).toBe('known-signer');
});

test('of very many roles, those up to a limit are evaluated and told', () => {
  const names = Array.from({ length: 600 }, (_, i) => `Role${i}`);
  const login = predict(
    withAttributes({ [`${BASE}/Role`]: names.map((name) => `${ARN}:role/${name},${PROVIDER}`) }),
    { awsRoles: listRoles(names.map((name) => iamRole(name, trustPolicy()))) },
  );
  expect(login.roles).toHaveLength(500);
  expect(login.omittedRoles).toBe(100);
  expect(login.roles.every(({ trust }) => trust?.outcome === 'allowed')).toBe(true);
});

test('of two assertions each has its own answer', () => {
  const xml = entraToAws('aws report', { sign: 'none' });
  const assertion = xml.slice(xml.indexOf('<Assertion'), xml.indexOf('</samlp:Response>'));
  const second = assertion.replace('>ana.silva@example.com</AttributeValue>', '>Ana Silva</AttributeValue>');
  const named = /RoleSessionName"[^>]*><AttributeValue>[^<]*/.exec(assertion)?.[0] ?? '';
  const spoilt = second.replace(named, named.replace('ana.silva@example.com', 'Ana Silva'));
  const report = inspect(xml.replace('</samlp:Response>', `${spoilt}</samlp:Response>`), known);
  const checks = report.aws?.logins.map(({ errors }) => errors.flatMap((error) => error.checks));
  expect(checks?.[0]).not.toContain('aws/role-session-name-invalid');
  expect(checks?.[1]).toContain('aws/role-session-name-invalid');
});
