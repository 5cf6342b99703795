// What each check decides on small messages written by hand. Whole captures are in fixtures/.
import { describe, expect, test } from 'vitest';
import type { Fail } from '../../src/checks/check.ts';
import type { Facts } from '../../src/checks/facts.ts';
import { checks } from '../../src/checks/registry.gen.ts';
import { type Result, runChecks } from '../../src/checks/run.ts';
import type { SignatureEvidence } from '../../src/dsig/evidence.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import { aws } from '../../src/vendors/aws.ts';
import { entra } from '../../src/vendors/entra.ts';
import type { Certificate, KeyCandidate } from '../../src/x509/certificate.ts';
import { decryptDocument } from '../../src/xenc/decrypt.ts';
import type { XmlDocument, XmlElement } from '../../src/xml/document.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';

const ACS = 'https://sp.example.com/acs';
const SP = 'https://sp.example.com/metadata';
const IDP = 'https://idp.example.com/';
const NOON = Date.UTC(2026, 0, 1, 12);
const ROLE = 'https://aws.amazon.com/SAML/Attributes/Role';
const SESSION = 'https://aws.amazon.com/SAML/Attributes/RoleSessionName';
const PAIR = 'arn:aws:iam::111122223333:role/Admin,arn:aws:iam::111122223333:saml-provider/IdP';

const CONFIRMATION = `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-01-01T12:05:00Z" Recipient="${ACS}" InResponseTo="_request"/></saml:SubjectConfirmation>`;

