import { describe, expect, test } from 'vitest';
import { readAssertion } from '../../src/saml/read-assertion.ts';
import { rootOf } from '../xml/reading.ts';
import { ASSERTION, NAMESPACES } from './messages.ts';

const assertionIn = (inside: string) =>
  readAssertion(rootOf(`<saml:Assertion ${NAMESPACES}>${inside}</saml:Assertion>`), undefined, []);

describe('a complete assertion', () => {
  const element = rootOf(ASSERTION);
  const assertion = readAssertion(element, undefined, []);

  test('itself', () => {
    expect(assertion.element).toBe(element);
    expect(assertion.response).toBeUndefined();
    expect(assertion.id?.value).toBe('_a');
    expect(assertion.version?.value).toBe('2.0');
    expect(assertion.issueInstant?.raw).toBe('2026-01-01T00:00:02Z');
    expect(assertion.issuer?.value).toBe('https://idp.example');
    expect(assertion.issuer?.format?.value).toBe('urn:oasis:names:tc:SAML:2.0:nameid-format:entity');
    expect(assertion.advice?.localName).toBe('Advice');
  });

  test('its subject', () => {
    const { nameId, baseId, encryptedId } = assertion.subject ?? {};
    expect(nameId?.value).toBe('alice');
    expect(nameId?.raw).toBe(' alice ');
    expect(nameId?.format?.value).toBe('urn:f');
    expect(nameId?.nameQualifier?.value).toBe('urn:nq');
    expect(nameId?.spNameQualifier?.value).toBe('urn:spnq');
    expect(nameId?.spProvidedId?.value).toBe('spid');
    expect([baseId, encryptedId]).toEqual([undefined, undefined]);
  });

  test('its confirmations, each of which knows the assertion', () => {
    const [bearer, vouched, none] = assertion.subject?.confirmations ?? [];
    expect(none).toBeUndefined();
    expect(bearer?.assertion).toBe(assertion);
    expect(bearer?.method?.value).toBe('urn:oasis:names:tc:SAML:2.0:cm:bearer');
    expect(bearer?.data?.localName).toBe('SubjectConfirmationData');
    expect(bearer?.notBefore?.raw).toBe('2026-01-01T00:00:03Z');
    expect(bearer?.notOnOrAfter?.raw).toBe('2026-01-01T00:00:04Z');
    expect(bearer?.recipient?.value).toBe('https://sp.example/acs');
    expect(bearer?.inResponseTo?.value).toBe('_q');
    expect(bearer?.address?.value).toBe('192.0.2.1');
    expect(vouched?.method?.value).toBe('urn:oasis:names:tc:SAML:2.0:cm:sender-vouches');
    expect(vouched?.data).toBeUndefined();
    expect(vouched?.recipient).toBeUndefined();
  });

  test('its conditions', () => {
    const { conditions } = assertion;
    expect(conditions?.notBefore?.raw).toBe('2026-01-01T00:00:05Z');
    expect(conditions?.notOnOrAfter?.raw).toBe('2026-01-01T00:00:06Z');
    expect(
      conditions?.audienceRestrictions.map(({ audiences }) => audiences.map(({ value }) => value)),
    ).toEqual([['urn:one', 'urn:two'], ['urn:three']]);
    expect(conditions?.oneTimeUse?.localName).toBe('OneTimeUse');
    expect(conditions?.proxyRestriction?.localName).toBe('ProxyRestriction');
    expect(conditions?.others.map(({ name }) => name)).toEqual(['x:Own']);
  });

  test('its authentication', () => {
    const [statement] = assertion.authnStatements;
    expect(statement?.authnInstant?.raw).toBe('2026-01-01T00:00:07Z');
    expect(statement?.sessionIndex?.value).toBe('_s');
    expect(statement?.sessionNotOnOrAfter?.raw).toBe('2026-01-01T00:00:08Z');
    expect(statement?.classRef?.value).toBe('urn:class');
    expect(statement?.declRef?.value).toBe('urn:decl');
    expect(statement?.authenticatingAuthorities.map(({ value }) => value)).toEqual([
      'https://upstream.example',
    ]);
    expect(statement?.subjectLocalityAddress?.value).toBe('192.0.2.2');
  });

  test('its attributes, those of every statement in one list', () => {
    const [mail, id] = assertion.attributes;
    expect(assertion.attributes).toHaveLength(2);
    expect([mail?.name?.value, mail?.nameFormat?.value, mail?.friendlyName?.value]).toEqual([
      'mail',
      'urn:nf',
      'E-mail',
    ]);
    expect(
      mail?.values.map(({ value, nil, structured, type }) => [value, nil, structured, type?.value]),
    ).toEqual([
      ['a@b.example', false, false, 'xs:string'],
      ['', true, false, undefined],
    ]);
    expect(id?.values.map(({ value, structured }) => [value, structured])).toEqual([['deep', true]]);
    expect(assertion.encryptedAttributes).toHaveLength(1);
  });

  test('its authorization decision', () => {
    const [decision] = assertion.authzDecisionStatements;
    expect(decision?.resource?.value).toBe('https://r.example');
    expect(decision?.decision?.value).toBe('Permit');
    expect(decision?.actions.map(({ value }) => value)).toEqual(['Read']);
  });
});

describe('an assertion that is not as it should be', () => {
  test('may be empty', () => {
    const assertion = assertionIn('');
    expect([assertion.id, assertion.issuer, assertion.subject, assertion.conditions]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(assertion.attributes).toEqual([]);
  });

  test('has the first of what it repeats', () => {
    const assertion = assertionIn(`
      <saml:Issuer>first</saml:Issuer><saml:Issuer>second</saml:Issuer>
      <saml:Subject><saml:NameID>one</saml:NameID><saml:NameID>two</saml:NameID></saml:Subject>
      <saml:Subject><saml:NameID>three</saml:NameID></saml:Subject>`);
    expect(assertion.issuer?.value).toBe('first');
    expect(assertion.subject?.nameId?.value).toBe('one');
  });

  test('does not take an element of another namespace for its own', () => {
    const assertion = assertionIn(`
      <samlp:Issuer>protocol</samlp:Issuer><Issuer>none</Issuer>
      <Conditions><Audience>none</Audience></Conditions>
      <saml:Subject><NameID>none</NameID></saml:Subject>`);
    expect(assertion.issuer).toBeUndefined();
    expect(assertion.conditions).toBeUndefined();
    expect(assertion.subject?.nameId).toBeUndefined();
  });

  test('identifies its subject by BaseID or EncryptedID', () => {
    expect(assertionIn('<saml:Subject><saml:BaseID/></saml:Subject>').subject?.baseId).toBeDefined();
    expect(
      assertionIn('<saml:Subject><saml:EncryptedID/></saml:Subject>').subject?.encryptedId,
    ).toBeDefined();
  });

  test('does not take what stands in Advice or deeper for its own', () => {
    const assertion = assertionIn(
      '<saml:Advice><saml:Assertion><saml:Issuer>inner</saml:Issuer></saml:Assertion></saml:Advice>',
    );
    expect(assertion.issuer).toBeUndefined();
  });
});
