import { describe, expect, test } from 'vitest';
import { readRolePair } from '../../src/vendors/aws.ts';

const role = 'arn:aws:iam::111122223333:role/Admin';
const provider = 'arn:aws:iam::111122223333:saml-provider/Entra';

describe('a value as it should be', () => {
  test('role first, as AWS documents it', () => {
    expect(readRolePair(`${role},${provider}`)).toEqual({
      role: { written: role, partition: 'aws', account: '111122223333', path: '/', name: 'Admin' },
      provider: { written: provider, partition: 'aws', account: '111122223333', path: '/', name: 'Entra' },
      order: 'role-first',
      problems: [],
    });
  });

  // [value, what is read, why it is here]
  test.each([
    [
      `${provider},${role}`,
      'provider-first',
      'Admin',
      'Entra',
      'the order of the rule AD FS administrators copy',
    ],
    [
      `arn:aws:iam::111122223333:role/team/ops/Admin,${provider}`,
      'role-first',
      'Admin',
      'Entra',
      'a role may have a path',
    ],
    [
      `arn:aws:iam::111122223333:role/a,b=c@d.e-f+g,${provider}`,
      'role-first',
      'a,b=c@d.e-f+g',
      'Entra',
      'the name of a role may hold a comma',
    ],
    [
      'arn:aws-us-gov:iam::111122223333:role/Admin,arn:aws-us-gov:iam::111122223333:saml-provider/My.IdP_1-2',
      'role-first',
      'Admin',
      'My.IdP_1-2',
      'GovCloud',
    ],
  ])('%s', (value, order, roleName, providerName) => {
    const pair = readRolePair(value);
    expect(pair.problems).toEqual([]);
    expect([pair.order, pair.role?.name, pair.provider?.name]).toEqual([order, roleName, providerName]);
  });

  test('the path of a role is kept apart from its name', () => {
    expect(readRolePair(`arn:aws:iam::111122223333:role/team/ops/Admin,${provider}`).role?.path).toBe(
      '/team/ops/',
    );
  });
});

// [value, codes of the problems, why it is here]
const faulty = [
  ['', ['missing-role', 'missing-provider'], 'empty'],
  [role, ['missing-provider'], 'the role alone'],
  [provider, ['missing-role'], 'the provider alone'],
  ['Admin', ['malformed-arn', 'missing-role', 'missing-provider'], 'a bare role name'],
  [`${role}, ${provider}`, ['white-space'], 'a blank after the comma'],
  [`${role} ,${provider}`, ['white-space'], 'a blank before the comma'],
  [`\n  ${role},${provider}\n`, ['white-space', 'white-space'], 'line breaks of indented XML'],
  [`${role};${provider}`, ['separator'], 'a semicolon'],
  [`${role}\n${provider}`, ['separator'], 'a line each'],
  [`${role},,${provider}`, ['separator'], 'two commas'],
  [`${role},${role}`, ['extra-part', 'missing-provider'], 'the role twice'],
  [`${role},${provider},${role}`, ['extra-part'], 'a third part'],
  [
    `arn:aws:iam::111122223333:role/Admin,arn:aws:iam::444455556666:saml-provider/Entra`,
    ['accounts-differ'],
    'two accounts',
  ],
  [`arn:aws-cn:iam::111122223333:role/Admin,${provider}`, ['partitions-differ'], 'two partitions'],
  [
    'arn:aws-gov:iam::111122223333:role/Admin,arn:aws-gov:iam::111122223333:saml-provider/Entra',
    ['partition-unknown'],
    'aws-gov is a common slip for aws-us-gov',
  ],
  [
    'arn:aws:iam::11112222333:role/Admin,arn:aws:iam::11112222333:saml-provider/Entra',
    ['account-malformed'],
    'eleven digits: a spreadsheet ate the leading zero',
  ],
  [`arn:aws:iam::111122223333:role/Ad min,${provider}`, ['name-malformed'], 'a blank in the name'],
  [`arn:aws:iam::111122223333:role/,${provider}`, ['name-malformed'], 'no name'],
  [`arn:aws:iam::111122223333:role/${'x'.repeat(65)},${provider}`, ['name-malformed'], 'name too long'],
  [`${role},arn:aws:iam::111122223333:saml-provider/a/b`, ['name-malformed'], 'a provider has no path'],
  [
    `arn:aws:sts::111122223333:assumed-role/Admin/alice,${provider}`,
    ['malformed-arn', 'missing-role'],
    'the session, not the role',
  ],
  [`arn:aws:iam::111122223333:user/alice,${provider}`, ['malformed-arn', 'missing-role'], 'a user'],
  [
    `${role},arn:aws:iam::111122223333:oidc-provider/x`,
    ['malformed-arn', 'missing-provider'],
    'a provider of OpenID Connect',
  ],
  [
    `arn:aws:iam:us-east-1:111122223333:role/Admin,${provider}`,
    ['malformed-arn', 'missing-role'],
    'a region',
  ],
  [`ARN:AWS:IAM::111122223333:ROLE/Admin,${provider}`, ['malformed-arn', 'missing-role'], 'another case'],
] as const;

describe('a value that is not', () => {
  test.each(faulty)('%j: %j, %s', (value, codes) => {
    const { problems } = readRolePair(value);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    for (const { message } of problems) expect(message).toMatch(/^\S.*\.$/);
  });

  test('keeps what could be read', () => {
    const pair = readRolePair(`arn:aws:iam::12:role/Ad min;${provider}`);
    expect(pair.role).toMatchObject({ account: '12', name: 'Ad min' });
    expect(pair.provider?.name).toBe('Entra');
  });

  test('costs and says no more for being endless', () => {
    for (const piece of [',', ' ', 'arn:', ',arn:', 'arn:aws:iam::1:role/x,', ', ', ':', '/']) {
      const { problems } = readRolePair(piece.repeat(200_000));
      expect(problems.length).toBeLessThan(20);
      expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(300);
    }
  });
});
