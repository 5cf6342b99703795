import { describe, expect, test } from 'vitest';
import type {
  AuthnRequest,
  LogoutRequest,
  LogoutResponse,
  Response,
  SamlMessage,
} from '../../src/saml/model.ts';
import { readSamlMessage } from '../../src/saml/read-message.ts';
import { rootOf } from '../xml/reading.ts';
import {
  ASSERTION,
  AUTHN_REQUEST,
  LOGOUT_REQUEST,
  LOGOUT_RESPONSE,
  NAMESPACES,
  RESPONSE,
} from './messages.ts';

function messageIn(xml: string): SamlMessage {
  const message = readSamlMessage(rootOf(xml), []);
  if (!message) throw new Error('no SAML message');
  return message;
}

const soap = (body: string, header = '', uri = 'http://schemas.xmlsoap.org/soap/envelope/') =>
  `<S:Envelope xmlns:S="${uri}">${header}<S:Body>${body}</S:Body></S:Envelope>`;
const artifactResponse = (inside: string) =>
  `<samlp:ArtifactResponse ${NAMESPACES} ID="_x" IssueInstant="2026-01-01T00:00:00Z"><saml:Issuer>https://idp.example</saml:Issuer>
   <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inside}</samlp:ArtifactResponse>`;

// [what, XML, kind, local name of the message's element]
const kinds = [
  ['a Response', RESPONSE, 'response', 'Response'],
  ['an Assertion', ASSERTION, 'assertion', 'Assertion'],
  ['an AuthnRequest', AUTHN_REQUEST, 'authn-request', 'AuthnRequest'],
  ['a LogoutRequest', LOGOUT_REQUEST, 'logout-request', 'LogoutRequest'],
  ['a LogoutResponse', LOGOUT_RESPONSE, 'logout-response', 'LogoutResponse'],
  ['a Response in an ArtifactResponse', artifactResponse(RESPONSE), 'response', 'Response'],
  ['a LogoutRequest in SOAP', soap(LOGOUT_REQUEST), 'logout-request', 'LogoutRequest'],
  ['a Response in an ArtifactResponse in SOAP', soap(artifactResponse(RESPONSE)), 'response', 'Response'],
  [
    'a Response in SOAP 1.2',
    soap(RESPONSE, '', 'http://www.w3.org/2003/05/soap-envelope'),
    'response',
    'Response',
  ],
  [
    'a Response of the ECP profile, which puts another Response into the header',
    soap(
      RESPONSE,
      '<S:Header><ecp:Response xmlns:ecp="urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp" AssertionConsumerServiceURL="https://sp.example"/></S:Header>',
    ),
    'response',
    'Response',
  ],
] as const;

describe('readSamlMessage', () => {
  test.each(kinds)('reads %s', (_, xml, kind, localName) => {
    const message = messageIn(xml);
    expect(message.kind).toBe(kind);
    expect(message.element.localName).toBe(localName);
    expect(message.document.root).toBe(message.element.document.root);
  });

  test.each([
    ['another element of the protocol', `<samlp:NameIDMappingRequest ${NAMESPACES}/>`],
    ['an ArtifactResponse with nothing in it', artifactResponse('')],
    ['the same names in no namespace', '<Response/>'],
    ['an Assertion in the namespace of the protocol', `<samlp:Assertion ${NAMESPACES}/>`],
    ['an empty SOAP envelope', soap('')],
    ['a SOAP envelope in no namespace', '<Envelope><Body/></Envelope>'],
  ])('does not read %s', (_, xml) => {
    expect(readSamlMessage(rootOf(xml), [])).toBeUndefined();
  });

  test('hands the signatures on, to the message and its assertions', () => {
    const signatures: never[] = [];
    const message = readSamlMessage(rootOf(RESPONSE), signatures) as Response;
    expect(message.signatures).toBe(signatures);
    expect(message.assertions[0]?.signatures).toBe(signatures);
  });
});

