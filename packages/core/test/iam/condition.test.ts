// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of policies.
import { describe, expect, test } from 'vitest';
import { Budget } from '../../src/iam/budget.ts';
import { evaluateCondition } from '../../src/iam/condition.ts';
import type { ContextValue } from '../../src/iam/request.ts';

const KEYS: Readonly<Record<string, ContextValue>> = {
  'saml:aud': present('https://signin.aws.amazon.com/saml'),
  'saml:sub': present('ana'),
  'saml:surname': present('Silva', 'Sousa'),
  'aws:currenttime': present('2026-03-02T09:30:00.000Z'),
  'aws:epochtime': present('1772443800'),
  'aws:securetransport': present('true'),
  'x:number': present('42'),
  'x:arn': present('arn:aws:iam::111122223333:role/team/Admin'),
  'x:ip': present('192.0.2.77'),
  'x:ip6': present('2001:db8::77'),
  'x:star': present('a*c'),
  'x:empty': present(''),
  'aws:sourceip': { state: 'unknown', says: 'the address is not in the assertion' },
};

function present(...values: string[]): ContextValue {
  return { state: 'present', values };
}

const context = {
  get: (key: string): ContextValue =>
    KEYS[key.toLowerCase()] ?? { state: 'absent', says: `the assertion has no ${key}` },
};

function state(operator: string, key: string, values: readonly string[], variables = true): string {
  return evaluateCondition({ operator, key, values }, context, new Budget(1_000_000), variables).state;
}

type Row = readonly [
  operator: string,
  key: string,
  values: string | readonly string[],
  state: string,
  why: string,
];

