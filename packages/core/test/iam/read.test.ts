import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildEntraMetadata } from '../../../testkit/src/metadata.ts';
import { gunzip } from '../../src/base/gzip.ts';
import { readTrail } from '../../src/iam/cloudtrail.ts';
import { readAssignments, readEntraApp } from '../../src/iam/entra-app.ts';
import { faultOfJson } from '../../src/iam/json-fault.ts';
import { nameQualifier, nameQualifierWithSlash } from '../../src/iam/name-qualifier.ts';
import { readProviders } from '../../src/iam/provider.ts';
import { readRoles } from '../../src/iam/role.ts';
import { SamlscopeError } from '../../src/index.ts';
import { PROVIDER, policy, roleWith, statement } from './exports.ts';

const trust = policy(statement());
const role = JSON.parse(roleWith(trust)).Roles[0];

describe('roles', () => {
  test.each([
    ['list-roles', { Roles: [role] }, true],
    ['list-roles, a page of more', { Roles: [role], IsTruncated: true }, false],
    ['get-role', { Role: role }, false],
    ['get-account-authorization-details', { RoleDetailList: [role], UserDetailList: [] }, true],
    ['--query Roles', [role], false],
    ['several answers of get-role in a list', [{ Role: role }], false],
    ['a role alone', role, false],
  ])('%s', (_what, json, complete) => {
    const read = readRoles(JSON.stringify(json), 'roles.json');
    expect(read.roles.map(({ arn }) => arn.name)).toEqual(['Developers']);
    expect(read.complete).toBe(complete);
    expect(read.roles[0]?.trustPolicy?.statements[0]?.actions).toEqual(['sts:AssumeRoleWithSAML']);
  });

  test.each([
    ['an object', trust],
    ['JSON in a text', JSON.stringify(trust)],
    [
      'percent-encoding, in which a plus is a plus',
      encodeURIComponent(JSON.stringify(trust)).replaceAll('%20', ' '),
    ],
  ])('the trust policy as %s', (_how, document) => {
    const [read] = readRoles(roleWith(document), 'roles.json').roles;
    expect(read?.trustPolicy?.statements[0]?.principal?.entries).toEqual([
      { kind: 'Federated', value: PROVIDER },
    ]);
  });

  test('what is missing is no fault', () => {
    const [read] = readRoles(JSON.stringify({ Roles: [{ Arn: role.Arn }] }), 'roles.json').roles;
    expect(read).toMatchObject({ maxSessionDuration: undefined, trustPolicy: undefined, tags: undefined });
  });
});

test.each([
  ['{"a": [1, 2, {"b": null}], "c": "\\u0041\\n"}', undefined],
  ['{}', undefined],
  [' [ ] ', undefined],
  ['-0.5e+3', undefined],
  ['{"a": 1,}', 8],
  ['[1 2]', 3],
  ['[1, 2}', 5],
  ["{'a': 1}", 1],
  ['{"a" 1}', 5],
  ['{"a": tru}', 6],
  ['01', 1],
  ['"a\nb"', 0],
  ['{"a": 1} x', 9],
  ['1, 2', 1],
  ['{"a": [1', 8],
])('%s stops being JSON at %s', (text, at) => {
  expect(faultOfJson(text)).toBe(at);
  const parses = () => JSON.parse(text);
  if (at === undefined) expect(parses).not.toThrow();
  else expect(parses).toThrow();
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['not JSON', '{"Roles": [}', 'roles.json: line 1, column 12: this is no JSON.'],
    ['cut short', '{"Roles": [', 'roles.json: line 1, column 12: this is no JSON. It ends too early.'],
    ['empty', ' ', 'roles.json: it is empty.'],
    [
      'something else',
      '{"Users": []}',
      'roles.json: there are no roles in it: neither Roles, RoleDetailList nor Role.',
    ],
    ['a text', '"x"', 'roles.json: it is a text, where an object is expected.'],
    ['no list', '{"Roles": 1}', 'roles.json: Roles is a number, where a list is expected.'],
    ['no ARN', '{"Roles": [{"RoleName": "x"}]}', 'roles.json: Roles[0].Arn is missing.'],
    [
      'an ARN of a user',
      '{"Roles": [{"Arn": "arn:aws:iam::1:user/x"}]}',
      'roles.json: Roles[0].Arn is "arn:aws:iam::1:user/x", no ARN of a role.',
    ],
    [
      'no statement',
      roleWith({}),
      'roles.json: Roles[0].AssumeRolePolicyDocument has no Statement, so it is no policy.',
    ],
    [
      'no effect',
      roleWith(policy({})),
      'roles.json: Roles[0].AssumeRolePolicyDocument.Statement[0].Effect is missing, where "Allow" or "Deny" is expected.',
    ],
    [
      'an effect of another name',
      roleWith(policy({ Effect: 'allow' })),
      'Effect is "allow", where "Allow" or "Deny" is expected.',
    ],
    [
      'an action that is a number',
      roleWith(policy(statement({ Action: [1] }))),
      'Statement[0].Action[0] is a number, where a text is expected.',
    ],
    [
      'a condition that is a text',
      roleWith(policy(statement({ Condition: 'x' }))),
      'Statement[0].Condition is a text, where an object is expected.',
    ],
    [
      'broken JSON within',
      roleWith('{"Statement": ['),
      'roles.json, Roles[0].AssumeRolePolicyDocument: line 1, column 16: this is no JSON.',
    ],
    [
      'broken percent-encoding',
      roleWith('%7B%zz'),
      'roles.json: the percent-encoding of Roles[0].AssumeRolePolicyDocument is broken.',
    ],
  ])('%s', (_what, text, message) => {
    expect(() => readRoles(text, 'roles.json')).toThrow(SamlscopeError);
    expect(() => readRoles(text, 'roles.json')).toThrow(message);
  });
});