const ASSERTION = `<saml:Assertion xmlns:saml="${ns.saml}" ID="_assertion" Version="2.0" IssueInstant="2026-01-01T12:00:00Z"><saml:Issuer>${IDP}</saml:Issuer><saml:Subject><saml:NameID>alice</saml:NameID>${CONFIRMATION}</saml:Subject><saml:Conditions NotBefore="2026-01-01T12:00:00Z" NotOnOrAfter="2026-01-01T13:00:00Z"><saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="${ROLE}"><saml:AttributeValue>${PAIR}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="${SESSION}"><saml:AttributeValue>alice@example.com</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;

const RESPONSE = `<samlp:Response xmlns:samlp="${ns.samlp}" ID="_response" Version="2.0" IssueInstant="2026-01-01T12:00:00Z" Destination="${ACS}" InResponseTo="_request"><saml:Issuer xmlns:saml="${ns.saml}">${IDP}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${ASSERTION}</samlp:Response>`;

const FACTS: Facts = {
  skewMs: 0,
  now: NOON + 60_000,
  audiences: [{ value: SP, from: 'the audience given' }],
  acsUrls: [{ value: ACS, from: 'the ACS URL given' }],
  issuers: [{ value: IDP, from: 'IdP metadata, entityID' }],
  requestId: '_request',
};
const AT_AWS: Facts = { ...FACTS, serviceProvider: { vendor: aws, by: 'test' } };

type Change = (xml: string) => string;
const replace =
  (from: string, to: string): Change =>
  (xml) => {
    expect(xml).toContain(from);
    return xml.replace(from, to);
  };
const without = (from: string): Change => replace(from, '');
const same: Change = (xml) => xml;

function run(
  id: string,
  xml: string,
  facts: Facts,
  signatures: (d: XmlDocument) => SignatureEvidence[] = () => [],
) {
  const document = parseXml({ name: 'test', text: xml, steps: [] });
  const message = document.root && readMessage(document, signatures(document));
  const chosen = checks.filter((check) => check.id === id);
  expect(chosen).toHaveLength(1);
  return runChecks(chosen, document, message, facts, decryptDocument(document, []).encryptions);
}

function failureIn(results: readonly Result[]): { fail: Fail<never>; message: string } | undefined {
  for (const { check, outcome } of results) {
    if (outcome.verdict === 'fail')
      return { fail: outcome as Fail<never>, message: check.message(outcome.data) };
  }
  return undefined;
}

// [check, what is changed, facts, verdicts, part of the message or of the reason to skip, why it is here]
const rows: readonly (readonly [string, Change, Facts, string, string, string])[] = [
  ['conditions/audience-mismatch', same, FACTS, 'pass', '', 'the audience expected'],
  [
    'conditions/audience-mismatch',
    replace(`${SP}</saml:Audience>`, `${SP}/</saml:Audience>`),
    FACTS,
    'fail',
    `for ${SP}/, but`,
    'one slash more',
  ],
  [
    'conditions/audience-mismatch',
    replace('<saml:Audience>', '<saml:Audience>urn:other</saml:Audience><saml:Audience>'),
    FACTS,
    'pass',
    '',
    'any Audience of a restriction will do',
  ],
  [
    'conditions/audience-mismatch',
    replace(
      '</saml:AudienceRestriction>',
      '</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>urn:other</saml:Audience></saml:AudienceRestriction>',
    ),
    FACTS,
    'fail',
    'for urn:other, but',
    'every restriction must hold',
  ],
  ['conditions/audience-mismatch', same, { skewMs: 0 }, 'unknown', '', 'nothing to compare with'],
  [
    'conditions/audience-mismatch',
    without(`<saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction>`),
    { skewMs: 0 },
    'skip',
    'audience-missing',
    'no fact is asked for in vain',
  ],
  ['conditions/audience-missing', same, FACTS, 'pass', '', 'present'],
  [
    'conditions/audience-missing',
    without(`<saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction>`),
    FACTS,
    'fail',
    'lacks an AudienceRestriction',
    'absent',
  ],
  [
    'conditions/audience-missing',
    without(`<saml:Audience>${SP}</saml:Audience>`),
    FACTS,
    'fail',
    'an Audience in',
    'an empty restriction',
  ],
  ['conditions/expired', same, { ...FACTS, now: NOON + 3_600_000 - 1 }, 'pass', '', 'the last moment'],
  [
    'conditions/expired',
    same,
    { ...FACTS, now: NOON + 3_600_000 },
    'fail',
    'the limit itself',
    'the limit itself is too late',
  ],
  ['conditions/expired', same, { ...FACTS, now: NOON + 3_600_000, skewMs: 1 }, 'pass', '', 'forgiven'],
  ['conditions/not-yet-valid', same, { ...FACTS, now: NOON }, 'pass', '', 'the first moment'],
  ['conditions/not-yet-valid', same, { ...FACTS, now: NOON - 30_000 }, 'fail', '30 s too early', 'before it'],
  [
    'conditions/not-yet-valid',
    same,
    { ...FACTS, now: NOON - 30_000, skewMs: 30_000 },
    'pass',
    '',
    'forgiven to the last',
  ],
  ['subject/recipient-mismatch', same, FACTS, 'pass', '', 'the URL expected'],
  [
    'subject/recipient-mismatch',
    replace(`Recipient="${ACS}"`, 'Recipient="https://evil.test/acs"'),
    FACTS,
    'fail',
    'delivered to https://evil.test/acs',
    'another URL',
  ],
  [
    'subject/recipient-mismatch',
    replace(CONFIRMATION, CONFIRMATION.replace(ACS, 'https://old.example.com/acs') + CONFIRMATION),
    FACTS,
    'skip pass',
    'one is enough',
    'one of two bearer confirmations suffices',
  ],
  ['subject/recipient-missing', without(` Recipient="${ACS}"`), FACTS, 'fail', 'no Recipient', 'absent'],
  [
    'subject/recipient-missing',
    replace('cm:bearer', 'cm:holder-of-key'),
    FACTS,
    'skip',
    'not a bearer',
    'another method',
  ],
  [
    'subject/confirmation-missing',
    without(CONFIRMATION),
    FACTS,
    'fail',
    'has no SubjectConfirmation',
    'absent',
  ],
  [
    'subject/confirmation-missing',
    replace('cm:bearer', 'cm:holder-of-key'),
    FACTS,
    'fail',
    'holder-of-key only',
    'another method',
  ],
  ['subject/bearer-window-closed', same, { ...FACTS, now: NOON + 299_999 }, 'pass', '', 'the last moment'],
  [
    'subject/bearer-window-closed',
    same,
    { ...FACTS, now: NOON + 300_000 },
    'fail',
    'the limit itself',
    'the limit itself is too late',
  ],
  [
    'subject/bearer-window-missing',
    without(' NotOnOrAfter="2026-01-01T12:05:00Z"'),
    FACTS,
    'fail',
    'no NotOnOrAfter',
    'absent',
  ],
  ['subject/in-response-to-mismatch', same, FACTS, 'pass', '', 'both name the request'],
  [
    'subject/in-response-to-mismatch',
    same,
    { ...FACTS, requestId: '_other' },
    'fail',
    'SubjectConfirmationData and Response is _request, but the request sent was _other',
    'another request',
  ],
  [
    'subject/in-response-to-mismatch',
    same,
    { ...FACTS, requestId: '' },
    'fail',
    'no request was sent',
    'an answer to nothing',
  ],
  [
    'subject/in-response-to-mismatch',
    (xml) => xml.replaceAll(' InResponseTo="_request"', ''),
    { skewMs: 0 },
    'skip',
    'answers no request',
    'unsolicited, and no request known',
  ],
  [
    'subject/in-response-to-mismatch',
    (xml) => xml.replaceAll(' InResponseTo="_request"', ''),
    FACTS,
    'fail',
    'There is no InResponseTo on',
    'unsolicited, though a request was sent',
  ],
  [
    'subject/name-id-missing',
    without('<saml:NameID>alice</saml:NameID>'),
    FACTS,
    'fail',
    'has no NameID',
    'absent',
  ],
  [
    'subject/name-id-missing',
    replace('>alice</saml:NameID>', '> </saml:NameID>'),
    FACTS,
    'fail',
    'is empty',
    'white space is nobody',
  ],
  [
    'response/destination-mismatch',
    replace(`Destination="${ACS}"`, 'Destination="http://sp.example.com/acs"'),
    FACTS,
    'fail',
    'addressed to http://sp.example.com/acs',
    'behind a proxy',
  ],
  [
    'response/destination-mismatch',
    without(` Destination="${ACS}"`),
    { skewMs: 0 },
    'skip',
    'no Destination',
    'absent',
  ],
  [
    'response/status-not-success',
    replace(
      '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>',
      '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode><samlp:StatusMessage>AADSTS50058: silent sign-in\nTrace ID: 1</samlp:StatusMessage>',
    ),
    FACTS,
    'fail',
    'Responder / NoPassive',
    'codes, meaning and text',
  ],
  [
    'response/status-not-success',
    without(
      '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    ),
    FACTS,
    'fail',
    'missing',
    'no Status at all',
  ],
  [
    'response/assertion-missing',
    without(ASSERTION),
    FACTS,
    'fail',
    'neither',
    'success without an assertion',
  ],
  [
    'issuer/mismatch',
    replace(`${IDP}</saml:Issuer><saml:Subject>`, 'https://idp.example.com</saml:Issuer><saml:Subject>'),
    FACTS,
    'fail',
    'is https://idp.example.com, but',
    'one slash less, on the assertion alone',
  ],
  [
    'issuer/missing',
    without(`<saml:Issuer>${IDP}</saml:Issuer>`),
    FACTS,
    'fail',
    'Assertion _assertion',
    'absent on the assertion',
  ],
  [
    'issuer/missing',
    without(`<saml:Issuer xmlns:saml="${ns.saml}">${IDP}</saml:Issuer>`),
    FACTS,
    'pass',
    '',
    'an unsigned response may do without',
  ],
  ['signature/absent', same, FACTS, 'fail', 'no signature in the message', 'nothing is signed'],
  [
    'structure/duplicate-id',
    replace('ID="_assertion"', 'ID="_response"'),
    FACTS,
    'fail',
    'Response and Assertion',
    'one ID on two elements',
  ],
  ['structure/not-well-formed', (xml) => xml.slice(0, -20), FACTS, 'fail', 'Line 1, column', 'cut off'],
  ['structure/not-well-formed', () => '', FACTS, 'fail', 'Line 1, column 1', 'nothing at all'],
  [
    'structure/doctype',
    (xml) => `<!DOCTYPE x [<!ENTITY e "v">]>${xml}`,
    FACTS,
    'fail',
    'that declares entities',
    'an entity',
  ],
  ['structure/not-saml', () => '<note/>', FACTS, 'fail', 'note', 'other XML'],
  [
    'time/instant-malformed',
    replace('NotBefore="2026-01-01T12:00:00Z"', 'NotBefore="2026-01-01 12:00:00"'),
    FACTS,
    'pass pass pass fail pass',
    'NotBefore of Conditions is 2026-01-01 12:00:00',
    'a space for the T',
  ],
  [
    'assertion/encrypted-unread',
    replace(ASSERTION, `<saml:EncryptedAssertion xmlns:saml="${ns.saml}"/>`),
    FACTS,
    'fail',
    'EncryptedAssertion was not read',
    'encrypted',
  ],
  ['aws/role-missing', same, FACTS, 'skip', 'not AWS', 'another service provider'],
  ['aws/role-missing', same, AT_AWS, 'pass', '', 'present'],
  [
    'aws/role-missing',
    replace(`Name="${ROLE}"`, 'Name="https://aws.amazon.com/SAML/Attributes/role"'),
    AT_AWS,
    'fail',
    'is missing',
    'the name is case-sensitive',
  ],
  [
    'aws/role-malformed',
    replace(PAIR, PAIR.replace(',', ';')),
    AT_AWS,
    'fail',
    'separated by',
    'a semicolon',
  ],
  [
    'aws/role-malformed',
    replace(PAIR, PAIR.split(',').reverse().join(',')),
    AT_AWS,
    'pass',
    '',
    'either order works',
  ],
  [
    'aws/role-malformed',
    replace(PAIR, PAIR.replace(',', '</saml:AttributeValue><saml:AttributeValue>')),
    AT_AWS,
    'fail',
    '1 more value of 2 likewise',
    'split over two values',
  ],
  [
    'aws/role-provider-mismatch',
    replace('111122223333:saml', '999922223333:saml'),
    AT_AWS,
    'fail',
    'account 111122223333 and the provider in account 999922223333',
    'two accounts',
  ],
  [
    'aws/role-provider-mismatch',
    replace('arn:aws:iam::111122223333:saml', 'arn:aws-cn:iam::111122223333:saml'),
    AT_AWS,
    'fail',
    'partition aws and the provider in partition aws-cn',
    'two partitions',
  ],
  [
    'aws/role-provider-mismatch',
    (xml) =>
      xml.replaceAll('arn:aws:', 'arn:aws-us-gov:').replaceAll(ACS, 'https://signin.aws.amazon.com/saml'),
    AT_AWS,
    'fail',
    'delivered to aws',
    'ARNs of one partition sent to another',
  ],
  [
    'aws/role-session-name-missing',
    replace(`Name="${SESSION}"`, `Name="${SESSION}/"`),
    AT_AWS,
    'fail',
    'is missing',
    'a slash too many',
  ],
  [
    'aws/role-session-name-invalid',
    replace('alice@example.com', 'alice_example.com#EXT#@t.onmicrosoft.com'),
    AT_AWS,
    'fail',
    '`#` is not allowed',
    'a guest',
  ],
  [
    'aws/role-session-name-invalid',
    replace('alice@example.com', 'Zoë Müller'),
    AT_AWS,
    'fail',
    '`ë`, the space and `ü` are not allowed',
    'accents and a space',
  ],
  [
    'aws/role-session-name-invalid',
    replace('alice@example.com', 'a'.repeat(65)),
    AT_AWS,
    'fail',
    '65 characters',
    'too long',
  ],
  [
    'aws/role-session-name-invalid',
    replace('alice@example.com', 'a'.repeat(64)),
    AT_AWS,
    'pass',
    '',
    'as long as may be',
  ],
  ['aws/session-duration-invalid', same, AT_AWS, 'skip', 'no SessionDuration', 'optional'],
  [
    'aws/session-duration-invalid',
    replace(SESSION, 'https://aws.amazon.com/SAML/Attributes/SessionDuration'),
    AT_AWS,
    'fail',
    'not a whole number',
    'no number',
  ],
  [
    'aws/redemption-window',
    same,
    { ...AT_AWS, now: NOON + 300_000 },
    'pass',
    '',
    'five minutes to the millisecond',
  ],
  [
    'aws/redemption-window',
    same,
    { ...AT_AWS, now: NOON + 300_001 },
    'fail',
    '5 min later',
    'a millisecond too late',
  ],
];

