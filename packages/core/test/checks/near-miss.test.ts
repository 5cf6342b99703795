import { describe, expect, test } from 'vitest';
import { isGuid, readServicePrincipalName } from '../../src/checks/application-id.ts';
import type { Facts } from '../../src/checks/facts.ts';
import { explainNearMiss } from '../../src/checks/near-miss.ts';
import { aws } from '../../src/vendors/aws.ts';
import { entra } from '../../src/vendors/entra.ts';

type Field = 'Audience' | 'Recipient' | 'Destination' | 'Issuer';

const none: Facts = { skewMs: 0 };
const SP = 'https://sp.example.com/metadata';
const ACS = 'https://sp.example.com/saml/acs';
const AWS = 'urn:amazon:webservices';
const GUID = '0a1b2c3d-1111-4222-8333-444455556666';
const TENANT = `https://sts.windows.net/${GUID}/`;

const ordinary: Facts = {
  skewMs: 0,
  audiences: [{ value: SP, from: 'SP metadata, entityID' }],
  acsUrls: [{ value: ACS, from: 'SP metadata, AssertionConsumerService' }],
  issuers: [{ value: TENANT, from: 'IdP metadata, entityID' }],
  identityProvider: { vendor: entra, by: 'test' },
};

const atAws: Facts = {
  skewMs: 0,
  serviceProvider: { vendor: aws, by: 'test' },
  identityProvider: { vendor: entra, by: 'test' },
  audiences: [{ value: AWS, from: 'AWS' }],
  acsUrls: [{ value: 'https://signin.aws.amazon.com/saml', from: 'AWS' }],
};

