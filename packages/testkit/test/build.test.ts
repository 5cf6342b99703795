import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseXml } from '../../core/src/xml/parse.ts';
import {
  autoPostPage,
  awsAttributes,
  buildAuthnRequest,
  buildAwsMetadata,
  buildEntityDescriptor,
  buildEntraMetadata,
  buildLogoutRequest,
  buildLogoutResponse,
  buildResponse,
  type DialectName,
  dialects,
  encodePost,
  encodeRedirect,
  encryptAssertion,
  formBody,
  logoutRequestId,
  testKeys,
} from '../src/index.ts';
import { isInstalled, xmllint } from './verify.ts';

const schemas = fileURLToPath(new URL('../../../../shared/reference/xsd/', import.meta.url));
const withSchemas = isInstalled('xmllint') && existsSync(schemas);
if (!withSchemas)
  console.log('xmllint or the SAML schemas are not here: nothing is held against the schemas.');

const issueInstant = '2026-03-02T09:30:00Z';
const response = (dialect: DialectName) =>
  buildResponse({
    dialect,
    issueInstant,
    acsUrl: 'https://signin.aws.amazon.com/saml',
    audience: 'urn:amazon:webservices',
    attributes: { ...awsAttributes({}), note: ['a & b', '<c>'] },
  });

