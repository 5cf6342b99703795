import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { IdpRole, SpRole } from '../../src/metadata/model.ts';
import { readEntities } from '../../src/metadata/read-entity.ts';
import { rootOf } from '../xml/reading.ts';

const NAMESPACES =
  'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const NO_KEY = `<ds:KeyInfo><ds:KeyName>a name and no key</ds:KeyName></ds:KeyInfo>`;

const entityIn = (inside: string) => {
  const [entity] = readEntities(rootOf(`<md:EntityDescriptor ${NAMESPACES}>${inside}</md:EntityDescriptor>`));
  if (!entity) throw new Error('no entity');
  return entity;
};

test('an identity provider', () => {
  const [entity] = readEntities(
    rootOf(`<md:EntityDescriptor ${NAMESPACES} entityID="https://idp.example" validUntil="2027-01-01T00:00:00Z" cacheDuration="P1D">
      <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol  urn:other">
        <md:KeyDescriptor use="signing">${NO_KEY}</md:KeyDescriptor>
        <md:KeyDescriptor use="encryption">${NO_KEY}</md:KeyDescriptor>
        <md:KeyDescriptor/>
        <md:SingleLogoutService Binding="urn:b1" Location="https://idp.example/slo" ResponseLocation="https://idp.example/slo2"/>
        <md:NameIDFormat> urn:f1 </md:NameIDFormat><md:NameIDFormat>urn:f2</md:NameIDFormat>
        <md:SingleSignOnService Binding="urn:b2" Location="https://idp.example/sso"/>
        <md:SingleSignOnService Binding="urn:b3" Location="https://idp.example/sso3"/>
      </md:IDPSSODescriptor>
      <md:Organization><md:OrganizationName xml:lang="en">Example</md:OrganizationName></md:Organization>
    </md:EntityDescriptor>`),
  );
  expect(entity?.entityID?.value).toBe('https://idp.example');
  expect(entity?.validUntil?.raw).toBe('2027-01-01T00:00:00Z');
  expect(entity?.cacheDuration?.value).toBe('P1D');
  expect(entity?.organizationName?.value).toBe('Example');
  const role = entity?.roles[0] as IdpRole;
  expect(role.kind).toBe('idp');
  expect(role.wantAuthnRequestsSigned?.value).toBe('true');
  expect(role.protocols).toEqual(['urn:oasis:names:tc:SAML:2.0:protocol', 'urn:other']);
  expect(role.nameIdFormats.map(({ value }) => value)).toEqual(['urn:f1', 'urn:f2']);
  expect(role.singleSignOnServices.map(({ binding, location }) => [binding?.value, location?.value])).toEqual(
    [
      ['urn:b2', 'https://idp.example/sso'],
      ['urn:b3', 'https://idp.example/sso3'],
    ],
  );
  expect(role.singleLogoutServices[0]?.responseLocation?.value).toBe('https://idp.example/slo2');
  expect(role.keys.map(({ use }) => use)).toEqual(['signing', 'encryption', undefined]);
});

test('a service provider', () => {
  const entity = entityIn(`<md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true">
    <md:AssertionConsumerService Binding="urn:b" Location="https://sp.example/acs" index="1" isDefault="true"/>
    <md:AssertionConsumerService Binding="urn:b" Location="https://sp.example/acs2" index="2"/>
    <md:AttributeConsumingService index="1">
      <md:RequestedAttribute Name="mail" FriendlyName="E-mail" isRequired="1"/>
      <md:RequestedAttribute Name="cn" isRequired="false"/>
    </md:AttributeConsumingService>
    <md:AttributeConsumingService index="2"><md:RequestedAttribute Name="sn"/></md:AttributeConsumingService>
  </md:SPSSODescriptor>`);
  const role = entity.roles[0] as SpRole;
  expect(role.kind).toBe('sp');
  expect(role.authnRequestsSigned?.value).toBe('false');
  expect(role.wantAssertionsSigned?.value).toBe('true');
  expect(
    role.assertionConsumerServices.map(({ location, index, isDefault }) => [
      location?.value,
      index?.value,
      isDefault?.value,
    ]),
  ).toEqual([
    ['https://sp.example/acs', '1', 'true'],
    ['https://sp.example/acs2', '2', undefined],
  ]);
  expect(role.requestedAttributes.map(({ name, isRequired }) => [name?.value, isRequired])).toEqual([
    ['mail', true],
    ['cn', false],
    ['sn', false],
  ]);
  expect(role.requestedAttributes[0]?.friendlyName?.value).toBe('E-mail');
});