// [field, written, expected, part of what must be said, facts, why it is here]
const explained: readonly (readonly [Field, string, string, string, Facts, string])[] = [
  ['Audience', 'https://SP.example.com/metadata', SP, 'upper and lower case (`SP` for `sp`)', none, 'case'],
  ['Audience', 'Urn:Amazon:WebServices', AWS, 'upper and lower case', none, 'case in a URN'],
  ['Audience', `${SP}/`, SP, 'the slash at the end, which only the message has', none, 'trailing slash'],
  [
    'Audience',
    SP,
    `${SP}/`,
    'the slash at the end, which only the expected value has',
    none,
    'trailing slash the other way',
  ],
  [
    'Audience',
    'http://sp.example.com/metadata',
    SP,
    'the scheme (`http` for `https`)',
    none,
    'http for https',
  ],
  [
    'Audience',
    'sp.example.com/metadata',
    SP,
    'the scheme (`https://`), which only the expected value has',
    none,
    'scheme forgotten',
  ],
  [
    'Recipient',
    'https://sp.example.com:443/saml/acs',
    ACS,
    'the default port (`:443`), which only the message has',
    none,
    'default port',
  ],
  [
    'Recipient',
    'http://sp.example.com:80/saml/acs',
    'http://sp.example.com/saml/acs',
    'the default port (`:80`)',
    none,
    'default port of http',
  ],
  [
    'Recipient',
    'https://sp.example.com:8443/saml/acs',
    ACS,
    'in the port (8443 for 443)',
    none,
    'another port',
  ],
  ['Audience', ` ${SP}`, SP, 'white space before it in the message (space)', none, 'space before'],
  ['Audience', `\n  ${SP}\n`, SP, 'before it and after it', none, 'pretty-printed'],
  ['Audience', `${SP}\u00a0`, SP, 'no-break space', none, 'no-break space'],
  ['Audience', 'urn:amazon: webservices', AWS, 'white space inside it', none, 'space inside'],
  ['Audience', `${AWS}\u200b`, AWS, 'U+200B, zero-width space', none, 'copied with a zero-width space'],
  [
    'Audience',
    `\ufeff${AWS}`,
    AWS,
    'U+FEFF, byte order mark',
    none,
    'byte order mark inside, not white space',
  ],
  ['Audience', 'urn:am\u00adazon:webservices', AWS, 'U+00AD, soft hyphen', none, 'soft hyphen'],
  [
    'Audience',
    'urn:\u0430mazon:webservices',
    AWS,
    'U+0430, where “a” is meant',
    none,
    'Cyrillic а looks like a',
  ],
  [
    'Audience',
    'urn:am\u03b1zon:webservices',
    AWS,
    '',
    none,
    'Greek alpha is not drawn like a: a typing slip',
  ],
  [
    'Audience',
    'https://sp\u2010one.example.com',
    'https://sp-one.example.com',
    'U+2010',
    none,
    'hyphen of a word processor',
  ],
  ['Audience', 'urn\uff1aamazon\uff1awebservices', AWS, 'look-alike', none, 'full-width colon'],
  ['Audience', 'urn%3Aamazon%3awebservices', AWS, '`%3A` for `:` in the message', none, 'percent-encoded'],
  [
    'Audience',
    'https://sp.example.com/a b',
    'https://sp.example.com/a%20b',
    'in the expected value',
    none,
    'percent-encoded on the other side',
  ],
  [
    'Audience',
    `spn:${SP}`,
    SP,
    'the prefix `spn:`, which only the message has; Microsoft Entra ID',
    none,
    'spn: before an identifier URI',
  ],
  ['Audience', `spn:${GUID}`, AWS, 'an application ID as Audience', atAws, 'spn: and an application ID'],
  ['Audience', `spn:${GUID}`, GUID, 'the prefix `spn:`', none, 'spn: before the ID the SP goes by'],
  ['Audience', GUID, AWS, 'application (client) ID', atAws, 'bare application ID'],
  ['Audience', 'spn:aws-console', AWS, 'does not take it for a URI', atAws, 'spn: and another name'],
  [
    'Audience',
    'https://signin.aws.amazon.com/saml#2',
    'https://signin.aws.amazon.com/saml',
    'the suffix `#2`',
    atAws,
    'suffix that Entra ID should have taken away',
  ],
  [
    'Audience',
    'urn:amazon:webservices:govcloud',
    AWS,
    'AWS GovCloud (US) (aws-us-gov)',
    atAws,
    'another partition by entityID',
  ],
  [
    'Recipient',
    'https://signin.amazonaws.cn/saml',
    'https://signin.aws.amazon.com/saml',
    'in two partitions',
    atAws,
    'another partition by URL',
  ],
  [
    'Recipient',
    'https://eu-west-1.signin.aws.amazon.com/saml',
    'https://signin.aws.amazon.com/saml',
    'the message is for eu-west-1, and us-east-1 is expected',
    atAws,
    'another region',
  ],
  [
    'Recipient',
    'https://signin.aws.amazon.com/saml/acs/SAMLSPD9IMTW2LM46J042K',
    'https://signin.aws.amazon.com/saml',
    'single SAML provider in AWS (SAMLSPD9IMTW2LM46J042K)',
    atAws,
    "one provider's endpoint",
  ],
  [
    'Audience',
    'urn:amazon:webservices:prod',
    AWS,
    'none that AWS publishes',
    atAws,
    'an invented AWS entityID',
  ],
  [
    'Audience',
    'https://us-east-1.signin.aws.amazon.com/platform/saml/d-0123456789',
    AWS,
    'AWS IAM Identity Center, which is another service provider',
    atAws,
    'Identity Center for IAM',
  ],
  ['Audience', ACS, SP, 'its ACS URL), which belongs in Recipient', ordinary, 'ACS URL as Audience'],
  [
    'Recipient',
    SP,
    ACS,
    "the service provider's entityID, which belongs in Audience",
    ordinary,
    'entityID as Recipient',
  ],
  ['Audience', TENANT, SP, "the identity provider's own entityID", ordinary, 'own entityID as Audience'],
  ['Issuer', SP, TENANT, 'whoever made the message', ordinary, 'entityID of the SP as Issuer'],
  [
    'Issuer',
    'https://sts.windows.net/99999999-1111-4222-8333-444455556666/',
    TENANT,
    'of two tenants or applications',
    ordinary,
    'another tenant',
  ],
  [
    'Issuer',
    `https://sts.windows.net/${GUID}`,
    TENANT,
    'the slash at the end',
    ordinary,
    'tenant without its slash',
  ],
  ['Audience', 'https://www.sp.example.com/metadata', SP, '`www.`, which only the message has', none, 'www.'],
  [
    'Recipient',
    'https://login.example.com/saml/acs',
    ACS,
    'another host of the same domain (`login.example.com` for `sp.example.com`)',
    none,
    'subdomain',
  ],
  ['Recipient', 'https://sp.example.org/saml/acs', ACS, 'but another host', none, 'another domain'],
  [
    'Recipient',
    'https://sp.example.com/saml/acs/post',
    ACS,
    'with `/post` added to the path',
    none,
    'path goes on',
  ],
  [
    'Recipient',
    'https://sp.example.com/saml',
    ACS,
    'without `/acs` at the end of the path',
    none,
    'path ends early',
  ],
  [
    'Recipient',
    'https://sp.example.com/sso/consume',
    ACS,
    'another path (`/sso/consume` for `/saml/acs`)',
    none,
    'another path',
  ],
  [
    'Recipient',
    `${ACS}?tenant=1`,
    ACS,
    'only in the query string, which only the message has',
    none,
    'query string',
  ],
  [
    'Recipient',
    'https://sp.example.com//saml/acs',
    ACS,
    'a doubled slash in the message',
    none,
    'doubled slash',
  ],
  ['Audience', 'urn:amazn:webservices', AWS, 'without `o` at character 9', none, 'letter missing'],
  ['Audience', 'urn:amazon:webservicess', AWS, 'with `s` added', none, 'letter added'],
  ['Audience', 'urn:amazom:webservices', AWS, '`m` for `n`', none, 'wrong letter'],
  ['Audience', '', AWS, 'The Audience is empty.', none, 'empty'],
  ['Audience', ' \n ', AWS, 'The Audience is empty.', none, 'only white space'],
  [
    'Audience',
    ' HTTP://SP.example.com/metadata/',
    SP,
    'the slash at the end',
    none,
    'several differences at once are all told',
  ],
];

