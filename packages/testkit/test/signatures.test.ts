import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signEcdsa } from '../src/deterministic.ts';
import {
  buildAuthnRequest,
  buildEntityDescriptor,
  buildEntraMetadata,
  buildLogoutRequest,
  buildLogoutResponse,
  buildResponse,
  type DialectName,
  dialects,
  encodeRedirect,
  type ResponseDescription,
  sign,
  type TestKey,
  testKeys,
} from '../src/index.ts';
import { countSignatures, isInstalled, xmlCrypto, xmlsec1 } from './verify.ts';

const withXmlsec1 = isInstalled('xmlsec1');
if (!withXmlsec1) console.log('xmlsec1 is not on the PATH: only xml-crypto judges the signatures.');

const issueInstant = '2026-03-02T09:30:00Z';

function respond(changes: Partial<ResponseDescription>): string {
  return buildResponse({
    dialect: 'onelogin',
    issueInstant,
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com/',
    attributes: { 'a & b': ['<1>', '"2"', 'z\u00FC\u{1F511}'] },
    ...changes,
  });
}

interface Row {
  readonly why: string;
  readonly xml: string;
  readonly key: TestKey;
  readonly signatures: number;
  /** Who cannot judge this one. */
  readonly without?: 'xml-crypto' | 'xmlsec1';
}

const rows: Row[] = [
  ...(Object.keys(dialects) as DialectName[]).map((dialect) => ({
    why: `the dialect of ${dialects[dialect].name}`,
    xml: respond({ dialect }),
    key: dialects[dialect].key,
    signatures: dialects[dialect].signs === 'both' ? 2 : 1,
  })),
  { why: 'RSA SHA-1', xml: respond({ signature: { algorithm: 'rsa-sha1', digest: 'sha1' } }), ...one('idp') },
  {
    why: 'RSA SHA-384',
    xml: respond({ signature: { algorithm: 'rsa-sha384', digest: 'sha384' } }),
    ...one('idp'),
    without: 'xml-crypto',
  },
  {
    why: 'RSA SHA-512',
    xml: respond({ signature: { algorithm: 'rsa-sha512', digest: 'sha512' } }),
    ...one('idp'),
  },
  {
    why: 'RSASSA-PSS',
    xml: respond({ signature: { algorithm: 'rsa-pss-sha256' } }),
    ...one('idp'),
    without: 'xmlsec1', // it knows PSS from 1.3 on
  },
  { why: 'ECDSA SHA-256', xml: respond({ key: testKeys.ec }), ...one('ec'), without: 'xml-crypto' },
  {
    why: 'ECDSA SHA-384',
    xml: respond({ key: testKeys.ec, signature: { algorithm: 'ecdsa-sha384' } }),
    ...one('ec'),
    without: 'xml-crypto',
  },
  {
    why: 'ECDSA SHA-512',
    xml: respond({ key: testKeys.ec, signature: { algorithm: 'ecdsa-sha512' } }),
    ...one('ec'),
    without: 'xml-crypto',
  },
  { why: 'inclusive canonicalization', xml: respond({ signature: { c14n: 'inclusive' } }), ...one('idp') },
  {
    why: 'inclusive canonicalization of both',
    xml: respond({ dialect: 'okta', signature: { c14n: 'inclusive' } }),
    key: testKeys.idp,
    signatures: 2,
    without: 'xml-crypto', // it takes the namespaces round the first SignedInfo of the document for every other's
  },
  { why: 'a PrefixList', xml: respond({ signature: { prefixList: ['xs', 'samlp'] } }), ...one('idp') },
  { why: 'the signature last', xml: respond({ signature: { place: 'last' } }), ...one('idp') },
  { why: 'an empty URI', xml: respond({ sign: 'response', signature: { emptyUri: true } }), ...one('idp') },
  {
    why: 'an encrypted assertion',
    xml: respond({ sign: 'response', encryptFor: testKeys.other }),
    ...one('idp'),
  },
  {
    why: 'an AuthnRequest',
    xml: buildAuthnRequest({ issueInstant, issuer: 'https://sp.example.com/', key: testKeys.other }),
    ...one('other'),
  },
  {
    why: 'a LogoutRequest',
    xml: buildLogoutRequest({
      dialect: 'shibboleth',
      issueInstant,
      destination: 'https://sp.example.com/slo',
      key: testKeys.idp,
    }),
    ...one('idp'),
  },
  {
    why: 'a LogoutResponse',
    xml: buildLogoutResponse({
      dialect: 'entra',
      issueInstant,
      destination: 'https://sp.example.com/slo',
      inResponseTo: '_1',
      key: testKeys.entra,
    }),
    ...one('entra'),
  },
  {
    why: "Entra ID's metadata",
    xml: buildEntraMetadata({ tenant: 't', withoutByteOrderMark: true }),
    ...one('entra'),
  },
  {
    why: "a service provider's metadata",
    xml: buildEntityDescriptor({
      entityID: 'https://sp.example.com/',
      seed: 'sp',
      sp: { acsUrls: ['https://sp.example.com/acs'] },
      signedBy: testKeys.other,
    }),
    ...one('other'),
  },
];