describe('on small messages', () => {
  for (const [id, change, facts, verdicts, part, why] of rows) {
    test(`${id}: ${why}`, () => {
      const results = run(id, change(RESPONSE), facts);
      expect(results.map(({ outcome }) => outcome.verdict).join(' ')).toBe(verdicts);
      const told = results.map(({ check, outcome }) =>
        outcome.verdict === 'fail'
          ? check.message(outcome.data)
          : outcome.verdict === 'skip'
            ? outcome.because
            : '',
      );
      expect(told.join('\n')).toContain(part);
      for (const { check, outcome } of results) {
        if (outcome.verdict === 'fail') expect(check.message(outcome.data)).toMatch(/^[A-Z_].*[^.]\.$/s);
      }
    });
  }
});

describe('an audience of Entra ID that AWS does not take', () => {
  const facts: Facts = {
    ...AT_AWS,
    audiences: [{ value: 'urn:amazon:webservices', from: 'AWS IAM' }],
    identityProvider: { vendor: entra, by: 'test' },
  };
  const audience = 'spn:0a1b2c3d-1111-4222-8333-444455556666';
  const failure = failureIn(
    run('conditions/audience-mismatch', RESPONSE.replace(`${SP}<`, `${audience}<`), facts),
  );

  test('names both values', () => {
    expect(failure?.message).toContain(audience);
    expect(failure?.message).toContain('urn:amazon:webservices');
    expect(failure?.fail.actual).toBe(audience);
  });

  test('gives the two ways to mend it, and says that AWS cannot be changed', () => {
    const remedies = failure?.fail.remedies ?? [];
    expect(remedies.map(({ end }) => end)).toEqual(['identity provider', 'you', 'service provider']);
    expect(remedies[0]?.do).toMatch(/Identifier \(Entity ID\).*`urn:amazon:webservices`.*default.*`#1`/s);
    expect(remedies[1]?.do).toMatch(/AuthnRequest.*Issuer.*identifierUris/s);
    expect(remedies[2]?.do).toContain('fixed by AWS');
  });
});