const rows: readonly Row[] = [
  ['StringEquals', 'SAML:sub', 'ana', 'met', 'equal'],
  ['StringEquals', 'saml:SUB', 'ana', 'met', 'keys are compared whatever their case'],
  ['stringequals', 'SAML:sub', 'ana', 'met', 'operators too'],
  ['StringEquals', 'SAML:sub', 'Ana', 'unmet', 'values are not'],
  ['StringEquals', 'SAML:sub', ['bob', 'ana'], 'met', 'values are alternatives'],
  ['StringEquals', 'SAML:sub', [], 'unmet', 'no value at all'],
  ['StringEquals', 'SAML:sub', 'an*', 'unmet', 'no wildcard here'],
  ['StringEquals', 'x:star', 'a*c', 'met', 'a star is a star'],
  ['StringEquals', 'x:empty', '', 'met', 'an empty value is one'],
  ['StringNotEquals', 'SAML:sub', 'bob', 'met', 'another'],
  ['StringNotEquals', 'SAML:sub', ['bob', 'ana'], 'unmet', 'none of the values may match'],
  ['StringEqualsIgnoreCase', 'SAML:sub', 'ANA', 'met', 'case aside'],
  ['StringNotEqualsIgnoreCase', 'SAML:sub', 'ANA', 'unmet', 'case aside, negated'],
  ['StringLike', 'SAML:sub', 'a*', 'met', 'a star for any number'],
  ['StringLike', 'SAML:sub', 'a?a', 'met', 'a question mark for one'],
  ['StringLike', 'SAML:sub', '?', 'unmet', 'and for one only'],
  ['StringLike', 'SAML:sub', '*', 'met', 'anything'],
  ['StringLike', 'SAML:sub', 'A*', 'unmet', 'still by case'],
  ['StringLike', 'SAML:aud', 'https://*.aws.amazon.com/saml*', 'met', 'several stars'],
  ['StringLike', 'SAML:aud', 'https://*.aws.amazon.com/saml?', 'unmet', 'one more character'],
  ['StringNotLike', 'SAML:sub', 'b*', 'met', 'unlike'],
  ['NumericEquals', 'x:number', '42.0', 'met', 'as numbers'],
  ['NumericNotEquals', 'x:number', '42', 'unmet', 'as numbers, negated'],
  ['NumericLessThan', 'x:number', '42', 'unmet', 'not less'],
  ['NumericLessThanEquals', 'x:number', '42', 'met', 'or equal'],
  ['NumericGreaterThan', 'x:number', '41', 'met', 'greater'],
  ['NumericGreaterThanEquals', 'x:number', '43', 'unmet', 'not greater'],
  ['NumericEquals', 'SAML:sub', '42', 'unmet', 'a value that is no number'],
  ['NumericEquals', 'x:number', 'many', 'unknown', 'a policy that is no number'],
  ['DateLessThan', 'aws:CurrentTime', '2026-03-02T10:00:00Z', 'met', 'before'],
  ['DateGreaterThan', 'aws:CurrentTime', '2026-03-02T10:30:00+01:00', 'unmet', 'the same moment elsewhere'],
  ['DateGreaterThanEquals', 'aws:CurrentTime', '2026-03-02T10:30:00+01:00', 'met', 'or equal'],
  ['DateLessThanEquals', 'aws:EpochTime', '2026-03-03', 'met', 'a day'],
  ['DateEquals', 'aws:EpochTime', '1772443800', 'met', 'seconds since 1970'],
  ['DateNotEquals', 'aws:EpochTime', '1772443800', 'unmet', 'negated'],
  ['DateLessThan', 'aws:CurrentTime', 'tomorrow', 'unknown', 'no date'],
  ['Bool', 'aws:SecureTransport', 'true', 'met', 'true'],
  ['Bool', 'aws:SecureTransport', 'False', 'unmet', 'false, whatever its case'],
  ['Bool', 'aws:SecureTransport', 'yes', 'unknown', 'neither'],
  ['BinaryEquals', 'SAML:sub', 'ana', 'met', 'the same text'],
  ['IpAddress', 'x:ip', '192.0.2.0/24', 'met', 'in the network'],
  ['IpAddress', 'x:ip', '192.0.2.64/28', 'met', 'in the smaller one'],
  ['IpAddress', 'x:ip', '192.0.2.80/28', 'unmet', 'in the next'],
  ['IpAddress', 'x:ip', '192.0.2.77', 'met', 'the address itself'],
  ['IpAddress', 'x:ip', '0.0.0.0/0', 'met', 'everywhere'],
  ['IpAddress', 'x:ip6', '2001:db8::/32', 'met', 'IPv6'],
  ['IpAddress', 'x:ip6', '2001:db9::/32', 'unmet', 'another IPv6 network'],
  ['IpAddress', 'x:ip6', '192.0.2.0/24', 'unmet', 'another family'],
  ['IpAddress', 'x:ip', '192.0.2.0/33', 'unknown', 'no network'],
  ['NotIpAddress', 'x:ip', ['198.51.100.0/24', '203.0.113.0/24'], 'met', 'in neither'],
  ['IpAddress', 'aws:SourceIp', '192.0.2.0/24', 'unknown', 'not in the assertion'],
  ['ArnEquals', 'x:arn', 'arn:aws:iam::111122223333:role/team/Admin', 'met', 'equal'],
  ['ArnLike', 'x:arn', 'arn:aws:iam::*:role/*', 'met', 'part by part'],
  ['ArnEquals', 'x:arn', 'arn:aws:iam::*:role/*', 'met', 'the same as ArnLike'],
  ['ArnLike', 'x:arn', 'arn:*:role/team/Admin', 'unmet', 'a star does not reach over a colon'],
  ['ArnLike', 'x:arn', '*', 'met', 'anything'],
  ['ArnLike', 'SAML:sub', 'arn:aws:iam::*:role/*', 'unmet', 'no ARN'],
  ['ArnNotLike', 'x:arn', 'arn:aws:iam::*:user/*', 'met', 'unlike'],
  ['ArnNotEquals', 'x:arn', 'arn:aws:iam::111122223333:role/team/Admin', 'unmet', 'negated'],
  ['Null', 'SAML:cn', 'true', 'met', 'the key is missing'],
  ['Null', 'SAML:sub', 'true', 'unmet', 'the key is there'],
  ['Null', 'SAML:sub', 'false', 'met', 'and must be'],
  ['Null', 'aws:SourceIp', 'false', 'unknown', 'nobody knows'],
  ['StringEquals', 'SAML:cn', 'x', 'unmet', 'a missing key'],
  ['StringNotEquals', 'SAML:cn', 'x', 'met', 'a missing key is other than anything'],
  ['StringEqualsIfExists', 'SAML:cn', 'x', 'met', 'does not exist'],
  ['StringEqualsIfExists', 'SAML:sub', 'x', 'unmet', 'exists'],
  ['ForAnyValue:StringEquals', 'SAML:surname', 'Sousa', 'met', 'one of two'],
  ['ForAnyValue:StringEquals', 'SAML:surname', 'Costa', 'unmet', 'neither'],
  ['ForAnyValue:StringEquals', 'SAML:cn', 'x', 'unmet', 'there is none'],
  ['ForAnyValue:StringNotEquals', 'SAML:surname', 'Sousa', 'met', 'one is other'],
  ['ForAllValues:StringEquals', 'SAML:surname', ['Sousa', 'Silva'], 'met', 'both'],
  ['ForAllValues:StringEquals', 'SAML:surname', 'Silva', 'unmet', 'only one'],
  ['ForAllValues:StringEquals', 'SAML:cn', 'x', 'met', 'none to disagree'],
  ['ForAllValues:StringLike', 'SAML:surname', 'S*', 'met', 'with a wildcard'],
  ['ForAllValues:StringNotLike', 'SAML:surname', 'C*', 'met', 'none of them'],
  ['ForAnyValue:StringLikeIfExists', 'SAML:cn', 'x', 'met', 'does not exist'],
  ['StringEquals', 'SAML:surname', 'Silva', 'unknown', 'several values and no quantifier'],
  [
    'StringLike',
    'x:arn',
    'arn:aws:iam::111122223333:role/team/${SAML:sub}',
    'unmet',
    'the variable is put in',
  ],
  ['StringEquals', 'SAML:sub', '${SAML:sub}', 'met', 'a variable stands for the value'],
  ['StringLike', 'x:star', '${x:star}', 'met', 'what a variable stands for is literal'],
  ['StringLike', 'SAML:sub', '${*}', 'unmet', 'a literal star'],
  ['StringEquals', 'x:star', 'a${*}c', 'met', 'a literal star in the middle'],
  ['StringEquals', 'SAML:sub', "${SAML:cn, 'ana'}", 'met', 'a default for a missing key'],
  ['StringEquals', 'SAML:sub', '${SAML:cn}', 'unmet', 'a missing key without one'],
  ['StringEquals', 'SAML:sub', '${aws:SourceIp}', 'unknown', 'a key nobody knows'],
  ['StringEquals', 'SAML:sub', ['${aws:SourceIp}', 'ana'], 'met', 'but another value decides'],
  ['StringSame', 'SAML:sub', 'ana', 'unknown', 'no such operator'],
  ['ForAnyValue:Null', 'SAML:sub', 'true', 'unknown', 'Null takes no quantifier'],
];

describe('one operator on one key', () => {
  test.each(rows)('%s %s %j: %s (%s)', (operator, key, values, expected) => {
    expect(state(operator, key, typeof values === 'string' ? [values] : values)).toBe(expected);
  });

  test('variables mean nothing before the policy language of 2012', () => {
    expect(state('StringEquals', 'SAML:sub', ['${SAML:sub}'], false)).toBe('unmet');
  });

  test('a long pattern against a long text ends, undecided', () => {
    const long = { get: (): ContextValue => present('a'.repeat(20_000)) };
    const condition = { operator: 'StringLike', key: 'x', values: [`*${'a'.repeat(5000)}b`] };
    expect(evaluateCondition(condition, long, new Budget(100_000), true).state).toBe('unknown');
  });
});