// [field, written, expected, why nothing can be said]
const unexplained: readonly (readonly [Field, string, string, string])[] = [
  ['Audience', 'https://other.test/', SP, 'nothing in common but the scheme'],
  ['Audience', 'urn:example:app', AWS, 'another URN altogether'],
  ['Audience', SP, SP, 'the same'],
  ['Audience', 'abc', 'abd', 'too short for a slip to be told from chance'],
  ['Audience', `${SP}${'x'.repeat(5000)}`, SP, 'longer than any identifier'],
];

describe('near misses', () => {
  for (const [field, written, expected, part, facts, why] of explained) {
    test(`${why}: ${JSON.stringify(written)}`, () => {
      const sentence = explainNearMiss(written, [expected], { field, facts });
      expect(sentence).toBeDefined();
      expect(sentence).toContain(part);
      expect(sentence).toMatch(/^[A-Z].*\.$/su);
    });
  }

  for (const [field, written, expected, why] of unexplained) {
    test(`nothing is said: ${why}`, () => {
      expect(explainNearMiss(written, [expected], { field, facts: none })).toBeUndefined();
    });
  }

  test('every difference is told when several come together', () => {
    const sentence = explainNearMiss(' HTTP://sp.example.com/METADATA/', [SP], {
      field: 'Audience',
      facts: none,
    });
    for (const part of ['white space', 'scheme', 'upper and lower case', 'slash at the end']) {
      expect(sentence).toContain(part);
    }
  });

  test('the closest of several expected values is named', () => {
    const sentence = explainNearMiss(`${SP}/`, [AWS, SP], { field: 'Audience', facts: none });
    expect(sentence).toContain(`differs from ${SP} only`);
  });

  test('hostile lengths cost no more than length', () => {
    const once = (length: number) => {
      const written = `https://sp.example.com/${'/'.repeat(length)}x`;
      const started = performance.now();
      for (let i = 0; i < 40; i++) explainNearMiss(written, [SP], { field: 'Recipient', facts: ordinary });
      return performance.now() - started;
    };
    const cost = (length: number) => Math.min(once(length), once(length), once(length));
    cost(1000);
    const growth = Math.log2((cost(2000) + 1) / (cost(500) + 1)) / 2;
    expect(growth).toBeLessThan(1.7);
  });
});

test('a service principal name is read whatever its case', () => {
  expect(readServicePrincipalName(`SPN:${GUID}`)).toBe(GUID);
  expect(readServicePrincipalName(AWS)).toBeUndefined();
});

test('a GUID is one only in full', () => {
  expect(isGuid(GUID)).toBe(true);
  expect(isGuid(`${GUID}0`)).toBe(false);
  expect(isGuid(GUID.replaceAll('-', ''))).toBe(false);
});