// Signatures: evidence made by hand, so that each outcome stands for itself ----------------------------------------

const DS = `<ds:Signature xmlns:ds="${ns.ds}"><ds:SignedInfo><ds:Reference><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>BBBB</ds:SignatureValue></ds:Signature>`;
const SIGNED = RESPONSE.replace('<saml:Subject>', `${DS}<saml:Subject>`);

function elementNamed(document: XmlDocument, name: string, nth = 0): XmlElement {
  const found =
    document.root && [...elementsIn(document.root)].filter(({ localName }) => localName === name)[nth];
  if (!found) throw new Error(`no ${name}`);
  return found;
}

function evidence(
  document: XmlDocument,
  changes: Partial<SignatureEvidence> = {},
  target?: XmlElement,
): SignatureEvidence {
  const element = elementNamed(document, 'Signature');
  const reference = elementNamed(document, 'Reference');
  const own = target ?? (element.parent as XmlElement);
  return {
    element,
    parent: element.parent,
    canonicalizationMethod: undefined,
    signatureMethod: { uri: 'u', name: 'rsa-sha256', at: element, supported: true },
    references: [
      {
        element: reference,
        uri: '#_assertion',
        target: own,
        transforms: [],
        digestMethod: { uri: 'u', name: 'sha256', at: reference, supported: true },
        digestWritten: 'AAAA',
        digestComputed: 'AAAA',
        matches: true,
        octets: 1,
      },
    ],
    value: { state: 'matches', tried: [] },
    keyInfo: [],
    outcome: 'known-signer',
    covers: [own],
    problems: [],
    ...changes,
  };
}