describe('providers', () => {
  const metadata = buildEntraMetadata({ tenant: '9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f' });

  test.each([
    ['the metadata itself, with its byte order mark', `\uFEFF${metadata.replace(/^\uFEFF/, '')}`],
    ['get-saml-provider', JSON.stringify({ SAMLMetadataDocument: metadata })],
  ])('%s', (_what, text) => {
    const [provider] = readProviders(text, 'provider').providers;
    expect(provider?.metadata?.issuers).toEqual([
      'https://sts.windows.net/9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f/',
    ]);
    expect(provider?.metadata?.keys).toHaveLength(1);
    expect(provider?.arn).toBeUndefined();
  });

  test('what came with encryption, and the list', () => {
    const encrypted = {
      SAMLMetadataDocument: metadata,
      AssertionEncryptionMode: 'Required',
      PrivateKeyList: [{}, {}],
    };
    expect(readProviders(JSON.stringify(encrypted), 'p').providers[0]).toMatchObject({
      encryptionMode: 'Required',
      privateKeys: 2,
    });
    const list = readProviders(JSON.stringify({ SAMLProviderList: [{ Arn: PROVIDER }] }), 'p');
    expect(list.complete).toBe(true);
    expect(list.providers[0]?.arn?.name).toBe('EntraID');
  });

  test.each([
    ['{}', 'p: there is no SAML provider in it'],
    [JSON.stringify({ SAMLMetadataDocument: '<a>' }), 'p, SAMLMetadataDocument: line 1'],
    [
      JSON.stringify({ SAMLMetadataDocument: '<a/>' }),
      'p, SAMLMetadataDocument: it has no IDPSSODescriptor.',
    ],
    [
      JSON.stringify({ SAMLProviderList: [{ Arn: 'x' }] }),
      'p: SAMLProviderList[0].Arn is "x", no ARN of a SAML provider.',
    ],
  ])('%s', (text, message) => {
    expect(() => readProviders(text, 'p')).toThrow(message);
  });
});

