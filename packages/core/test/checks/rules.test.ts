// Where each rule begins and ends: the values on either side of it. Whole captures are in fixtures/.
import { describe, expect, test } from 'vitest';
import { formBody } from '../../../testkit/src/encode.ts';
import { type GivenFacts, inspect } from '../../src/index.ts';
import { ns } from '../../src/xml/namespaces.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const AT = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();
const FACTS: GivenFacts = { now: NOON, skewMs: 0 };

/** The pieces of a response that the rules are about. */
interface Parts {
  readonly id?: string;
  readonly responseIssued?: string;
  readonly nameId?: string;
  readonly confirmations?: string;
  readonly conditions?: string;
  readonly authn?: string;
  readonly attributes?: string;
  readonly status?: string;
  readonly more?: string;
}

function confirmation(recipient: string, until: number, more = ''): string {
  return `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${recipient}" NotOnOrAfter="${AT(until)}"${more}/></saml:SubjectConfirmation>`;
}

function responseOf({
  id = '_9f0c2d3e5b1a4c7e8d2f6a7b8c9d0e1f',
  responseIssued = AT(0),
  nameId = '<saml:NameID>ana</saml:NameID>',
  confirmations = confirmation('https://sp.example.com/acs', 300),
  conditions = ` NotBefore="${AT(0)}" NotOnOrAfter="${AT(3600)}"><saml:AudienceRestriction><saml:Audience>urn:sp</saml:Audience></saml:AudienceRestriction>`,
  authn = `<saml:AuthnStatement AuthnInstant="${AT(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
  attributes = '',
  status = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>',
  more = '',
}: Parts): string {
  return `<samlp:Response xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" xmlns:xs="${ns.xs}" xmlns:xsi="${ns.xsi}" ID="${id}" Version="2.0" IssueInstant="${responseIssued}"><saml:Issuer>https://idp.example.com/</saml:Issuer><samlp:Status>${status}</samlp:Status><saml:Assertion ID="_8e1c2d3e5b1a4c7e8d2f6a7b8c9d0e2a" Version="2.0" IssueInstant="${AT(0)}"><saml:Issuer>https://idp.example.com/</saml:Issuer><saml:Subject>${nameId}${confirmations}</saml:Subject><saml:Conditions${conditions}</saml:Conditions>${authn}${attributes === '' ? '' : `<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`}</saml:Assertion>${more}</samlp:Response>`;
}

function verdictOf(check: string, input: string, facts: GivenFacts): string {
  const report = inspect(input, facts);
  const finding = report.findings.find((one) => one.check === check);
  return finding?.verdict ?? report.checked.find((one) => one.check === check)?.verdict ?? 'not asked';
}

const ATTRIBUTE = (attributes: string, values: string) =>
  `<saml:Attribute ${attributes}>${values}</saml:Attribute>`;
const VALUE = (text: string, more = '') => `<saml:AttributeValue${more}>${text}</saml:AttributeValue>`;
const EMAIL = (value: string) =>
  `<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${value}</saml:NameID>`;
const AUTHN = (attributes: string) =>
  `<saml:AuthnStatement ${attributes}><saml:AuthnContext><saml:AuthnContextClassRef>urn:a</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;
const STATUS = (name: string, inner = '') =>
  `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${inner}</samlp:StatusCode>`;

const rows: readonly (readonly [
  check: string,
  why: string,
  parts: Parts,
  verdict: string,
  facts?: GivenFacts,
])[] = [
  ['id/guessable', '22 digits, as Okta writes', { id: 'id8377452665121926764900' }, 'pass'],
  ['id/guessable', '20 hexadecimal digits', { id: '_e8df3fe5f04237d25670' }, 'pass'],
  ['id/guessable', 'a GUID', { id: '_9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f' }, 'pass'],
  ['id/guessable', 'a time in milliseconds', { id: '_1772443800123' }, 'fail'],
  ['id/guessable', 'a word', { id: 'response' }, 'fail'],
  ['time/issued-in-future', 'now', {}, 'pass'],
  ['time/issued-in-future', 'a second ahead', { responseIssued: AT(1) }, 'fail'],
  [
    'time/issued-in-future',
    'a second ahead, two forgiven',
    { responseIssued: AT(1) },
    'pass',
    { ...FACTS, skewMs: 2000 },
  ],
  [
    'time/window-long',
    'a day',
    { conditions: ` NotBefore="${AT(0)}" NotOnOrAfter="${AT(86_400)}">` },
    'pass',
  ],
  [
    'time/window-long',
    'a second more',
    { conditions: ` NotBefore="${AT(0)}" NotOnOrAfter="${AT(86_401)}">` },
    'fail',
  ],
  [
    'conditions/window-inverted',
    'the same moment twice',
    { conditions: ` NotBefore="${AT(0)}" NotOnOrAfter="${AT(0)}">` },
    'fail',
  ],
  [
    'conditions/repeated',
    'one of each',
    { conditions: '><saml:OneTimeUse/><saml:ProxyRestriction/>' },
    'pass',
  ],
  [
    'conditions/repeated',
    'two restrictions of audience, which are allowed',
    { conditions: '><saml:AudienceRestriction/><saml:AudienceRestriction/>' },
    'pass',
  ],
  ['name-id/email-malformed', 'an address with a plus', { nameId: EMAIL('ana+x@example.com') }, 'pass'],
  [
    'name-id/email-malformed',
    'a quoted local part',
    { nameId: EMAIL('&quot;a b&quot;@example.com') },
    'pass',
  ],
  [
    'name-id/email-malformed',
    'an address of a domain without a dot',
    { nameId: EMAIL('ana@localhost') },
    'pass',
  ],
  ['name-id/email-malformed', 'two at signs', { nameId: EMAIL('ana@b@example.com') }, 'fail'],
  ['name-id/email-malformed', 'another format', { nameId: '<saml:NameID>ana</saml:NameID>' }, 'skip'],
  [
    'status/nested-at-top',
    'a nested code where it belongs',
    { status: STATUS('Responder', STATUS('AuthnFailed')) },
    'pass',
  ],
  [
    'status/top-level-unknown',
    'a code of its own inside',
    { status: STATUS('Responder', STATUS('X')) },
    'pass',
  ],
  ['status/top-level-unknown', 'white space round it', { status: STATUS('Success ') }, 'fail'],
  [
    'authn-statement/session-over',
    'a second before the end',
    { authn: AUTHN(`AuthnInstant="${AT(0)}" SessionNotOnOrAfter="${AT(1)}"`) },
    'pass',
  ],
  [
    'authn-statement/session-over',
    'the end itself',
    { authn: AUTHN(`AuthnInstant="${AT(0)}" SessionNotOnOrAfter="${AT(0)}"`) },
    'fail',
  ],
  [
    'authn-statement/after-issue',
    'a second, which is rounding',
    { authn: AUTHN(`AuthnInstant="${AT(1)}"`) },
    'pass',
    { ...FACTS, now: NOON + 60_000 },
  ],
  [
    'authn-statement/after-issue',
    'two seconds',
    { authn: AUTHN(`AuthnInstant="${AT(2)}"`) },
    'fail',
    { ...FACTS, now: NOON + 60_000 },
  ],
  [
    'attribute/repeated',
    'the same name in another format',
    { attributes: ATTRIBUTE('Name="a" NameFormat="urn:x"', '') + ATTRIBUTE('Name="a"', '') },
    'pass',
  ],
  [
    'attribute/value-empty',
    'xsi:nil, which says so',
    { attributes: ATTRIBUTE('Name="a"', VALUE('', ' xsi:nil="true"')) },
    'pass',
  ],
  [
    'attribute/nil-with-content',
    'xsi:nil that says false',
    { attributes: ATTRIBUTE('Name="a"', VALUE('x', ' xsi:nil="false"')) },
    'skip',
  ],
  [
    'attribute/types-differ',
    'two prefixes of one type',
    {
      attributes: ATTRIBUTE(
        'Name="a"',
        VALUE('x', ' xsi:type="xs:string"') + VALUE('y', ` xmlns:y="${ns.xs}" xsi:type="y:string"`),
      ),
    },
    'pass',
  ],
  [
    'attribute/value-not-of-type',
    'an integer',
    { attributes: ATTRIBUTE('Name="a"', VALUE('12', ' xsi:type="xs:integer"')) },
    'pass',
  ],
  [
    'attribute/type-unbound',
    'no prefix at all',
    { attributes: ATTRIBUTE('Name="a"', VALUE('x', ' xsi:type="string"')) },
    'pass',
  ],
  [
    'subject/confirmations-unmet',
    'one is enough',
    { confirmations: confirmation('https://sp.example.com/acs', 300) + confirmation('https://x/', -1) },
    'pass',
    { ...FACTS, acsUrl: 'https://sp.example.com/acs' },
  ],
  [
    'subject/confirmations-unmet',
    'all are late, which another check tells',
    { confirmations: confirmation('https://sp.example.com/acs', -1) + confirmation('https://x/', -1) },
    'skip',
    { ...FACTS, acsUrl: 'https://sp.example.com/acs' },
  ],
  [
    'subject/bearer-not-before',
    'another confirmation without it',
    {
      confirmations:
        confirmation('https://x/', 300, ` NotBefore="${AT(0)}"`) + confirmation('https://x/', 300),
    },
    'skip',
  ],
  [
    'structure/value-blank',
    'an AttributeValue may be empty',
    { attributes: ATTRIBUTE('Name="a"', VALUE('')) },
    'pass',
  ],
  ['structure/value-blank', 'a Name may not', { attributes: ATTRIBUTE('Name=" "', VALUE('x')) }, 'fail'],
];

describe('on either side of the rule', () => {
  for (const [check, about, parts, verdict, facts = FACTS] of rows) {
    test(`${check}: ${about}`, () => {
      expect(verdictOf(check, responseOf(parts), facts)).toBe(verdict);
    });
  }
});

describe('RelayState', () => {
  test.each([
    ['a'.repeat(80), 'pass'],
    ['a'.repeat(81), 'fail'],
    ['é'.repeat(41), 'fail'],
  ])('of %s', (relayState, verdict) => {
    expect(
      verdictOf('binding/relay-state-too-long', formBody(responseOf({}), 'SAMLResponse', relayState), FACTS),
    ).toBe(verdict);
  });

  const answer = responseOf({}).replace(' Version=', ' InResponseTo="_r" Version=');

  test.each([
    ['the same', 'a/b', 'a/b', 'pass'],
    ['none, where the body may be more than was copied', undefined, 'a/b', 'skip'],
    ['one, where none was sent', 'a/b', '', 'skip'],
    ['an empty one', '', 'a/b', 'fail'],
    ['one in other case', 'A/b', 'a/b', 'fail'],
  ])('that comes back as %s', (_, came, relayState, verdict) => {
    const body = formBody(answer, 'SAMLResponse', came);
    expect(verdictOf('binding/relay-state-differs', body, { relayState })).toBe(verdict);
  });

  test.each([
    ['a%2Fb', 'a/b', 'It was percent-encoded once more than it is decoded.'],
    ['a/b', 'a%2Fb', 'It was percent-decoded once more than it was encoded.'],
    ['a b', 'a+b', expect.stringContaining('plus sign')],
    ['a', 'a/b', 'It was cut off after 1 of 3 characters.'],
    ['https://sp.example.com/', 'a/b', undefined],
  ])('that came as %s for %s', (came, relayState, nearMiss) => {
    const { findings } = inspect(formBody(answer, 'SAMLResponse', came), { relayState });
    const found = findings.find(({ check }) => check === 'binding/relay-state-differs');
    expect(found?.nearMiss).toEqual(nearMiss);
  });

  test.each([
    ['another request', answer, '_other'],
    ['no request', responseOf({}), undefined],
  ])('of %s says nothing', (_, xml, requestId) => {
    const facts = { relayState: 'a', ...(requestId !== undefined && { requestId }) };
    expect(verdictOf('binding/relay-state-differs', formBody(xml, 'SAMLResponse', 'b'), facts)).toBe('skip');
  });
});

describe('the request that was sent', () => {
  const request = (more: string, inner = '') =>
    `<samlp:AuthnRequest xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="_r" Version="2.0" IssueInstant="${AT(-10)}"${more}><saml:Issuer>urn:sp</saml:Issuer>${inner}</samlp:AuthnRequest>`;

  test('gives its ID, its ACS URL and its Issuer as facts', () => {
    const { facts } = inspect(responseOf({}), {
      request: Buffer.from(request(' AssertionConsumerServiceURL="https://sp.example.com/acs"')).toString(
        'base64',
      ),
    });
    expect(facts.requestId).toBe('_r');
    expect(facts.acsUrls).toEqual([
      { value: 'https://sp.example.com/acs', from: 'the request, AssertionConsumerServiceURL' },
    ]);
    expect(facts.audiences).toEqual([{ value: 'urn:sp', from: 'the request, Issuer' }]);
  });

  test('gives way to what is given outright', () => {
    const { facts } = inspect(responseOf({}), {
      request: request(' AssertionConsumerServiceURL="https://sp.example.com/acs"'),
      requestId: '_other',
      acsUrl: 'https://other.example.com/',
      audience: 'urn:other',
    });
    expect(facts.requestId).toBe('_other');
    expect(facts.acsUrls.map(({ value }) => value)).toEqual(['https://other.example.com/']);
    expect(facts.audiences.map(({ value }) => value)).toEqual(['urn:other']);
  });

  test('gives the RelayState that was captured beside it', () => {
    const body = formBody(request(''), 'SAMLRequest', 'key');
    expect(inspect(responseOf({}), { request: body }).facts.relayState).toBe('key');
    expect(inspect(responseOf({}), { request: body, relayState: '' }).facts.relayState).toBe('');
    expect(inspect(responseOf({}), { request: request('') }).facts.relayState).toBeUndefined();
  });

  test('must be one', () => {
    expect(() => inspect(responseOf({}), { request: responseOf({}) })).toThrow(
      'request: an AuthnRequest or LogoutRequest is wanted, but <samlp:Response> is none.',
    );
  });

  test.each([
    ['no ForceAuthn', '', 'skip'],
    ['ForceAuthn false', ' ForceAuthn="false"', 'skip'],
    ['ForceAuthn, and a sign-in after it', ' ForceAuthn="1"', 'pass'],
  ])('%s', (_, more, verdict) => {
    expect(verdictOf('authn-statement/not-fresh', responseOf({}), { ...FACTS, request: request(more) })).toBe(
      verdict,
    );
  });

  test.each([
    ['exact', 'Password', 'pass'],
    ['exact', 'X509', 'fail'],
    ['minimum', 'X509', 'skip'],
  ])('%s %s', (comparison, name, verdict) => {
    const context = `<samlp:RequestedAuthnContext Comparison="${comparison}"><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:${name}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
    expect(
      verdictOf('authn-statement/not-as-requested', responseOf({}), {
        ...FACTS,
        request: request('', context),
      }),
    ).toBe(verdict);
  });
});
