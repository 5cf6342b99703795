import { describe, expect, test } from 'vitest';
import { buildEntraMetadata } from '../../../testkit/src/metadata.ts';
import { buildFederation, buildPlainIdp } from '../../../testkit/src/metadata-federation.ts';
import type { EntityDescriptor, MetadataMessage } from '../../src/metadata/model.ts';
import { readAffiliation } from '../../src/metadata/read-affiliation.ts';
import { readEncryptionMethods, readSupportedAlgorithms } from '../../src/metadata/read-algorithms.ts';
import { readAttributeServices } from '../../src/metadata/read-attribute-services.ts';
import { readContacts, readOrganizations, SECURITY_CONTACT } from '../../src/metadata/read-contacts.ts';
import { readEndpoints } from '../../src/metadata/read-endpoints.ts';
import { entityAttributeNames, entityAttributeValues } from '../../src/metadata/read-entity-attributes.ts';
import { readFederationRole } from '../../src/metadata/read-federation-role.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import { readPublications, readRegistrations } from '../../src/metadata/read-registration.ts';
import { readScopes } from '../../src/metadata/read-scopes.ts';
import { readDiscoHints, readUiInfos } from '../../src/metadata/read-ui.ts';
import { endpointUses, entityUses, keyDescriptorUses, roleUses } from '../../src/metadata/uses.ts';
import { isDuration, validitiesIn, validUntilOf } from '../../src/metadata/validity.ts';
import { elementsIn } from '../../src/xml/navigate.ts';
import { parseXml } from '../../src/xml/parse.ts';

function read(text: string): MetadataMessage {
  const message = readMessage(parseXml({ name: 'test', text, steps: [] }), []);
  if (message.kind !== 'metadata') throw new TypeError(`This is ${message.kind}.`);
  return message;
}

const federation = read(buildFederation([], true));
const [university, wiki] = federation.entities as [EntityDescriptor, EntityDescriptor];
const idp = university.roles[0]?.element ?? university.element;
const sp = wiki.roles[0]?.element ?? wiki.element;
const values = (fields: readonly { readonly value: string }[]) => fields.map(({ value }) => value);

