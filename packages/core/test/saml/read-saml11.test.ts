import { describe, expect, test } from 'vitest';
import { buildAssertion11, wrapInResponse11, wrapInTokenResponse } from '../../../testkit/src/saml11.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import type { Saml11Message } from '../../src/saml/model11.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { read } from '../xml/reading.ts';

const ISSUED = '2026-03-02T09:30:00.000Z';
const ASSERTION = buildAssertion11({
  issueInstant: ISSUED,
  issuer: 'http://adfs.example.com/adfs/services/trust',
  audience: 'https://app.example.com/',
  attributes: { upn: 'ana@example.com' },
});

function messageIn(xml: string): Saml11Message {
  return readMessage(read(xml), []) as Saml11Message;
}

function tokenResponse(token: string): string {
  return wrapInTokenResponse(token, { issueInstant: ISSUED, appliesTo: 'https://app.example.com/' });
}

describe('SAML 1.1 is read in its own terms', () => {
  test('an assertion', () => {
    const message = messageIn(ASSERTION);
    expect(message).toMatchObject({ kind: 'saml-1.1', carrier: 'assertion', appliesTo: undefined });
    expect(message.assertions).toHaveLength(1);
    expect(message.assertions[0]).toMatchObject({
      issuer: { value: 'http://adfs.example.com/adfs/services/trust' },
      majorVersion: { value: '1' },
      minorVersion: { value: '1' },
      issueInstant: { raw: ISSUED, form: 'utc' },
      conditions: {
        notBefore: { raw: ISSUED },
        notOnOrAfter: { raw: '2026-03-02T10:30:00.000Z' },
        audienceRestrictions: [{ audiences: [{ value: 'https://app.example.com/' }] }],
      },
      authentications: [
        {
          authenticationMethod: { value: 'urn:oasis:names:tc:SAML:1.0:am:password' },
          authenticationInstant: { raw: ISSUED },
        },
      ],
    });
    expect(message.assertions[0]?.subjects.map((one) => one.nameIdentifier?.value)).toEqual([
      'ana.silva@example.com',
      'ana.silva@example.com',
    ]);
    expect(
      message.assertions[0]?.attributes.map((one) => [one.attributeName?.value, one.values[0]?.value]),
    ).toEqual([
      ['name', 'ana.silva@example.com'],
      ['upn', 'ana@example.com'],
    ]);
  });

  test('a Response, with its codes as they are written', () => {
    const xml = wrapInResponse11(ASSERTION, {
      seed: 'a',
      issueInstant: ISSUED,
      recipient: 'https://app.example.com/acs',
      status: 'samlp:Requester',
    });
    expect(messageIn(xml)).toMatchObject({
      carrier: 'response',
      recipient: { value: 'https://app.example.com/acs' },
      statusCodes: [{ value: 'samlp:Requester' }],
      assertions: [{ subjects: [{}, {}] }],
    });
  });

  test.each([
    ['what WS-Federation posts', tokenResponse(ASSERTION)],
    [
      'a collection of WS-Trust 1.3',
      `<t:RequestSecurityTokenResponseCollection xmlns:t="${ns.wst}">${tokenResponse(ASSERTION).replaceAll(ns.wst05, ns.wst)}</t:RequestSecurityTokenResponseCollection>`,
    ],
    ['SOAP', `<S:Envelope xmlns:S="${ns.soap}"><S:Body>${tokenResponse(ASSERTION)}</S:Body></S:Envelope>`],
  ])('the token in %s', (_, xml) => {
    const message = messageIn(xml);
    expect(message).toMatchObject({ kind: 'saml-1.1', carrier: 'token-response' });
    expect(message.element.localName).toBe('Assertion');
    expect(message.appliesTo?.value).toBe('https://app.example.com/');
  });

  test('what an assertion may hold beside the usual', () => {
    const key = '<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';
    const decision =
      '<saml:AuthorizationDecisionStatement Resource="urn:r" Decision="Permit"><saml:Subject/><saml:Action>Read</saml:Action></saml:AuthorizationDecisionStatement>';
    const xml = ASSERTION.replace('</saml:Conditions>', '<saml:DoNotCacheCondition/><x xmlns="urn:x"/>$&')
      .replace('</saml:SubjectConfirmation>', `${key}$&`)
      .replace('<saml:AttributeStatement>', `${decision}$&`)
      .replace('</saml:AuthenticationStatement>', '<saml:AuthorityBinding/>$&');
    const [assertion] = messageIn(xml).assertions;
    expect(assertion?.conditions?.doNotCache).toHaveLength(1);
    expect(assertion?.conditions?.others.map(({ name }) => name)).toEqual(['x']);
    expect(assertion?.decisions).toMatchObject([
      { decision: { value: 'Permit' }, actions: [{ value: 'Read' }] },
    ]);
    expect(assertion?.subjects.filter(({ keyInfo }) => keyInfo)).toHaveLength(1);
    expect(assertion?.authentications[0]?.authorityBindings).toHaveLength(1);
  });

  test('its times are instants like those of SAML 2.0', () => {
    expect(messageIn(tokenResponse(ASSERTION)).instants.map(({ at }) => at.name)).toEqual([
      'IssueInstant',
      'NotBefore',
      'NotOnOrAfter',
      'AuthenticationInstant',
    ]);
  });

  test('whatever is missing is undefined', () => {
    expect(messageIn(`<Assertion xmlns="${ns.saml11}"/>`).assertions[0]).toMatchObject({
      issuer: undefined,
      assertionId: undefined,
      conditions: undefined,
      subjects: [],
      attributes: [],
    });
  });
});

test('a SAML 2.0 assertion by WS-Federation is an assertion alone', () => {
  const xml = tokenResponse(`<Assertion xmlns="${ns.saml}" ID="_a"/>`);
  expect(readMessage(read(xml), [])).toMatchObject({ kind: 'assertion', assertion: { id: { value: '_a' } } });
});