describe('keys', () => {
  test('say where they come from', () => {
    const base64 = (base64url: string | undefined) =>
      Buffer.from(base64url ?? '', 'base64url').toString('base64');
    const { n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const keyInfo = `<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${base64(n)}</ds:Modulus><ds:Exponent>${base64(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>`;
    const { roles } = entityIn(`
      <md:IDPSSODescriptor>
        <md:KeyDescriptor use="signing">${keyInfo}</md:KeyDescriptor><md:KeyDescriptor>${keyInfo}</md:KeyDescriptor>
      </md:IDPSSODescriptor>
      <md:SPSSODescriptor><md:KeyDescriptor use="encryption">${keyInfo}</md:KeyDescriptor></md:SPSSODescriptor>`);
    const keys = roles.flatMap((role) => role.keys.flatMap((descriptor) => descriptor.keys));
    expect(keys.map(({ from, source, key }) => [from, source, key.type, key.bits])).toEqual([
      ['IdP metadata, KeyDescriptor 1 of 2 (signing)', 'metadata', 'rsa', 2048],
      ['IdP metadata, KeyDescriptor 2 of 2 (signing and encryption)', 'metadata', 'rsa', 2048],
      ['SP metadata, KeyDescriptor 1 of 1 (encryption)', 'metadata', 'rsa', 2048],
    ]);
  });

  test('are read when asked for, once, and what could not be read is told', () => {
    const [key] =
      entityIn(`<md:IDPSSODescriptor><md:KeyDescriptor>${NO_KEY}</md:KeyDescriptor></md:IDPSSODescriptor>`)
        .roles[0]?.keys ?? [];
    expect(key?.keys).toEqual([]);
    expect(key?.problems.map(({ code }) => code)).toEqual(['no-key']);
    expect(key?.keys).toBe(key?.keys);
  });

  test('are none where there is no KeyInfo', () => {
    const [key] =
      entityIn('<md:SPSSODescriptor><md:KeyDescriptor use="Signing"/></md:SPSSODescriptor>').roles[0]?.keys ??
      [];
    expect([key?.use, key?.keys, key?.problems]).toEqual([undefined, [], []]);
  });
});

test('other roles are named, a RoleDescriptor by its type', () => {
  const entity = entityIn(`
    <md:RoleDescriptor xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:SecurityTokenServiceType"/>
    <md:RoleDescriptor xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:ApplicationServiceType"/>
    <md:RoleDescriptor/>
    <md:IDPSSODescriptor/>
    <md:AttributeAuthorityDescriptor/>
    <md:AffiliationDescriptor/>`);
  expect(entity.otherRoles.map(({ name }) => name)).toEqual([
    'fed:SecurityTokenServiceType',
    'fed:ApplicationServiceType',
    'RoleDescriptor',
    'AttributeAuthorityDescriptor',
    'AffiliationDescriptor',
  ]);
  expect(entity.roles).toHaveLength(1);
});

describe('an EntitiesDescriptor', () => {
  const entity = (id: string) => `<md:EntityDescriptor entityID="${id}"/>`;
  const ids = (xml: string) => readEntities(rootOf(xml)).map(({ entityID }) => entityID?.value);

  test('is read however it nests, in document order', () => {
    expect(
      ids(`<md:EntitiesDescriptor ${NAMESPACES}>${entity('1')}
        <md:EntitiesDescriptor>${entity('2')}<md:EntitiesDescriptor>${entity('3')}</md:EntitiesDescriptor></md:EntitiesDescriptor>
        ${entity('4')}</md:EntitiesDescriptor>`),
    ).toEqual(['1', '2', '3', '4']);
  });

  test('may nest as deep as any document', () => {
    const depth = 500;
    expect(
      ids(
        `<md:EntitiesDescriptor ${NAMESPACES}>${'<md:EntitiesDescriptor>'.repeat(depth)}${entity('deep')}${'</md:EntitiesDescriptor>'.repeat(depth)}</md:EntitiesDescriptor>`,
      ),
    ).toEqual(['deep']);
  });

  test('may hold more entities than a call takes arguments', () => {
    const count = 150_000;
    expect(
      readEntities(
        rootOf(
          `<md:EntitiesDescriptor ${NAMESPACES}>${'<md:EntityDescriptor/>'.repeat(count)}</md:EntitiesDescriptor>`,
        ),
      ),
    ).toHaveLength(count);
  });
});

test.each([
  ['in no namespace', '<EntityDescriptor entityID="x"/>'],
  ['of another kind', '<md:IDPSSODescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"/>'],
])('an element %s holds no entity', (_, xml) => {
  expect(readEntities(rootOf(xml))).toEqual([]);
});
