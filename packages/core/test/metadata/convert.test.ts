import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { buildEntityDescriptor, testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { convertMetadata } from '../../src/metadata/convert.ts';
import { conversionTargets } from '../../src/metadata/convert-settings.ts';
import { createMetadata } from '../../src/metadata/create.ts';

const require = createRequire(resolve(import.meta.dirname, '../../../../bench/package.json'));
/** With what has a meaning of its own in each of the languages. */
const ODD = `https://idp.example/it's"$\{x}\\`;
const idp = buildEntityDescriptor({
  entityID: ODD,
  validUntil: '2030-01-01T00:00:00Z',
  idp: {
    signingKeys: [testKeys.idp, testKeys.other],
    singleSignOn: 'https://idp.example/sso?a=1&b=%{c}',
    singleLogout: 'https://idp.example/slo',
    nameIdFormats: ['urn:f:1', 'urn:f:2'],
    wantAuthnRequestsSigned: true,
  },
});
const sp = buildEntityDescriptor({
  entityID: 'https://sp.example/',
  sp: {
    acsUrls: ['https://sp.example/acs', 'https://sp.example/acs2'],
    signingKeys: [testKeys.idp],
    encryptionKeys: [testKeys.other],
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    requestedAttributes: [
      { name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail', required: true },
    ],
    serviceName: 'Service',
  },
});
const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const main = (metadata: string, target: (typeof conversionTargets)[number]) =>
  convertMetadata(metadata, target).files[0].text;

/** What the JavaScript of a conversion passes to the library. */
function run(text: string, name: string): unknown {
  let options: unknown;
  const take = function (this: unknown, given: unknown) {
    options = given;
  };
  const body = text.replace(/^import .*$/m, '').replace(/export const/g, 'const');
  new Function('SAML', 'Strategy', 'samlify', body)(take, take, {
    IdentityProvider: take,
    ServiceProvider: take,
  });
  expect(text).toContain(name);
  return options;
}

describe('settings', () => {
  test('of node-saml and passport-saml are accepted by node-saml', () => {
    const options = run(main(idp, 'node-saml'), '@node-saml/node-saml') as Record<string, unknown>;
    expect(options).toMatchObject({
      idpIssuer: ODD,
      entryPoint: 'https://idp.example/sso?a=1&b=%{c}',
      logoutUrl: 'https://idp.example/slo',
      idpCert: [testKeys.idp.certificateBase64, testKeys.other.certificateBase64],
      identifierFormat: 'urn:f:1',
    });
    expect(run(main(idp, 'passport-saml'), '@node-saml/passport-saml')).toEqual(options);
    const { SAML } = require('@node-saml/node-saml') as {
      SAML: new (options: object) => { options: object };
    };
    const filled = { ...options, privateKey: testKeys.idp.privateKeyPem };
    expect(new SAML(filled).options).toMatchObject(filled);
    expect(run(main(sp, 'node-saml'), 'SAML')).toMatchObject({
      issuer: 'https://sp.example/',
      callbackUrl: 'https://sp.example/acs',
      wantAssertionsSigned: true,
      decryptionPvk: 'FILL IN',
    });
  });

  test('of samlify are accepted by samlify, and give the metadata back', () => {
    const samlify = require('samlify') as Record<
      string,
      (options: object) => { entityMeta: Record<string, (binding?: string) => unknown> }
    >;
    const options = run(main(idp, 'samlify'), 'samlify') as object;
    const entity = samlify['IdentityProvider']?.(options);
    expect(entity?.entityMeta['getEntityID']?.()).toBe(ODD);
    expect(entity?.entityMeta['getSingleSignOnService']?.('redirect')).toBe(
      'https://idp.example/sso?a=1&b=%{c}',
    );
    const service = samlify['ServiceProvider']?.({
      ...(run(main(sp, 'samlify'), 'samlify') as object),
      privateKey: testKeys.idp.privateKeyPem,
    });
    expect(service?.entityMeta['getAssertionConsumerService']?.('post')).toBe('https://sp.example/acs');
  });

  test('of python3-saml are JSON with its fields', () => {
    expect(JSON.parse(main(idp, 'python3-saml'))).toMatchObject({
      strict: true,
      idp: {
        entityId: ODD,
        singleSignOnService: { url: 'https://idp.example/sso?a=1&b=%{c}' },
        x509certMulti: { signing: [testKeys.idp.certificateBase64, testKeys.other.certificateBase64] },
      },
      security: { authnRequestsSigned: true },
    });
    const formatted = sp.replace('<md:RequestedAttribute', `$& NameFormat="${URI}"`);
    expect(JSON.parse(main(formatted, 'python3-saml'))).toMatchObject({
      sp: {
        entityId: 'https://sp.example/',
        attributeConsumingService: {
          serviceName: 'Service',
          requestedAttributes: [{ friendlyName: 'mail', isRequired: true, nameFormat: URI }],
        },
      },
      security: { wantAssertionsSigned: true },
    });
  });

  test('of ruby-saml quote what Ruby would take for more', () => {
    const text = main(idp, 'ruby-saml');
    expect(text).toContain(`settings.idp_entity_id = 'https://idp.example/it\\'s"\${x}\\\\'`);
    expect(text).toContain(`idp_cert_multi = { signing: ['${testKeys.idp.certificateBase64}', `);
    expect(main(sp, 'ruby-saml')).toContain('settings.security[:want_assertions_signed] = true');
  });

  const python = spawnSync('python3', ['-c', 'import yaml']);
  test.skipIf(python.status !== 0)('of Spring are YAML, with the certificates beside', () => {
    for (const [metadata, names] of [
      [idp, ['application.yml', 'idp-1.crt', 'idp-2.crt']],
      [sp, ['application.yml', 'sp-signing.crt', 'sp-encryption.crt']],
    ] as const) {
      const { files } = convertMetadata(metadata, 'spring');
      expect(files.map(({ name }) => name)).toEqual(names);
      const read = spawnSync(
        'python3',
        ['-c', 'import sys,json,yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'],
        {
          input: files[0].text,
          encoding: 'utf8',
        },
      );
      const registration = JSON.parse(read.stdout).spring.security.saml2.relyingparty.registration.idp;
      if (metadata === idp) {
        expect(registration['name-id-format']).toBe('urn:f:1');
        expect(registration.assertingparty).toMatchObject({
          'entity-id': ODD,
          singlesignon: { binding: 'redirect', 'sign-request': true },
          verification: {
            credentials: [
              { 'certificate-location': 'classpath:idp-1.crt' },
              { 'certificate-location': 'classpath:idp-2.crt' },
            ],
          },
        });
      } else {
        expect(registration).toMatchObject({
          'entity-id': 'https://sp.example/',
          acs: { location: 'https://sp.example/acs', binding: 'post' },
          signing: { credentials: [{ 'certificate-location': 'classpath:sp-signing.crt' }] },
          decryption: { credentials: [{ 'certificate-location': 'classpath:sp-encryption.crt' }] },
        });
      }
    }
  });

  test('of Terraform carry the metadata whole', () => {
    const { files, notCarried } = convertMetadata(idp, 'terraform-aws');
    expect(files[0].text).toContain('resource "aws_iam_saml_provider"');
    expect(files[1]?.text).toBe(idp);
    expect(notCarried).toEqual([]);
    expect(() => convertMetadata(sp, 'terraform-aws')).toThrow(/no identity provider/);
  });
});

test('node-saml asks for no format where the metadata names none', async () => {
  const { SAML } = require('@node-saml/node-saml') as {
    SAML: new (options: object) => { getAuthorizeUrlAsync(...given: unknown[]): Promise<string> };
  };
  for (const [metadata, asks] of [
    [sp, false],
    [sp.replace('<md:AssertionConsumerService', '<md:NameIDFormat>urn:f:1</md:NameIDFormat>$&'), true],
  ] as const) {
    const options = run(main(metadata, 'node-saml'), 'SAML') as Record<string, unknown>;
    const saml = new SAML({
      ...options,
      entryPoint: 'https://idp.example/sso',
      idpCert: testKeys.idp.certificateBase64,
      privateKey: testKeys.idp.privateKeyPem,
    });
    const url = new URL(await saml.getAuthorizeUrlAsync('', undefined, {}));
    const request = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64'));
    expect(/<samlp:NameIDPolicy[^>]* Format=/.test(request.toString())).toBe(asks);
  }
});

test('every target says what its names were read from, and when', () => {
  for (const target of conversionTargets) {
    const { basis } = convertMetadata(idp, target);
    expect(basis.product).toMatch(/[a-z]/);
    expect(basis.source).toMatch(/^https:\/\//);
    expect(basis.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

test('a second set of attributes is not lost in silence', () => {
  const service = /<md:AttributeConsumingService[\s\S]*<\/md:AttributeConsumingService>/;
  const two = sp.replace(service, (one) => one + one.replace(/index="\d+"/, 'index="9"'));
  const { files, notCarried } = convertMetadata(two, 'python3-saml');
  expect(JSON.parse(files[0].text).sp.attributeConsumingService.requestedAttributes.length).toBe(1);
  expect(notCarried).toContain('1 more AttributeConsumingService: the product takes one.');
});

describe('what is lost', () => {
  test.each(conversionTargets.filter((target) => target !== 'terraform-aws'))(
    '%s tells of a second certificate, endpoints and life',
    (target) => {
      const { notCarried, toFillIn } = convertMetadata(idp, target);
      expect(notCarried.join('\n')).toMatch(/validUntil/);
      if (target !== 'samlify') expect(notCarried.join('\n')).toMatch(/SingleSignOnService: HTTP-POST at/);
      expect(toFillIn.length).toBeGreaterThan(0);
    },
  );
});

test('the entity and the target have to be there, and be one', () => {
  const two = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${idp}${sp}</md:EntitiesDescriptor>`;
  expect(() => convertMetadata(two, 'node-saml')).toThrow(/2 entities; name one/);
  expect(convertMetadata(two, 'node-saml', { entityID: 'https://sp.example/' }).role).toBe('sp');
  expect(() => convertMetadata(two, 'node-saml', { entityID: 'urn:x' })).toThrow(/no entity urn:x/);
  expect(() => convertMetadata(idp, 'adfs' as 'spring')).toThrow(/There is no conversion to "adfs"/);
  expect(() => convertMetadata(idp, 'spring', { role: 'sp' })).toThrow(/no service provider/);
});

test('what new writes is what convert reads', () => {
  const text = createMetadata({
    role: 'idp',
    entityID: 'urn:a&b',
    ssoUrl: 'https://idp.example/?a&b',
    signingCertificates: [testKeys.idp.certificatePem],
  });
  expect(JSON.parse(main(text, 'python3-saml')).idp).toMatchObject({
    entityId: 'urn:a&b',
    singleSignOnService: { url: 'https://idp.example/?a&b' },
  });
});