describe('what a federation publishes', () => {
  test('names, logo and hints', () => {
    const [info] = readUiInfos(idp);
    expect(info?.displayNames.map(({ language, value }) => [language, value])).toEqual([
      ['en', 'Example University'],
      ['pt', 'Universidade Exemplo'],
    ]);
    expect(info?.logos.map(({ value, width, height }) => [value, width?.value, height?.value])).toEqual([
      ['https://www.example.edu/logo.png', '80', '60'],
    ]);
    const [hints] = readDiscoHints(idp);
    expect(values(hints?.ipHints ?? [])).toEqual(['192.0.2.0/24']);
    expect(values(hints?.domainHints ?? [])).toEqual(['example.edu']);
    expect(values(hints?.geolocationHints ?? [])).toEqual(['geo:38.7,-9.1']);
    expect(values(readUiInfos(sp)[0]?.privacyStatementUrls ?? [])).toEqual([
      'https://wiki.example.net/privacy',
    ]);
  });

  test('registration and publication', () => {
    const [registration] = readRegistrations(university.element);
    expect(registration?.authority?.value).toBe('https://federation.example.org');
    expect(registration?.instant?.epochMs).toBe(Date.parse('2024-05-06T07:08:09Z'));
    expect(values(registration?.policies ?? [])).toEqual(['https://federation.example.org/policy']);
    const [publication] = readPublications(federation.element);
    expect(publication?.publisher?.value).toBe('https://federation.example.org');
    expect(publication?.creationInstant?.form).toBe('utc');
  });

  test('entity attributes', () => {
    expect(values(entityAttributeValues(university.element, entityAttributeNames.assurance))).toEqual([
      'https://refeds.org/sirtfi',
    ]);
    expect(values(entityAttributeValues(wiki.element, entityAttributeNames.category))).toEqual([
      'http://refeds.org/category/research-and-scholarship',
      'https://refeds.org/category/code-of-conduct/v2',
    ]);
  });

  test('contacts and organisation', () => {
    const [technical, security] = readContacts(university.element);
    expect(technical?.contactType?.value).toBe('technical');
    expect(values(technical?.emailAddresses ?? [])).toEqual(['mailto:login@example.edu']);
    expect(security?.refedsType?.value).toBe(SECURITY_CONTACT);
    const [organization] = readOrganizations(university.element);
    expect(values(organization?.urls ?? [])).toEqual(['https://www.example.edu']);
  });

  test('scopes, algorithms and methods of encryption', () => {
    expect(readScopes(idp).map(({ value, isPattern }) => [value, isPattern])).toEqual([
      ['example.edu', false],
    ]);
    expect(readSupportedAlgorithms(idp).map(({ kind, minKeySize }) => [kind, minKeySize?.value])).toEqual([
      ['digest', undefined],
      ['signing', '2048'],
    ]);
    const methods = (wiki.roles[0]?.keys ?? []).flatMap(({ element }) => readEncryptionMethods(element));
    expect(methods.map(({ algorithm }) => algorithm?.value)).toEqual([
      'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    ]);
  });

  test('services of attributes', () => {
    const [service] = readAttributeServices(sp);
    expect(service?.index?.value).toBe('1');
    expect(values(service?.serviceNames ?? [])).toEqual(['Research Wiki']);
    expect(
      service?.requested.map(({ friendlyName, isRequired }) => [friendlyName?.value, isRequired?.value]),
    ).toEqual([
      ['mail', 'true'],
      ['displayName', undefined],
    ]);
  });

  test('endpoints, those of extensions too', () => {
    expect(readEndpoints(sp).map(({ name, indexed }) => [name, indexed])).toEqual([
      ['SingleLogoutService', false],
      ['AssertionConsumerService', true],
      ['AssertionConsumerService', true],
      ['DiscoveryResponse', true],
      ['RequestInitiator', false],
    ]);
  });

  test('roles beside the two of single sign-on, with their keys', () => {
    expect(university.otherRoles.map(({ name, keys, protocols }) => [name, keys.length, protocols])).toEqual([
      ['AttributeAuthorityDescriptor', 1, ['urn:oasis:names:tc:SAML:2.0:protocol']],
    ]);
    expect(university.otherRoles[0]?.keys[0]?.keys[0]?.certificate?.subject).toContain('CN=idp.example.test');
  });
});

test('WS-Federation roles say what claims they offer and where they are', () => {
  const [entity] = read(buildEntraMetadata({ tenant: 'tenant', withoutByteOrderMark: true })).entities;
  const [tokens, application] = (entity?.otherRoles ?? []).map(({ element }) => readFederationRole(element));
  expect(tokens?.claimsOffered.map(({ displayName }) => displayName?.value)).toContain('Given Name');
  expect(tokens?.claimsOffered[0]?.uri?.value).toMatch(/claims\/name$/);
  expect(tokens?.endpoints.map(({ name, address }) => [name, address?.value])).toEqual([
    ['SecurityTokenServiceEndpoint', 'https://login.microsoftonline.com/tenant/wsfed'],
    ['PassiveRequestorEndpoint', 'https://login.microsoftonline.com/tenant/wsfed'],
  ]);
  expect(application?.endpoints.map(({ name }) => name)).toContain('TargetScopes');
});

test('an affiliation lists its members', () => {
  const text = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://a.example.org"><md:AffiliationDescriptor affiliationOwnerID="https://a.example.org"><md:AffiliateMember>https://b.example.org</md:AffiliateMember><md:AffiliateMember> https://c.example.org </md:AffiliateMember></md:AffiliationDescriptor></md:EntityDescriptor>`;
  const [role] = read(text).entities[0]?.otherRoles ?? [];
  const affiliation = role && readAffiliation(role.element);
  expect(affiliation?.ownerId?.value).toBe('https://a.example.org');
  expect(values(affiliation?.members ?? [])).toEqual(['https://b.example.org', 'https://c.example.org']);
  expect(role?.protocols).toEqual([]);
});

describe('how long metadata holds', () => {
  test('the earliest of an element and all it stands in', () => {
    const text = buildFederation(
      [
        [
          '<md:EntityDescriptor entityID="https://idp',
          '<md:EntityDescriptor validUntil="2026-03-05T00:00:00Z" entityID="https://idp',
        ],
      ],
      true,
    );
    const [first, second] = read(text).entities;
    expect(first && validUntilOf(first.element)?.raw).toBe('2026-03-05T00:00:00Z');
    expect(second && validUntilOf(second.element)?.raw).toBe('2026-03-12T09:00:00Z');
  });

  test('every element that says so, from the root on', () => {
    expect(
      validitiesIn(federation.element).map(({ element, cacheDuration }) => [
        element.localName,
        cacheDuration?.value,
      ]),
    ).toEqual([['EntitiesDescriptor', 'PT6H']]);
  });

  test.each([
    ['PT6H', true, 'hours'],
    ['P1DT12H', true, 'a day and a half'],
    ['-P1D', true, 'a sign is allowed'],
    ['PT1.5S', true, 'fractions of a second'],
    ['P', false, 'nothing after P'],
    ['P1DT', false, 'nothing after T'],
    ['21600', false, 'a number'],
    ['PT6h', false, 'lower case'],
    ['P1H', false, 'an hour before T'],
  ])('%s is a duration: %s (%s)', (text, expected) => {
    expect(isDuration(text)).toBe(expected);
  });
});

describe('where things stand', () => {
  test('one product alone belongs to no federation', () => {
    expect(entityUses(read(buildPlainIdp())).map(({ federated }) => federated)).toEqual([false]);
    expect(entityUses(federation).map(({ federated }) => federated)).toEqual([true, true]);
  });

  test('roles, endpoints and keys know their entity', () => {
    expect(roleUses(federation).map(({ roleName }) => roleName)).toEqual([
      'IDPSSODescriptor',
      'AttributeAuthorityDescriptor',
      'SPSSODescriptor',
    ]);
    expect(keyDescriptorUses(federation).map(({ number, of }) => [number, of.name])).toEqual([
      [1, 'https://idp.example.edu/idp/shibboleth'],
      [1, 'https://idp.example.edu/idp/shibboleth'],
      [1, 'https://wiki.example.net/shibboleth'],
      [2, 'https://wiki.example.net/shibboleth'],
    ]);
    expect(endpointUses(federation)).toHaveLength(11);
  });
});

test('nothing in metadata makes a reader throw: every attribute and child taken away in turn', () => {
  const text = buildFederation([], true);
  const document = parseXml({ name: 'test', text, steps: [] });
  const tags = [...(document.root ? elementsIn(document.root) : [])].length;
  expect(tags).toBeGreaterThan(80);
  let read1 = 0;
  for (const match of text.matchAll(/ [A-Za-z:]+="[^"]*"(?=[ />])/g)) {
    if (match[0].startsWith(' xmlns')) continue;
    readAll(read(text.slice(0, match.index) + text.slice(match.index + match[0].length)));
    read1++;
  }
  expect(read1).toBeGreaterThan(80);
});

function readAll(message: MetadataMessage): void {
  validitiesIn(message.element);
  for (const { entity } of entityUses(message)) {
    readContacts(entity.element);
    readOrganizations(entity.element);
    readRegistrations(entity.element);
    entityAttributeValues(entity.element, 'x');
    for (const { element } of entity.otherRoles) readFederationRole(element);
  }
  for (const { element } of roleUses(message)) {
    readUiInfos(element);
    readDiscoHints(element);
    readScopes(element);
    readSupportedAlgorithms(element);
    readAttributeServices(element);
    readEndpoints(element);
  }
}
