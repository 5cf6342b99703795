// A second fault beside the first is told with it, and never hides behind it.
import { createSign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type SignerFault, signFaultily } from '../../../testkit/src/faulty-signer.ts';
import { buildResponse, type TestKey, testKeys } from '../../../testkit/src/index.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { explainSignatures } from '../../src/dsig/explain/explain.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { parse } from './sign-for-test.ts';

const keyOf = ({ certificatePem }: TestKey, from: string) => readKeysPem(certificatePem, from);
const { idp, other } = testKeys;
const idpKeys = keyOf(idp, 'the metadata');

function response(key: TestKey, fault: Omit<SignerFault, 'key'> = {}, brings = false): string {
  const xml = buildResponse({
    dialect: 'onelogin',
    issueInstant: '2026-09-03T10:00:00Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com',
    attributes: { name: 'Zoë 漢字 😀', mail: 'zoe@example.com' },
    key,
    signature: { keyInfo: brings ? 'certificate' : 'none' },
  });
  return signFaultily(xml, { key, ...fault });
}

/** What is said of the only signature, known keys being those of the identity provider and, elsewhere, the other. */
function told(xml: string, otherKeys = keyOf(other, 'another entity')) {
  const document = parse(xml);
  const signatures = examineSignatures(document, idpKeys);
  const [evidence] = explainSignatures(document, signatures, () => ({
    values: [],
    keys: idpKeys,
    otherKeys,
  }));
  return evidence?.explanation ?? [];
}

const sha512 =
  ({ privateKeyPem }: TestKey) =>
  (octets: Buffer) =>
    createSign('RSA-SHA512').update(octets).sign(privateKeyPem, 'base64');

/** White space in SignedInfo, after signing. */
const spaced = (xml: string) => xml.replace('<ds:Reference', '\n<ds:Reference');

describe('a value that is wrong in two ways', () => {
  test('another key with another hash: both are told, and nothing else', () => {
    const [one, ...more] = told(response(other, { value: sha512(other) }));
    expect(more).toEqual([]);
    expect(one?.cause).toBe('signed-by-another-known-key');
    expect(one?.says).toContain('rsa-sha512, and not by rsa-sha256');
  });

  test('another hash, and SignedInfo changed', () => {
    const [one] = told(spaced(response(idp, { value: sha512(idp) })));
    expect(one?.cause).toBe('pretty-printed');
    expect(one?.says).toContain('rsa-sha512, and not by rsa-sha256');
  });

  test('another key, and SignedInfo changed', () => {
    const [one] = told(spaced(response(other)));
    expect(one?.cause).toBe('pretty-printed');
    expect(one?.says).toContain('that key is none of those that may sign');
  });

  test('a key that only the message brings, and SignedInfo changed', () => {
    const [one] = told(spaced(response(other, {}, true)), []);
    expect(one?.cause).toBe('pretty-printed');
    expect(one?.says).toContain('only the message itself vouches for that key');
  });

  test('SignatureMethod changed to another hash is one fault, and told as one', () => {
    const xml = buildResponse({
      dialect: 'onelogin',
      issueInstant: '2026-09-03T10:00:00Z',
      acsUrl: 'https://sp.example.com/acs',
      audience: 'https://sp.example.com',
      signature: { algorithm: 'rsa-sha512' },
    });
    const [one] = told(xml.replace('xmldsig-more#rsa-sha512', 'xmldsig-more#rsa-sha384'));
    expect(one?.cause).toBe('algorithm-edited');
    expect(one?.says).not.toContain('Besides');
  });

  test('something else than a SignedInfo was signed: no change of SignedInfo is claimed', () => {
    const [one] = told(response(idp, { octets: () => 'hello' }));
    expect(one?.cause).toBe('signed-info-changed');
    expect(one?.says).toContain('or the signer signed something else');
  });
});

/** What was changed after signing, and the cause that must be found whatever stands before it in other alphabets. */
const edits: readonly (readonly [what: string, cause: string, edit: (xml: string) => string])[] = [
  ['an attribute taken away', 'attribute-removed', (xml) => xml.replace(/ Recipient="[^"]*"/, '')],
  ['the first attribute taken away', 'attribute-removed', (xml) => xml.replace(/ NotOnOrAfter="[^"]*"/, '')],
  ['an attribute added', 'node-added', (xml) => xml.replace('<saml:Audience>', '<saml:Audience Id="x">')],
  [
    'an attribute with a prefix added',
    'node-added',
    (xml) => xml.replace('<saml:Audience>', '<saml:Audience xmlns:x="urn:x" x:y="z">'),
  ],
  [
    'one with a prefix that is declared already',
    'node-added',
    (xml) => xml.replace('<saml:Audience>', '<saml:Audience saml:y="z">'),
  ],
  [
    'an element added',
    'node-added',
    (xml) => xml.replace('</saml:AudienceRestriction>', '<saml:Audience>é</saml:Audience>$&'),
  ],
  ['an instruction added', 'node-added', (xml) => xml.replace('<saml:Audience>', '$&<?x y?>')],
  [
    'two elements exchanged',
    'elements-exchanged',
    (xml) =>
      xml.replace(/(<saml:Attribute .*?<\/saml:Attribute>)(<saml:Attribute .*?<\/saml:Attribute>)/, '$2$1'),
  ],
  ['a value put in upper case', 'value-respelled', (xml) => xml.replace('zoë 漢字', 'ZOË 漢字')],
  [
    'milliseconds cut off all instants',
    'fraction-of-second-lost',
    (xml) => xml.replace(/(T\d\d:\d\d:\d\d)\.\d{3}Z/g, '$1Z'),
  ],
];

test.each(edits)('%s after signing is found', (_, cause, edit) => {
  const signed = buildResponse({
    dialect: 'onelogin',
    issueInstant: '2026-09-03T10:00:00.123Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com',
    attributes: { name: 'zoë 漢字 😀', mail: 'zoe@example.com' },
    beforeSigning: (xml) => xml.replace(/(T\d\d:\d\d:\d\d)Z/g, '$1.123Z'),
  });
  const text = edit(signed);
  expect(text).not.toBe(signed);
  expect(told(text).map((one) => one.cause)).toEqual([cause]);
});
