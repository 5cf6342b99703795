import { describe, expect, test } from 'vitest';
import { type DialectName, dialects } from '../../../testkit/src/dialects.ts';
import { buildResponse } from '../../../testkit/src/response.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import { fingerprint } from '../../src/vendors/fingerprint.ts';
import { identityProviders, recogniseIdentityProvider } from '../../src/vendors/recognise.ts';
import { parseXml } from '../../src/xml/parse.ts';

function messageOf(xml: string) {
  const document = parseXml({ name: 'test', text: xml, steps: [] });
  return readMessage(document, examineSignatures(document, []));
}

/** A response whose Issuer tells nothing. */
function anonymous(dialect: DialectName, change: (xml: string) => string = (xml) => xml): string {
  return change(
    buildResponse({
      dialect,
      seed: 'fingerprint',
      issueInstant: '2026-03-02T09:30:00Z',
      issuer: 'https://login.example.com',
      acsUrl: 'https://sp.example/acs',
      audience: 'https://sp.example',
    }),
  );
}

describe('a dialect without its Issuer', () => {
  // The kit's keys are not those of the products, so that a certificate speaks only for Entra ID.
  test.each([
    ['entra', 'entra'],
    ['okta', 'okta'],
    ['keycloak', 'keycloak'],
    ['adfs', 'adfs'],
    ['shibboleth', undefined],
    ['google', undefined],
    ['onelogin', undefined],
  ] as const)('%s is told as %s', (dialect, vendorId) => {
    expect(fingerprint(messageOf(anonymous(dialect)))?.vendorId).toBe(vendorId);
  });

  test('is none where what told it is taken away', () => {
    const xml = anonymous('okta', (text) => text.replaceAll(/ ID="id\d+"/g, ' ID="_abc"'));
    expect(fingerprint(messageOf(xml))).toBeUndefined();
  });
});

test('SimpleSAMLphp and PySAML2 are told by IDs and prefixes, PingFederate not without its signature', () => {
  const made = (id: string, protocol: string, assertion: string, window: [string, string]) =>
    messageOf(
      `<${protocol}:Response xmlns:${protocol}="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:${assertion}="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="2026-03-02T09:30:00Z"><${assertion}:Assertion ID="${id}" Version="2.0" IssueInstant="2026-03-02T09:30:00Z"><${assertion}:Subject><${assertion}:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><${assertion}:SubjectConfirmationData NotOnOrAfter="2026-03-02T09:35:00Z"/></${assertion}:SubjectConfirmation></${assertion}:Subject><${assertion}:Conditions NotBefore="${window[0]}" NotOnOrAfter="${window[1]}"/><${assertion}:AuthnStatement AuthnInstant="2026-03-02T09:30:00Z" SessionNotOnOrAfter="2026-03-02T17:30:00Z"/></${assertion}:Assertion></${protocol}:Response>`,
    );
  const five: [string, string] = ['2026-03-02T09:25:00Z', '2026-03-02T09:35:00Z'];
  expect(
    fingerprint(made(`_${'0a'.repeat(21)}`, 'samlp', 'saml', ['2026-03-02T09:29:30Z', five[1]]))?.vendorId,
  ).toBe('simplesamlphp');
  expect(fingerprint(made('id-a1B2c3D4e5F6g7H8i', 'ns0', 'ns1', five))?.vendorId).toBe('pysaml2');
  expect(fingerprint(made('V_lbTv5amBN3WRxU5sfC._QOAuV', 'samlp', 'saml', five))?.vendorId).toBeUndefined();
});

test('an Issuer and a sign-on URL tell more than habits', () => {
  const message = messageOf(anonymous('keycloak'));
  expect(recogniseIdentityProvider('http://www.okta.com/exk1', undefined, { message })?.vendor.id).toBe(
    'okta',
  );
  const signOnUrls = ['https://sso.jumpcloud.com/saml2/app'];
  expect(recogniseIdentityProvider('x', undefined, { message, signOnUrls })?.vendor.id).toBe('jumpcloud');
  const match = recogniseIdentityProvider('x', undefined, { message });
  expect(match?.vendor.id).toBe('keycloak');
  expect(match?.by).toMatch(/^the habits of its messages, which prove nothing: IDs such as ID_<uuid>; /);
});

// [sign-on URL, vendor]
test.each([
  [dialects.entra.singleSignOn, 'entra'],
  ['https://login.microsoftonline.us/common/saml2', 'entra'],
  [dialects.okta.singleSignOn, 'okta'],
  [dialects.adfs.singleSignOn, 'adfs'],
  [dialects.google.singleSignOn, 'google'],
  [dialects.keycloak.singleSignOn, 'keycloak'],
  [dialects.shibboleth.singleSignOn, 'shibboleth'],
  [dialects.onelogin.singleSignOn, 'onelogin'],
  ['https://sso.jumpcloud.com/saml2/example', 'jumpcloud'],
  ['https://sso.example.com/idp/SSO.saml2', 'pingfederate'],
  ['http://oam.example.com:14100/oamfed/idp/samlv20', 'oracle-oam'],
  ['https://auth.pingone.eu/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/saml20/idp/sso', 'pingone'],
  ['https://example.eu.auth0.com/samlp/AbCdEf', 'auth0'],
  ['https://idp.example.org/simplesaml/saml2/idp/SSOService.php', 'simplesamlphp'],
  ['https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/ABCdef123', 'aws-identity-center-idp'],
  ['https://acme.b2clogin.com/acme.onmicrosoft.com/B2C_1A_signup_saml/samlp/sso/login', 'azure-b2c'],
])('requests to %s go to %s, and no other', (url, id) => {
  expect(recogniseIdentityProvider(undefined, undefined, { signOnUrls: [url] })?.vendor.id).toBe(id);
  expect(identityProviders.filter(({ signOn }) => signOn?.test(url))).toHaveLength(1);
});