describe('a Response', () => {
  const response = messageIn(RESPONSE) as Response;

  test('itself', () => {
    expect(response.id?.value).toBe('_r');
    expect(response.version?.value).toBe('2.0');
    expect(response.issueInstant?.raw).toBe('2026-01-01T00:00:01Z');
    expect(response.destination?.value).toBe('https://sp.example/acs');
    expect(response.consent?.value).toBe('urn:consent');
    expect(response.inResponseTo?.value).toBe('_q');
    expect(response.issuer?.value).toBe('https://idp.example');
    expect(response.issuer?.format).toBeUndefined();
  });

  test('its status, nested codes in order', () => {
    expect(response.status?.codes.map(({ value }) => value)).toEqual([
      'urn:oasis:names:tc:SAML:2.0:status:Responder',
      'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed',
      'urn:third',
    ]);
    expect(response.status?.message?.value).toBe('AADSTS50105');
    expect(response.status?.detail?.localName).toBe('StatusDetail');
  });

  test('its assertions, which know it', () => {
    expect(response.assertions.map(({ id }) => id?.value)).toEqual(['_a']);
    expect(response.assertions[0]?.response).toBe(response);
    expect(response.encryptedAssertions).toHaveLength(1);
  });

  test('its instants, every one and in document order', () => {
    expect(
      response.instants.map(({ at, raw }) => `${at.owner.localName} ${at.name} ${raw.slice(17, 19)}`),
    ).toEqual([
      'Response IssueInstant 01',
      'Assertion IssueInstant 02',
      'SubjectConfirmationData NotBefore 03',
      'SubjectConfirmationData NotOnOrAfter 04',
      'Conditions NotBefore 05',
      'Conditions NotOnOrAfter 06',
      'AuthnStatement AuthnInstant 07',
      'AuthnStatement SessionNotOnOrAfter 08',
    ]);
  });

  test('has only the assertions that are its children', () => {
    const wrapped = messageIn(`<samlp:Response ${NAMESPACES}>
      <samlp:Extensions><saml:Assertion ID="_deep"/></samlp:Extensions>
      <saml:Assertion ID="_1"/><Assertion ID="_no-namespace"/><saml:Assertion ID="_2"/>
    </samlp:Response>`) as Response;
    expect(wrapped.assertions.map(({ id }) => id?.value)).toEqual(['_1', '_2']);
  });

  test('counts the instants of an envelope round it, and of no other specification', () => {
    const message = messageIn(
      soap(
        artifactResponse(RESPONSE),
        '<S:Header><x:T xmlns:x="urn:x" IssueInstant="yesterday" NotBefore="now"/></S:Header>',
      ),
    );
    expect(message.instants).toHaveLength(9);
    expect(message.instants[0]?.at.owner.localName).toBe('ArtifactResponse');
  });
});

test('an AuthnRequest', () => {
  const request = messageIn(AUTHN_REQUEST) as AuthnRequest;
  expect([
    request.id?.value,
    request.issuer?.value,
    request.destination?.value,
    request.forceAuthn?.value,
    request.isPassive?.value,
    request.protocolBinding?.value,
    request.assertionConsumerServiceURL?.value,
    request.assertionConsumerServiceIndex?.value,
    request.attributeConsumingServiceIndex?.value,
    request.providerName?.value,
  ]).toEqual([
    '_q',
    'https://sp.example',
    'https://idp.example/sso',
    'true',
    'false',
    'urn:binding',
    'https://sp.example/acs',
    '1',
    '2',
    'Example',
  ]);
  expect(request.nameIdPolicy?.format?.value).toBe('urn:f');
  expect(request.nameIdPolicy?.spNameQualifier?.value).toBe('urn:q');
  expect(request.nameIdPolicy?.allowCreate?.value).toBe('1');
  expect(request.requestedAuthnContext?.comparison?.value).toBe('minimum');
  expect(request.requestedAuthnContext?.classRefs.map(({ value }) => value)).toEqual(['urn:c1', 'urn:c2']);
  expect(request.subject?.nameId?.value).toBe('bob');
  expect(request.conditions?.audienceRestrictions).toHaveLength(1);
});

test('a LogoutRequest', () => {
  const request = messageIn(LOGOUT_REQUEST) as LogoutRequest;
  expect(request.reason?.value).toBe('urn:oasis:names:tc:SAML:2.0:logout:user');
  expect(request.notOnOrAfter?.raw).toBe('2026-01-01T00:00:02Z');
  expect(request.nameId?.value).toBe('alice');
  expect(request.encryptedId).toBeUndefined();
  expect(request.sessionIndexes.map(({ value }) => value)).toEqual(['_s1', '_s2']);
});

test('a LogoutResponse', () => {
  const response = messageIn(LOGOUT_RESPONSE) as LogoutResponse;
  expect(response.inResponseTo?.value).toBe('_l');
  expect(response.status?.codes.map(({ value }) => value)).toEqual([
    'urn:oasis:names:tc:SAML:2.0:status:Success',
  ]);
  expect(response.status?.message).toBeUndefined();
});