function key(subject: string, id: string, source: KeyCandidate['source'], notBefore = 0): KeyCandidate {
  const publicKey = { type: 'rsa', bits: 2048, spkiSha256: id } as KeyCandidate['key'];
  const certificate = { subject, sha1: id, notBefore, notAfter: NOON, key: publicKey } as Certificate;
  return { key: publicKey, certificate, source, from: source };
}

describe('signature/absent', () => {
  test('a signature over the assertion protects it', () => {
    expect(run('signature/absent', SIGNED, FACTS, (d) => [evidence(d)])[0]?.outcome.verdict).toBe('pass');
  });

  test('a signature over the response protects it too', () => {
    const results = run('signature/absent', SIGNED, FACTS, (d) => [evidence(d, { parent: d.root }, d.root)]);
    expect(results[0]?.outcome.verdict).toBe('pass');
  });

  test('a broken signature on it is for another check to tell', () => {
    const broken = (d: XmlDocument) => [evidence(d, { outcome: 'digest-mismatch', covers: [] })];
    expect(run('signature/absent', SIGNED, FACTS, broken)[0]?.outcome.verdict).toBe('pass');
  });

  test('a signature over another assertion does not', () => {
    const forged = ASSERTION.replace('_assertion', '_forged').replace('alice', 'mallory');
    const xml = SIGNED.replace('</samlp:Status>', `</samlp:Status>${forged}`);
    const failure = failureIn(run('signature/absent', xml, FACTS, (d) => [evidence(d)]));
    expect(failure?.message).toContain('covers Assertion _forged');
    expect(failure?.fail.nearMiss).toContain('Assertion _assertion');
  });

  test('an encrypted assertion keeps its signature to itself', () => {
    const xml = RESPONSE.replace(ASSERTION, `<saml:EncryptedAssertion xmlns:saml="${ns.saml}"/>`);
    expect(run('signature/absent', xml, FACTS)[0]?.outcome).toMatchObject({ verdict: 'skip' });
  });
});