describe('CloudTrail', () => {
  const event = {
    eventName: 'AssumeRoleWithSAML',
    eventSource: 'sts.amazonaws.com',
    eventTime: '2026-03-02T09:30:12Z',
    requestParameters: { sAMLAssertionID: '_a', roleArn: role.Arn },
    responseElements: null,
    errorCode: 'AccessDenied',
  };
  const text = JSON.stringify(event);

  test.each([
    ['a file of the bucket', JSON.stringify({ Records: [event] }, null, 2)],
    ['lookup-events', JSON.stringify({ Events: [{ EventName: 'x', CloudTrailEvent: text }] })],
    ['a list', `[${text}]`],
    ['one a line', `${text}\n${text}\n`],
    ['files one a line', `{"Records": [${text}]}\n{"Records": []}\n`],
    ['one event', text],
    ['EventBridge', JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: event })],
  ])('%s', (_what, log) => {
    const [first] = readTrail(log, 'log.json');
    expect(first).toMatchObject({
      name: 'AssumeRoleWithSAML',
      time: Date.UTC(2026, 2, 2, 9, 30, 12),
      errorCode: 'AccessDenied',
      asked: { assertionId: '_a', roleArn: role.Arn, sessionName: undefined },
      answered: { subject: undefined },
    });
  });

  test('what other services put under the same names does no harm', () => {
    const odd = {
      ...event,
      requestParameters: 'x',
      responseElements: [1],
      userIdentity: null,
      eventTime: 'soon',
    };
    expect(readTrail(JSON.stringify([odd]), 'log')[0]).toMatchObject({
      time: undefined,
      principalId: undefined,
    });
  });

  test.each([
    ['{"Roles": []}', 'log.json: there are no CloudTrail events in it.'],
    ['[1, "x"]', 'log.json: there are no CloudTrail events in it.'],
    [`${text}\n{"x": \n`, 'log.json, line 2: '],
    ['Event name,Event time,User name\nConsoleLogin,…', 'log.json: it is a table (CSV)'],
    [JSON.stringify({ Records: [{ ...event, eventName: 1 }] }), 'log.json: Records[0].eventName is a number'],
  ])('%s', (log, message) => {
    expect(() => readTrail(log, 'log.json')).toThrow(message);
  });

  test('no events are no fault', () => {
    expect(readTrail('{"Records": []}', 'log.json')).toEqual([]);
  });
});

describe('gzip', () => {
  const plain = Buffer.from('{"Records": []}'.repeat(1000));

  test('as CloudTrail writes it, and files joined', () => {
    expect(Buffer.from(gunzip(gzipSync(plain), 1e6) as Uint8Array).equals(plain)).toBe(true);
    const joined = Buffer.concat([gzipSync('one '), gzipSync('two')]);
    expect(Buffer.from(gunzip(joined, 1e6) as Uint8Array).toString()).toBe('one two');
  });

  test('a name in the header is passed over', () => {
    const named = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
      Buffer.from('log.json\0'),
      gzipSync('inside').subarray(10),
    ]);
    expect(Buffer.from(gunzip(named, 100) as Uint8Array).toString()).toBe('inside');
  });

  test.each([
    ['larger than allowed', gzipSync(plain), 100, 'too-large'],
    ['no gzip', plain, 1e6, 'not-gzip'],
    ['a header and nothing', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]), 1e6, 'not-gzip'],
    ['a name that never ends', Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0, 65]), 1e6, 'not-gzip'],
  ])('%s', (_what, bytes, most, outcome) => {
    expect(gunzip(bytes, most)).toBe(outcome);
  });
});

describe('Entra ID', () => {
  test.each([
    ['alone', { appRoles: [] }],
    ['in a page', { value: [{ appRoles: [] }] }],
  ])('an application %s', (_what, json) => {
    expect(readEntraApp(JSON.stringify(json), 'sp').appRoles).toEqual([]);
  });

  test.each([
    [() => readEntraApp('{}', 'sp.json'), 'sp.json: there are no appRoles in it.'],
    [() => readEntraApp('{"appRoles": [{}]}', 'sp.json'), 'sp.json: appRoles[0].id is missing.'],
    [
      () => readEntraApp('{"value": [{"displayName": "A"}, {"displayName": "B"}]}', 'sp.json'),
      'sp.json: there are 2 applications in it (A, B), where one is expected.',
    ],
    [() => readAssignments('{}', 'a.json'), 'a.json: there is no value in it'],
    [
      () => readAssignments('{"value": [], "@odata.nextLink": "https://graph.microsoft.com/…"}', 'a.json'),
      'a.json: it is one page of several (@odata.nextLink).',
    ],
  ])('%#', (read, message) => {
    expect(read).toThrow(message);
  });
});

test('NameQualifier has nothing between issuer and account; the other way is another value', () => {
  expect(nameQualifier('https://example.com/saml', '123456789012', 'MySAMLIdP')).toBe(
    '1uAJanUnBc2XeUkHURMht+xam2c=',
  );
  expect(nameQualifierWithSlash('https://example.com/saml', '123456789012', 'MySAMLIdP')).toBe(
    'ZJ7bLrcd9SJlBOE+5OiooapD4hQ=',
  );
});
