import { describe, expect, test } from 'vitest';
import {
  aws,
  intendedAwsAttribute,
  isAwsAttribute,
  partitionById,
  partitionIds,
  partitions,
  ROLE,
  ROLE_SESSION_NAME,
  ROLE_SESSION_NAME_PATTERN,
  readAcsUrl,
  regionOf,
} from '../../src/vendors/aws.ts';

const own = 'SAMLSPD9IMTW2LM46J042K';

// [URL, partition, region, provider]
const acsUrls = [
  ['https://signin.aws.amazon.com/saml', 'aws', 'us-east-1', undefined],
  ['https://us-west-2.signin.aws.amazon.com/saml', 'aws', 'us-west-2', undefined],
  ['https://ap-southeast-3.signin.aws.amazon.com/saml', 'aws', 'ap-southeast-3', undefined],
  [`https://signin.aws.amazon.com/saml/acs/${own}`, 'aws', 'us-east-1', own],
  [`https://eu-central-1.signin.aws.amazon.com/saml/acs/${own}`, 'aws', 'eu-central-1', own],
  ['https://signin.amazonaws-us-gov.com/saml', 'aws-us-gov', 'us-gov-west-1', undefined],
  ['https://us-gov-east-1.signin.amazonaws-us-gov.com/saml', 'aws-us-gov', 'us-gov-east-1', undefined],
  ['https://signin.amazonaws.cn/saml', 'aws-cn', undefined, undefined],
  ['https://cn-northwest-1.signin.amazonaws.cn/saml', 'aws-cn', 'cn-northwest-1', undefined],
  ['https://signin.c2shome.ic.gov/saml', 'aws-iso', undefined, undefined],
  ['https://signin.sc2shome.sgov.gov/saml', 'aws-iso-b', undefined, undefined],
  ['https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml', 'aws-eusc', 'eusc-de-east-1', undefined],
  ['https://eu-isoe-west-1.signin.csphome.adc-e.uk/saml', 'aws-iso-e', 'eu-isoe-west-1', undefined],
  ['https://us-isof-south-1.signin.csphome.hci.ic.gov/saml', 'aws-iso-f', 'us-isof-south-1', undefined],
] as const;

// [URL, why it is none]
const foreign = [
  ['https://signin.aws.amazon.com/saml/', 'a slash at the end'],
  ['http://signin.aws.amazon.com/saml', 'not https'],
  ['https://Signin.aws.amazon.com/saml', 'another case: AWS compares characters'],
  ['https://signin.aws.amazon.com/saml#1', 'the suffix Entra ID uses inside, and never sends'],
  ['https://signin.aws.amazon.com/static/saml', 'a path of the metadata'],
  ['https://signin.aws.amazon.com.evil.example/saml', 'a host that only begins so'],
  ['https://evil.example/?https://signin.aws.amazon.com/saml', 'a URL that only ends so'],
  ['https://us-east-1.signin.aws.amazon.com/platform/saml/acs/x', 'IAM Identity Center'],
  ['https://a.b.signin.aws.amazon.com/saml', 'no region'],
  ['https://signin.amazonaws-eusc.eu/saml', 'no region, where every URL has one'],
  ['https://signin.aws.amazon.com/saml/acs/', 'no provider'],
] as const;

describe('ACS URLs', () => {
  test.each(acsUrls)('%s', (url, partition, region, providerId) => {
    expect(readAcsUrl(url)).toMatchObject({ region, providerId });
    expect(readAcsUrl(url)?.partition.id).toBe(partition);
    expect(partitionById(partition)?.ownsAcsUrl(url)).toBe(true);
    expect(partitions.filter((candidate) => candidate.ownsAcsUrl(url))).toHaveLength(1);
    expect(regionOf(url)).toBe(region);
    expect(aws.ownsAcsUrl(url)).toBe(true);
  });

  test.each(foreign)('%s is none: %s', (url) => {
    expect(readAcsUrl(url)).toBeUndefined();
    expect(aws.ownsAcsUrl(url)).toBe(false);
  });
});

