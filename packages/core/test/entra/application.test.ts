import { describe, expect, test } from 'vitest';
import { buildApplication, buildManifest, buildServicePrincipal } from '../../../testkit/src/graph.ts';
import { testKeys } from '../../../testkit/src/keys.ts';
import { readEntraApplication, withoutNumber } from '../../src/entra/application.ts';
import { readCertificate } from '../../src/x509/read.ts';

const APP = '5a1c7e90-3b2d-4f68-9e0a-1c2d3e4f5a6b';
const description = {
  displayName: 'AWS',
  appId: APP,
  identifiers: ['https://signin.aws.amazon.com/saml#1', 'api://other'],
  replyUrls: ['https://signin.aws.amazon.com/saml'],
  certificates: [testKeys.entra, testKeys.entraNext],
  active: testKeys.entraNext,
  relayState: 'https://console.aws.amazon.com/',
  tokenEncryptionKeyId: 'AABBCCDD-0000-4000-8000-000000000001',
  assignmentRequired: false,
};
const read = (...texts: [string, ...string[]]) => {
  const [first, ...rest] = texts.map((text, i) => ({ text, from: `export ${i + 1}` }));
  return readEntraApplication([first as { text: string; from: string }, ...rest]);
};
const sha1 = (key: { certificateBase64: string }) => readCertificate(key.certificateBase64).sha1;

describe('a servicePrincipal', () => {
  const app = read(buildServicePrincipal(description));

  test('tells its names and addresses, the application ID apart', () => {
    expect(app.identifiers.map(({ value }) => value)).toEqual(description.identifiers);
    expect(app.identifiers[0]?.from).toBe('servicePrincipalNames');
    expect(app.replyUrls).toEqual([{ value: description.replyUrls[0], from: 'replyUrls' }]);
    expect(app).toMatchObject({ appId: APP, displayName: 'AWS', hasServicePrincipal: true });
  });

  test('tells each certificate once, and which is active', () => {
    expect(app.signingCertificates.map(({ thumbprint }) => thumbprint)).toEqual([
      sha1(testKeys.entra),
      sha1(testKeys.entraNext),
    ]);
    expect(app.activeThumbprint).toBe(sha1(testKeys.entraNext));
    expect(app.signingCertificates[0]?.endsAt).toBe(Date.parse('2028-06-01T00:00:00Z'));
  });

  test('tells assignment, RelayState and encryption', () => {
    expect(app.assignmentRequired).toBe(false);
    expect(app.relayState).toBe('https://console.aws.amazon.com/');
    expect(app.tokenEncryptionKeyId).toBe('aabbccdd-0000-4000-8000-000000000001');
  });

  test('may stand in a list of one', () => {
    const list = `{"value":[${buildServicePrincipal(description)}]}`;
    expect(read(list).appId).toBe(APP);
    expect(read(`[${buildServicePrincipal(description)}]`).appId).toBe(APP);
  });
});

describe('an application', () => {
  test.each([
    ['as Graph prints it', buildApplication(description), 'web.redirectUris'],
    ['as the portal printed its manifest', buildManifest(description), 'replyUrlsWithType'],
  ])('%s tells names and addresses, and no certificate', (_, text, from) => {
    const app = read(text);
    expect(app.identifiers.map(({ value }) => value)).toEqual(description.identifiers);
    expect(app.replyUrls).toEqual([{ value: description.replyUrls[0], from }]);
    expect(app).toMatchObject({
      displayName: 'AWS',
      hasServicePrincipal: false,
      activeThumbprint: undefined,
      assignmentRequired: undefined,
      signingCertificates: [],
    });
  });

  test('completes its servicePrincipal, in either order', () => {
    const one = buildServicePrincipal({ ...description, identifiers: ['https://a.example'] });
    const other = buildApplication({ ...description, identifiers: ['https://b.example'] });
    for (const app of [read(one, other), read(other, one)]) {
      expect(app.identifiers.map(({ value }) => value).sort()).toEqual([
        'https://a.example',
        'https://b.example',
      ]);
      expect(app.hasServicePrincipal).toBe(true);
    }
  });
});

describe('a certificate', () => {
  const credential = (more: object) =>
    JSON.stringify({
      servicePrincipalNames: [],
      keyCredentials: [{ usage: 'Verify', keyId: 'AA', endDateTime: '2028-01-01T00:00:00Z', ...more }],
    });
  const thumbprint = sha1(testKeys.entra);
  const octets = Buffer.from(thumbprint, 'hex');

  // [what is there, thumbprint, why it is here]
  test.each<[object, string | undefined, string]>([
    [
      { customKeyIdentifier: octets.toString('base64') },
      thumbprint,
      'base64 of the octets, as Graph writes it',
    ],
    [{ customKeyIdentifier: thumbprint.toLowerCase() }, thumbprint, 'hexadecimal, as az writes it'],
    [{ key: testKeys.entra.certificateBase64 }, thumbprint, 'the certificate itself'],
    [{ value: testKeys.entra.certificateBase64 }, thumbprint, 'the same by its older name'],
    [
      { customKeyIdentifier: 'q0KSj2LbGDYWjvnkO9RfHgG3vlBx0zKdfl3hPUHpNpE=' },
      undefined,
      'SHA-256, which some upload by',
    ],
    [{ key: 'AAAA' }, undefined, 'no certificate'],
    [{}, undefined, 'nothing'],
  ])('%#', (more, expected) => {
    const [certificate] = read(credential(more)).signingCertificates;
    expect(certificate?.thumbprint).toBe(expected);
    expect(certificate?.keyId).toBe('aa');
  });

  test('to encrypt for is no signing certificate', () => {
    expect(read(credential({ usage: 'Encrypt' })).signingCertificates).toEqual([]);
  });
});

// [text, what is said, why it is here]
test.each([
  ['{}', /^export 1: it is neither a servicePrincipal nor an application\.$/, 'something else'],
  ['{', /^export 1: .*this is no JSON/, 'cut off'],
  ['{"value":[]}', /^export 1: there are 0 applications in it, where one is expected\.$/, 'none'],
  ['[{"displayName":"a"},{"displayName":"b"}]', /there are 2 applications in it \(a, b\)/, 'two'],
  ['{"servicePrincipalNames":"x"}', /servicePrincipalNames is a text, where a list is expected/, 'no list'],
  ['{"servicePrincipalNames":[1]}', /servicePrincipalNames\[0\] is a number/, 'no text'],
])('%s is refused: %s', (text, says) => {
  expect(() => read(text)).toThrow(says);
});

test('two applications are refused', () => {
  const other = buildApplication({ ...description, appId: 'c1d2e3f4-a5b6-4c7d-8e9f-0a1b2c3d4e5f' });
  expect(() => read(buildServicePrincipal(description), other)).toThrow(/they must be of one/);
});

test.each([
  ['https://signin.aws.amazon.com/saml#2', 'https://signin.aws.amazon.com/saml'],
  ['https://sp.example/#frag', 'https://sp.example/#frag'],
  ['https://sp.example/#', 'https://sp.example/#'],
])('an Audience made of %s is %s', (identifier, audience) => {
  expect(withoutNumber(identifier)).toBe(audience);
});