const messages: readonly (readonly [why: string, xml: string])[] = [
  ...(Object.keys(dialects) as DialectName[]).map((dialect) => [dialect, response(dialect)] as const),
  [
    'refusal',
    buildResponse({
      dialect: 'okta',
      issueInstant,
      acsUrl: 'https://a/',
      audience: 'a:b',
      status: ['Responder', 'AuthnFailed'],
      statusMessage: '<no>',
      withoutAssertion: true,
    }),
  ],
  ['encrypted', encryptAssertion(response('shibboleth'), { for: testKeys.other })],
  [
    'AuthnRequest',
    buildAuthnRequest({
      issueInstant,
      issuer: 'https://sp.example.com/',
      acsUrl: 'https://sp.example.com/acs',
      destination: 'https://idp.example.com/sso',
      forceAuthn: true,
      isPassive: false,
      nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      authnContext: { comparison: 'exact', classes: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
      key: testKeys.other,
    }),
  ],
  [
    'LogoutRequest',
    buildLogoutRequest({
      dialect: 'keycloak',
      issueInstant,
      destination: 'https://sp.example.com/slo',
      notOnOrAfter: issueInstant,
      reason: 'urn:oasis:names:tc:SAML:2.0:logout:user',
      sessionIndex: '_1',
    }),
  ],
  [
    'LogoutResponse',
    buildLogoutResponse({
      dialect: 'okta',
      issueInstant,
      destination: 'https://sp.example.com/slo',
      inResponseTo: logoutRequestId('okta'),
    }),
  ],
];

describe.each(messages)('%s', (_why, xml) => {
  test('is well-formed', () => {
    expect(problemOf(xml)).toBeUndefined();
  });

  test.skipIf(!withSchemas)('is valid by the schema of the protocol', () => {
    expect(xmllint(xml, `${schemas}saml-schema-protocol-2.0.xsd`)).toBe('');
  });
});

const metadata: readonly (readonly [why: string, xml: string])[] = [
  ['AWS', buildAwsMetadata({ validUntil: issueInstant })],
  [
    'a service provider',
    buildEntityDescriptor({
      entityID: 'https://sp.example.com/',
      seed: 'sp',
      validUntil: issueInstant,
      signedBy: testKeys.other,
      sp: {
        acsUrls: ['https://sp.example.com/acs', 'https://sp.example.com/acs2'],
        signingKeys: [testKeys.other],
        encryptionKeys: [testKeys.other],
        singleLogout: 'https://sp.example.com/slo',
        nameIdFormats: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
        authnRequestsSigned: true,
        wantAssertionsSigned: false,
        requestedAttributes: [{ name: 'mail', required: true }],
      },
    }),
  ],
  [
    'an identity provider',
    buildEntityDescriptor({
      entityID: 'https://idp.example.com/',
      idp: {
        signingKeys: [testKeys.idp, testKeys.ec],
        singleSignOn: 'https://idp.example.com/sso',
        singleLogout: 'https://idp.example.com/slo',
        wantAuthnRequestsSigned: true,
      },
    }),
  ],
];

describe.each(metadata)('metadata of %s', (_why, xml) => {
  test('is well-formed', () => {
    expect(problemOf(xml)).toBeUndefined();
  });

  test.skipIf(!withSchemas)('is valid by the schema of metadata', () => {
    expect(xmllint(xml, `${schemas}saml-schema-metadata-2.0.xsd`)).toBe('');
  });
});

describe('the metadata of Entra ID', () => {
  const xml = buildEntraMetadata({ tenant: 't', keys: [testKeys.entra, testKeys.other] });

  test('begins with a byte order mark and is well-formed after it', () => {
    expect(xml.charCodeAt(0)).toBe(0xfeff);
    expect(problemOf(xml.slice(1))).toBeUndefined();
  });

  test('has its WS-Federation roles before the SAML one, and every key in each', () => {
    expect([...xml.matchAll(/<(RoleDescriptor|IDPSSODescriptor) /g)].map(([, name]) => name)).toEqual([
      'RoleDescriptor',
      'RoleDescriptor',
      'IDPSSODescriptor',
    ]);
    expect(xml.split(testKeys.other.certificateBase64)).toHaveLength(4);
  });
});

test.each(['aes128-cbc', 'aes256-cbc', 'aes256-gcm'] as const)(
  '%s can be decrypted with the key',
  (cipher) => {
    const xml = response('okta');
    const encrypted = encryptAssertion(xml, { for: testKeys.other, cipher });
    const [wrapped = '', data = ''] = [...encrypted.matchAll(/CipherValue>([^<]+)</g)].map(
      ([, value]) => value,
    );
    const key = privateDecrypt(
      { key: testKeys.other.privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING },
      Buffer.from(wrapped, 'base64'),
    );
    const clear = decrypt(cipher, key, Buffer.from(data, 'base64'));
    expect(xml).toContain(clear);
    expect(clear).toMatch(/^<saml2:Assertion .*<\/saml2:Assertion>$/);
  },
);

test('the same description gives the same text, another seed other IDs', () => {
  const build = (seed: string) =>
    buildResponse({ dialect: 'entra', seed, issueInstant, acsUrl: 'https://a/', audience: 'a:b' });
  expect(build('one')).toBe(build('one'));
  expect(/ ID="([^"]+)"/.exec(build('one'))?.[1]).not.toBe(/ ID="([^"]+)"/.exec(build('two'))?.[1]);
});

describe('encodings', () => {
  const xml = '<a b="\u00FC"/>';

  test('POST is base64 of UTF-8', () => {
    expect(Buffer.from(encodePost(xml), 'base64').toString('utf8')).toBe(xml);
  });

  test('a form body is what a browser posts', () => {
    const fields = new URLSearchParams(formBody(xml, 'SAMLResponse', 'a b+c'));
    expect(fields.get('SAMLResponse')).toBe(encodePost(xml));
    expect(fields.get('RelayState')).toBe('a b+c');
  });

  test('Redirect is deflated, in base64 and percent-encoded', () => {
    const url = new URL(encodeRedirect(xml, { location: 'https://a/?x=1', parameter: 'SAMLRequest' }));
    const deflated = Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64');
    expect(inflateRawSync(deflated).toString('utf8')).toBe(xml);
    expect(url.searchParams.get('x')).toBe('1');
  });

  test('a page holds the fields, escaped', () => {
    const page = autoPostPage(xml, 'https://a/?x=1&y=2', 'SAMLResponse', '"quoted"');
    expect(page).toContain('action="https://a/?x=1&amp;y=2"');
    expect(page).toContain(`name="SAMLResponse" value="${encodePost(xml)}"`);
    expect(page).toContain('value="&quot;quoted&quot;"');
  });
});

function problemOf(text: string) {
  return parseXml({ name: 'test', text, steps: [] }).problem;
}

function decrypt(cipher: 'aes128-cbc' | 'aes256-cbc' | 'aes256-gcm', key: Buffer, data: Buffer): string {
  if (cipher === 'aes256-gcm') {
    const gcm = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
    gcm.setAuthTag(data.subarray(-16));
    return gcm.update(data.subarray(12, -16), undefined, 'utf8') + gcm.final('utf8');
  }
  const name = cipher === 'aes128-cbc' ? 'aes-128-cbc' : 'aes-256-cbc';
  const cbc = createDecipheriv(name, key, data.subarray(0, 16));
  return cbc.update(data.subarray(16), undefined, 'utf8') + cbc.final('utf8');
}