describe('signature/covers-other-element', () => {
  test('names what is signed beside what is read', () => {
    const forged = ASSERTION.replace('_assertion', '_forged').replace('alice', 'mallory');
    const xml = RESPONSE.replace(
      ASSERTION,
      ASSERTION + forged.replace('<saml:Subject>', `${DS}<saml:Subject>`),
    );
    const failure = failureIn(
      run('signature/covers-other-element', xml, FACTS, (d) => [
        evidence(d, {}, elementNamed(d, 'Assertion')),
      ]),
    );
    expect(failure?.message).toBe(
      'The Signature in Assertion _forged signs Assertion _assertion instead; signed is the user alice, read is mallory.',
    );
  });

  test('a signature on its own parent is as it should be', () => {
    const results = run('signature/covers-other-element', SIGNED, FACTS, (d) => [evidence(d)]);
    expect(results[0]?.outcome.verdict).toBe('pass');
  });
});

describe('signature/key-not-trusted', () => {
  const under = key('CN=IdP', 'NEW', 'message', 2);
  const unknown = (d: XmlDocument) => [
    evidence(d, { outcome: 'signer-unknown', value: { state: 'matches', under, tried: [under] } }),
  ];

  test('without a key to compare with it cannot be decided', () => {
    expect(run('signature/key-not-trusted', SIGNED, FACTS, unknown)[0]?.outcome).toEqual({
      verdict: 'unknown',
      missing: ['keys'],
    });
  });

  test('another key under the same name is told as a change of certificate', () => {
    const facts = { ...FACTS, keys: [key('CN=IdP', 'OLD', 'metadata', 1)] };
    const failure = failureIn(run('signature/key-not-trusted', SIGNED, facts, unknown));
    expect(failure?.message).toContain('SHA-1 NEW');
    expect(failure?.message).toContain('SHA-1 OLD');
    expect(failure?.fail.nearMiss).toContain('newer');
  });

  test("a tenant-wide key beside the application's own is told as the wrong metadata", () => {
    const own = key('CN=Microsoft Azure Federated SSO Certificate', 'OWN', 'message');
    const facts = { ...FACTS, keys: [key('CN=accounts.accesscontrol.windows.net', 'WIDE', 'metadata')] };
    const failure = failureIn(
      run('signature/key-not-trusted', SIGNED, facts, (d) => [
        evidence(d, { outcome: 'signer-unknown', value: { state: 'matches', under: own, tried: [own] } }),
      ]),
    );
    expect(failure?.fail.nearMiss).toContain('?appid=');
  });

  test('a signature under a known key asks for nothing', () => {
    expect(
      run('signature/key-not-trusted', SIGNED, { skewMs: 0 }, (d) => [evidence(d)])[0]?.outcome.verdict,
    ).toBe('skip');
  });
});