function one(name: keyof typeof testKeys): { key: TestKey; signatures: number } {
  return { key: testKeys[name], signatures: 1 };
}

describe.each(rows)('$why', ({ xml, key, signatures, without }) => {
  const each = Array.from({ length: signatures }, (_, nth) => nth);

  test(`is signed ${signatures} times`, () => {
    expect(countSignatures(xml)).toBe(signatures);
  });

  test.skipIf(without === 'xml-crypto')('is accepted by xml-crypto', () => {
    expect(each.map((nth) => xmlCrypto(xml, nth, key))).toEqual(each.map(() => true));
  });

  test.skipIf(!withXmlsec1 || without === 'xmlsec1')('is accepted by xmlsec1', () => {
    expect(each.map((nth) => xmlsec1(xml, nth, key))).toEqual(each.map(() => 'OK'));
  });
});

test('a signature under one key is refused under another', () => {
  expect(() => xmlCrypto(respond({}), 0, testKeys.other)).toThrow(/invalid signature/);
});

test('signing leaves the rest of the text as it was', () => {
  const odd = `<?xml version="1.0"?>\n<!-- c --><r  ID='a'\n b="&#10;&lt;">\r\n<x></x><y/>&amp;</r>\n`;
  const signed = sign(odd, { element: 'r', key: testKeys.idp });
  expect(signed.replace(/<ds:Signature .*<\/ds:Signature>/, '')).toBe(odd);
});

test('an element without an ID is refused by name', () => {
  expect(() => sign('<r><s/></r>', { element: 's', key: testKeys.idp })).toThrow('<s> has no ID');
});

test('the query of the Redirect binding is signed as it is written', () => {
  const url = encodeRedirect('<a/>', {
    location: 'https://idp.example.com/sso?tenant=1',
    parameter: 'SAMLRequest',
    relayState: 'a b&c',
    key: testKeys.idp,
  });
  const [, query = ''] = url.split('tenant=1&');
  const [octets = '', signature = ''] = query.split('&Signature=');
  expect(octets).toMatch(/^SAMLRequest=[^&]+&RelayState=a%20b%26c&SigAlg=[^&]+$/);
  const value = Buffer.from(decodeURIComponent(signature), 'base64');
  expect(verify('sha256', Buffer.from(octets), testKeys.idp.certificatePem, value)).toBe(true);
});

describe('ECDSA', () => {
  // RFC 6979, appendix A.2.5: P-256, SHA-256, the message "sample".
  const d = 'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721';
  const x = '60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6';
  const y = '7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299';
  const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', d: base64url(d), x: base64url(x), y: base64url(y) },
  });
  const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string;

  test('takes its nonce from the text as RFC 6979 says', () => {
    expect(signEcdsa(Buffer.from('sample'), pem, 'sha256').toString('hex').toUpperCase()).toBe(
      'EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716' +
        'F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8',
    );
  });

  test.each(['sha256', 'sha384', 'sha512'])('node:crypto accepts it with %s', (hash) => {
    const signature = signEcdsa(Buffer.from('text'), pem, hash);
    const publicKey = { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' } as const;
    expect(verify(hash, Buffer.from('text'), publicKey, signature)).toBe(true);
    expect(verify(hash, Buffer.from('next'), publicKey, signature)).toBe(false);
  });
});