describe('audiences', () => {
  // [ACS URL, audiences]
  test.each([
    [undefined, ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml']],
    ['https://sp.example/acs', ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml']],
    [
      'https://us-west-2.signin.aws.amazon.com/saml',
      [
        'urn:amazon:webservices',
        'https://signin.aws.amazon.com/saml',
        'https://us-west-2.signin.aws.amazon.com/saml',
      ],
    ],
    [
      `https://us-west-2.signin.aws.amazon.com/saml/acs/${own}`,
      [
        'urn:amazon:webservices',
        'https://signin.aws.amazon.com/saml',
        'https://us-west-2.signin.aws.amazon.com/saml',
        `https://us-west-2.signin.aws.amazon.com/saml/acs/${own}`,
      ],
    ],
    [
      'https://signin.amazonaws-us-gov.com/saml',
      ['urn:amazon:webservices:govcloud', 'https://signin.amazonaws-us-gov.com/saml'],
    ],
    ['https://signin.c2shome.ic.gov/saml', ['https://signin.c2shome.ic.gov/saml']],
  ])('for %s', (acsUrl, expected) => {
    expect(aws.audiences(acsUrl)).toEqual(expected);
    for (const audience of expected) expect(aws.ownsEntityId(audience)).toBe(true);
  });

  test('of Client VPN are not those of IAM', () => {
    expect(aws.ownsEntityId('urn:amazon:webservices:clientvpn')).toBe(false);
  });
});

test('a partition is one that ARNs may name, with a prefix of its own', () => {
  for (const { id, arnPrefix } of partitions) {
    expect(partitionIds).toContain(id);
    expect(arnPrefix).toBe(`arn:${id}:`);
  }
});

describe('attribute names', () => {
  test.each([
    'https://aws.amazon.com/SAML/Attributes/Role',
    'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
    'https://aws.amazon.com/SAML/Attributes/SessionDuration',
    'https://aws.amazon.com/SAML/Attributes/SourceIdentity',
    'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys',
    'https://aws.amazon.com/SAML/Attributes/PrincipalTag:CostCenter',
  ])('%s is one', (name) => {
    expect(isAwsAttribute(name)).toBe(true);
    expect(intendedAwsAttribute(name)).toBeUndefined();
  });

  // [name, what it was meant to be, why it is here]
  test.each([
    ['http://aws.amazon.com/SAML/Attributes/Role', ROLE, 'http'],
    ['https://aws.amazon.com/SAML/Attributes/role', ROLE, 'another case'],
    ['https://aws.amazon.com/SAML/Attributes/Role/', ROLE, 'a slash at the end'],
    [
      'https://aws.amazon.com/SAML/Attributes//Role',
      ROLE,
      'a namespace with a slash at its end, joined by another',
    ],
    [
      'https://aws.amazon.com/SAML/Attributes/https://aws.amazon.com/SAML/Attributes/Role',
      ROLE,
      'the namespace given in the name too',
    ],
    ['http://www.amazonaws.cn/SAML/Attributes/Role', ROLE, 'as the documentation for China prints it'],
    ['RoleSessionName', ROLE_SESSION_NAME, 'no namespace'],
    [' https://aws.amazon.com/SAML/Attributes/RoleSessionName ', ROLE_SESSION_NAME, 'white space'],
    [
      'https://aws.amazon.com/SAML/Attributes/principaltag:Team',
      'https://aws.amazon.com/SAML/Attributes/PrincipalTag:Team',
      'the tag keeps its case',
    ],
  ])('%j was meant to be %s: %s', (name, meant) => {
    expect(isAwsAttribute(name)).toBe(false);
    expect(intendedAwsAttribute(name)).toBe(meant);
  });

  test.each([
    'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
    'https://aws.amazon.com/SAML/Attributes/AccessControl:Team',
    'https://aws.amazon.com/SAML/Attributes/PrincipalTag:',
    'mail',
    '',
  ])('%j means something else', (name) => {
    expect(isAwsAttribute(name)).toBe(false);
    expect(intendedAwsAttribute(name)).toBeUndefined();
  });
});

// [value, whether AWS takes it, why it is here]
test.each([
  ['alice@example.com', true, 'the usual'],
  ['ab', true, 'two characters'],
  ['a', false, 'one character'],
  ['a'.repeat(64), true, '64 characters'],
  ['a'.repeat(65), false, '65 characters'],
  ['alice smith', false, 'a blank'],
  ['alice_example.com#EXT#@tenant.onmicrosoft.com', false, 'a guest of Entra ID'],
  ['josé@example.com', false, 'an accent'],
])('RoleSessionName %j: %s, %s', (value, taken) => {
  expect(ROLE_SESSION_NAME_PATTERN.test(value)).toBe(taken);
});