describe('signatures that do not hold', () => {
  test('signature/digest-mismatch sets the two digests side by side', () => {
    const failure = failureIn(
      run('signature/digest-mismatch', SIGNED, FACTS, (d) => {
        const whole = evidence(d, { outcome: 'digest-mismatch', covers: [] });
        return [
          {
            ...whole,
            references: whole.references.map((one) => ({ ...one, matches: false, digestComputed: 'CCCC' })),
          },
        ];
      }),
    );
    expect(failure?.fail).toMatchObject({ expected: 'AAAA', actual: 'CCCC' });
    expect(failure?.message).toContain('Assertion _assertion');
  });

  test('signature/value-mismatch names the keys tried', () => {
    const failure = failureIn(
      run('signature/value-mismatch', SIGNED, FACTS, (d) => [
        evidence(d, {
          outcome: 'value-mismatch',
          covers: [],
          value: { state: 'differs', tried: [key('CN=IdP', 'OLD', 'given')] },
        }),
      ]),
    );
    expect(failure?.message).toContain('CN=IdP (SHA-1 OLD)');
  });

  test('signature/undecidable lists the reasons', () => {
    const failure = failureIn(
      run('signature/undecidable', SIGNED, FACTS, (d) => [
        evidence(d, {
          outcome: 'undecidable',
          covers: [],
          problems: [
            { code: 'refused-transform', message: 'XSLT is refused.', at: elementNamed(d, 'Reference') },
          ],
        }),
      ]),
    );
    expect(failure?.message).toBe(
      'The Signature on Assertion _assertion could not be decided: XSLT is refused.',
    );
  });

  test('where only a key is lacking, that is asked for instead', () => {
    const keyless = (d: XmlDocument) => [
      evidence(d, {
        outcome: 'undecidable',
        covers: [],
        problems: [
          { code: 'no-key' as const, message: 'There is no key.', at: elementNamed(d, 'Signature') },
        ],
      }),
    ];
    expect(run('signature/undecidable', SIGNED, FACTS, keyless)[0]?.outcome.verdict).toBe('skip');
    expect(run('signature/key-not-trusted', SIGNED, FACTS, keyless)[0]?.outcome.verdict).toBe('unknown');
  });

  test('signature/weak-algorithm says what is weak and why', () => {
    const failure = failureIn(
      run('signature/weak-algorithm', SIGNED, FACTS, (d) => [
        evidence(d, {
          signatureMethod: {
            uri: 'u',
            name: 'rsa-sha1',
            at: elementNamed(d, 'SignedInfo'),
            supported: true,
            weakness: 'SHA-1 collides',
          },
        }),
      ]),
    );
    expect(failure?.message).toBe('The Signature on Assertion _assertion uses rsa-sha1 (SHA-1 collides).');
  });

  test('certificate/expired counts from the moment judged', () => {
    const under = key('CN=IdP', 'OLD', 'metadata');
    const known = (d: XmlDocument) => [evidence(d, { value: { state: 'matches', under, tried: [under] } })];
    const late = run('certificate/expired', SIGNED, { ...FACTS, now: NOON + 86_400_000 }, known);
    expect(failureIn(late)?.message).toContain('2026-01-01T12:00:00Z, 1 d before');
    expect(run('certificate/expired', SIGNED, { ...FACTS, now: NOON }, known)[0]?.outcome.verdict).toBe(
      'pass',
    );
  });
});

describe('a refusal by Entra ID', () => {
  const refusal = (text: string) =>
    failureIn(
      run(
        'response/status-not-success',
        RESPONSE.replace('status:Success"/>', 'status:Responder"/>').replace(
          '</samlp:Status>',
          `<samlp:StatusMessage>${text}</samlp:StatusMessage></samlp:Status>`,
        ),
        FACTS,
      ),
    );

  test('is explained by its code', () => {
    const failure = refusal('AADSTS50105: The signed in user is not assigned.\r\nTrace ID: 1');
    expect(failure?.message).toContain('AADSTS50105: The signed in user is not assigned. Trace ID: 1');
    expect(failure?.fail.nearMiss).toContain('not assigned to the application');
    expect(failure?.fail.remedies?.[0]?.do).toContain('nested groups do not count');
  });

  test('is not explained by a code that merely begins alike', () => {
    const failure = refusal('AADSTS500110: something else');
    expect(failure?.fail.nearMiss).toBeUndefined();
    expect(failure?.fail.remedies?.[0]?.do).toContain('code=500110');
  });
});

describe('a capture that is cut short', () => {
  const cut = RESPONSE.slice(0, RESPONSE.indexOf('<saml:NameID>'));
  const ids = checks.map(({ id }) => id).filter((id) => /-missing$|\/missing$|absent$/.test(id));

  test.each(ids)('%s does not take what was not read for missing', (id) => {
    const verdicts = run(id, cut, AT_AWS).map(({ outcome }) => outcome.verdict);
    expect(verdicts).not.toContain('fail');
  });
});
