import { buildEntityDescriptor, type EntityDescription, testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { diffMetadata } from '../../src/metadata/diff.ts';
import type { MetadataChange } from '../../src/metadata/diff-change.ts';

const idp = (
  more: Partial<NonNullable<EntityDescription['idp']>> = {},
  rest: Partial<EntityDescription> = {},
) =>
  buildEntityDescriptor({
    entityID: 'https://idp.example/',
    ...rest,
    idp: { signingKeys: [testKeys.idp], singleSignOn: 'https://idp.example/sso', ...more },
  });
const sp = (
  more: Partial<NonNullable<EntityDescription['sp']>> = {},
  rest: Partial<EntityDescription> = {},
) =>
  buildEntityDescriptor({
    entityID: 'https://sp.example/',
    ...rest,
    sp: { acsUrls: ['https://sp.example/acs'], signingKeys: [testKeys.idp], ...more },
  });
const group = (...entities: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join('')}</md:EntitiesDescriptor>`;
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const ARTIFACT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact';

type Told = readonly [kind: MetadataChange['kind'], impact: MetadataChange['impact'], says: RegExp];

// [what happened, before, after, what is told]
const cases: readonly (readonly [string, string, string, readonly Told[]])[] = [
  ['nothing', idp(), idp(), []],
  ['only white space, comments and order', idp(), idp().replaceAll('><', '>\n<!-- c --><'), []],
  [
    'a successor published beside the key',
    idp(),
    idp({ signingKeys: [testKeys.idp, testKeys.other] }),
    [['key-added', 'harmless', /CN=other\.example\.test/]],
  ],
  [
    'the old key removed once its successor was published',
    idp({ signingKeys: [testKeys.idp, testKeys.other] }),
    idp({ signingKeys: [testKeys.other] }),
    [['key-removed', 'may-break', /CN=idp\.example\.test/]],
  ],
  [
    'the old key removed before that',
    idp(),
    idp({ signingKeys: [testKeys.other] }),
    [['key-replaced', 'breaks', /before its successor/]],
  ],
  ['no key left', idp(), idp({ signingKeys: [] }), [['key-removed', 'breaks', /removed/]]],
  [
    'the same key in another certificate',
    idp({ signingKeys: [testKeys.entraExpired] }),
    idp({ signingKeys: [testKeys.entra] }),
    [['certificate-renewed', 'may-break', /key kept/]],
  ],
  [
    'a key for another use',
    idp(),
    idp().replace(' use="signing"', ''),
    [
      ['key-added', 'may-break', /encryption key was added/],
      ['key-use-changed', 'may-break', /was for signing and is now for signing and encryption/],
    ],
  ],
  [
    'an SP that begins to ask for encryption',
    sp(),
    sp({ encryptionKeys: [testKeys.other] }),
    [['key-added', 'may-break', /encryption key/]],
  ],
  [
    'its encryption key replaced',
    sp({ encryptionKeys: [testKeys.other] }),
    sp({ encryptionKeys: [testKeys.entra] }),
    [['key-replaced', 'breaks', /encryption key/]],
  ],
  [
    'SSO moved, for both bindings',
    idp(),
    idp({ singleSignOn: 'https://login.example/sso' }),
    [
      [
        'endpoint-moved',
        'breaks',
        /HTTP-Redirect moved from https:\/\/idp.example\/sso to https:\/\/login.example\/sso/,
      ],
      ['endpoint-moved', 'breaks', /HTTP-POST moved/],
    ],
  ],
  [
    'a binding withdrawn',
    idp(),
    idp().replace(new RegExp(`<md:SingleSignOnService Binding="${POST}"[^>]*/>`), ''),
    [['endpoint-removed', 'breaks', /HTTP-POST at https:\/\/idp.example\/sso was removed/]],
  ],
  [
    'a binding changed',
    sp(),
    sp().replace(POST, ARTIFACT),
    [['binding-changed', 'breaks', /from HTTP-POST to HTTP-Artifact/]],
  ],
  [
    'an ACS added',
    sp(),
    sp({ acsUrls: ['https://sp.example/acs', 'https://sp.example/acs2'] }),
    [['endpoint-added', 'harmless', /acs2/]],
  ],
  [
    'the default moved to another ACS',
    sp({ acsUrls: ['https://sp.example/1', 'https://sp.example/2'] }),
    sp({ acsUrls: ['https://sp.example/1', 'https://sp.example/2'] })
      .replace(' isDefault="true"', '')
      .replace('index="2"', 'index="2" isDefault="true"'),
    [['endpoint-default-changed', 'may-break', /from https:\/\/sp.example\/1 to https:\/\/sp.example\/2/]],
  ],
  [
    'a default that was only implied',
    sp({ acsUrls: ['https://sp.example/1', 'https://sp.example/2'] }),
    sp({ acsUrls: ['https://sp.example/1', 'https://sp.example/2'] }).replace(' isDefault="true"', ''),
    [],
  ],
  [
    'an index changed',
    sp(),
    sp().replace('index="1"', 'index="7"'),
    [['endpoint-index-changed', 'may-break', /from 1 to 7/]],
  ],
  [
    'logout withdrawn',
    idp({ singleLogout: 'https://idp.example/slo' }),
    idp(),
    [['endpoint-removed', 'may-break', /none is left/]],
  ],
  [
    'where logout is answered',
    idp({ singleLogout: 'https://idp.example/slo' }),
    idp({ singleLogout: 'https://idp.example/slo' }).replace(
      '/slo"',
      '/slo" ResponseLocation="https://idp.example/done"',
    ),
    [['response-location-changed', 'may-break', /from none to https:\/\/idp.example\/done/]],
  ],
  [
    'another entityID',
    idp(),
    idp({}, { entityID: 'https://new.example/' }),
    [['entity-id-changed', 'breaks', /new\.example/]],
  ],
  [
    'a shorter life',
    idp({}, { validUntil: '2030-01-01T00:00:00Z' }),
    idp({}, { validUntil: '2029-01-01T00:00:00Z' }),
    [['valid-until-changed', 'may-break', /2029/]],
  ],
  [
    'a longer life',
    idp({}, { validUntil: '2029-01-01T00:00:00Z' }),
    idp({}, { validUntil: '2030-01-01T00:00:00Z' }),
    [['valid-until-changed', 'harmless', /2030/]],
  ],
  [
    'how long to keep it',
    idp(),
    idp().replace(' entityID', ' cacheDuration="PT1H" entityID'),
    [['cache-duration-changed', 'harmless', /from none to PT1H/]],
  ],
  [
    'NameID formats',
    idp({ nameIdFormats: ['urn:f:1', 'urn:f:2'] }),
    idp({ nameIdFormats: ['urn:f:2', 'urn:f:3'] }),
    [
      ['name-id-format-removed', 'may-break', /urn:f:1/],
      ['name-id-format-added', 'harmless', /urn:f:3/],
    ],
  ],
  [
    'requests to be signed',
    idp(),
    idp({ wantAuthnRequestsSigned: true }),
    [['signing-wish-changed', 'may-break', /WantAuthnRequestsSigned changed from false to true/]],
  ],
  [
    'assertions to be signed, and no longer',
    sp({ wantAssertionsSigned: true, authnRequestsSigned: true }),
    sp({ wantAssertionsSigned: false, authnRequestsSigned: true }),
    [['signing-wish-changed', 'harmless', /from true to false/]],
  ],
  [
    'attributes',
    sp({
      requestedAttributes: [
        { name: 'urn:a', required: false },
        { name: 'urn:b', friendlyName: 'b', required: false },
      ],
    }),
    sp({
      requestedAttributes: [
        { name: 'urn:b', friendlyName: 'b', required: true },
        { name: 'urn:c', required: true },
      ],
    }),
    [
      ['requested-attribute-changed', 'may-break', /b \(urn:b\) is now required/],
      ['requested-attribute-added', 'may-break', /urn:c is now asked for, and required/],
      ['requested-attribute-removed', 'may-break', /urn:a/],
    ],
  ],
  [
    'a role',
    idp(),
    sp({}, { entityID: 'https://idp.example/' }),
    [
      ['role-removed', 'breaks', /identity provider/],
      ['role-added', 'harmless', /service provider/],
    ],
  ],
  [
    'entities of a federation',
    group(idp(), sp()),
    group(idp({}, { entityID: 'urn:new' }), sp()),
    [
      ['entity-removed', 'breaks', /https:\/\/idp.example\//],
      ['entity-added', 'harmless', /urn:new/],
    ],
  ],
];

describe('what changed', () => {
  test.each(cases)('%s', (_, before, after, told) => {
    const changes = diffMetadata(before, after);
    expect(changes.map(({ kind, impact }) => [kind, impact])).toEqual(
      told.map(([kind, impact]) => [kind, impact]),
    );
    for (const [i, [, , says]] of told.entries()) expect(changes[i]?.message).toMatch(says);
  });

  test('whatever breaks or may break says what and for whom, but for what only its place tells', () => {
    const silent = new Set(['key-use-changed', 'requested-attribute-changed']);
    for (const [, before, after] of cases) {
      for (const { kind, impact, consequence } of diffMetadata(before, after)) {
        if (impact !== 'harmless' && !silent.has(kind)) expect(consequence, kind).toBeDefined();
      }
    }
  });

  test('two endpoints that change places are two that moved', () => {
    const swapped = idp().replace(REDIRECT, 'x').replace(POST, REDIRECT).replace('"x"', `"${POST}"`);
    expect(diffMetadata(idp(), swapped)).toEqual([]);
  });

  test('text that is no metadata is refused by its name', () => {
    expect(() => diffMetadata('<a>', idp())).toThrow(/the old metadata: line 1, column 1/);
    expect(() => diffMetadata(idp(), '<a/>')).toThrow(/the new metadata: there is no EntityDescriptor/);
  });
});
