import {
  constants,
  generateKeyPairSync,
  type KeyObject,
  type KeyPairKeyObjectResult,
  sign,
} from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { digestMethods, signatureMethods } from '../../src/dsig/algorithms.ts';
import { examineOne, given, otherRsa, response, rsa, rsaGiven, signByHand } from './sign-for-test.ts';

const template = response('user@example.com').replace('<saml:Subject>', '{signature}<saml:Subject>');
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const p256 = ec('P-256');
const p384 = ec('P-384');
const p521 = ec('P-521');
const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
const dsa256 = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
const ed25519 = generateKeyPairSync('ed25519');
const ed448 = generateKeyPairSync('ed448');

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE07 = 'http://www.w3.org/2007/05/xmldsig-more#';
const MORE21 = 'http://www.w3.org/2021/04/xmldsig-more#';

interface Case {
  readonly uri: string;
  readonly pair: KeyPairKeyObjectResult;
  readonly hash: string | null;
  /** Octets; present for RSA-PSS. */
  readonly salt?: number;
  readonly content?: string;
}

const pkcs1 = (uri: string, hash: string): Case => ({ uri, pair: rsa, hash });
const masked = (hash: string, salt: number): Case => ({
  uri: `${MORE07}${hash}-rsa-MGF1`,
  pair: rsa,
  hash,
  salt,
});
const cases: readonly Case[] = [
  pkcs1(`${DSIG}rsa-sha1`, 'sha1'),
  ...['sha224', 'sha256', 'sha384', 'sha512', 'ripemd160'].map((hash) => pkcs1(`${MORE}rsa-${hash}`, hash)),
  masked('sha1', 20),
  masked('sha224', 28),
  masked('sha256', 32),
  masked('sha384', 48),
  masked('sha512', 64),
  masked('ripemd160', 20),
  masked('sha3-224', 28),
  masked('sha3-256', 32),
  masked('sha3-384', 48),
  masked('sha3-512', 64),
  { uri: `${MORE07}rsa-pss`, pair: rsa, hash: 'sha256', salt: 32 },
  {
    uri: `${MORE07}rsa-pss`,
    pair: rsa,
    hash: 'sha512',
    salt: 10,
    content: `<p:RSAPSSParams xmlns:p="${MORE07}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/><p:MaskGenerationFunction Algorithm="${MORE07}MGF1"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/></p:MaskGenerationFunction><p:SaltLength>10</p:SaltLength><p:TrailerField>1</p:TrailerField></p:RSAPSSParams>`,
  },
  { uri: `${MORE}ecdsa-sha1`, pair: p256, hash: 'sha1' },
  { uri: `${MORE}ecdsa-sha224`, pair: p256, hash: 'sha224' },
  { uri: `${MORE}ecdsa-sha256`, pair: p256, hash: 'sha256' },
  { uri: `${MORE}ecdsa-sha384`, pair: p384, hash: 'sha384' },
  { uri: `${MORE}ecdsa-sha512`, pair: p521, hash: 'sha512' },
  { uri: `${MORE07}ecdsa-ripemd160`, pair: p256, hash: 'ripemd160' },
  ...['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'].map((hash) => ({
    uri: `${MORE21}ecdsa-${hash}`,
    pair: p521,
    hash,
  })),
  { uri: `${DSIG}dsa-sha1`, pair: dsa, hash: 'sha1' },
  { uri: 'http://www.w3.org/2009/xmldsig11#dsa-sha256', pair: dsa256, hash: 'sha256' },
  { uri: `${MORE21}eddsa-ed25519`, pair: ed25519, hash: null },
  { uri: `${MORE21}eddsa-ed448`, pair: ed448, hash: null },
];

function signWith({ hash, pair, salt }: Case) {
  const key = pair.privateKey;
  return (data: Buffer): Buffer => {
    if (salt !== undefined) {
      return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt });
    }
    const raw = key.asymmetricKeyType === 'ec' || key.asymmetricKeyType === 'dsa';
    return raw ? sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }) : sign(hash, data, key);
  };
}

function another({ pair }: Case): KeyObject {
  const type = pair.publicKey.asymmetricKeyType;
  if (type === 'rsa') return otherRsa.publicKey;
  if (type === 'ec') return ec(pair.publicKey.asymmetricKeyDetails?.namedCurve ?? 'P-256').publicKey;
  if (type === 'ed25519') return generateKeyPairSync('ed25519').publicKey;
  if (type === 'ed448') return generateKeyPairSync('ed448').publicKey;
  return pair === dsa ? dsa256.publicKey : dsa.publicKey;
}

describe('signature methods', () => {
  test.each(cases)('$uri verifies, and under another key does not', (one) => {
    const text = signByHand({
      template,
      references: [{ uri: '#a1' }],
      signatureMethod: one.uri,
      methodContent: one.content ?? '',
      sign: signWith(one),
    });
    const evidence = examineOne(text, given(one.pair.publicKey));
    expect(evidence.problems).toEqual([]);
    expect(evidence.outcome).toBe('known-signer');
    expect(evidence.signatureMethod?.supported).toBe(true);
    const other = examineOne(text, given(another(one)));
    expect(other.outcome).toBe('value-mismatch');
    expect(other.covers).toEqual([]);
  });

  test('every method in the table is tried here or refused', () => {
    const tried = new Set(cases.map(({ uri }) => uri));
    const untried = [...signatureMethods].filter(
      ([uri, { refusal }]) => refusal === undefined && !tried.has(uri),
    );
    expect(untried).toEqual([]);
  });

  test.each([...signatureMethods].filter(([, { refusal }]) => refusal !== undefined))(
    '%s is refused',
    (uri) => {
      const text = signByHand({
        template,
        references: [{ uri: '#a1' }],
        signatureMethod: uri,
        sign: () => Buffer.alloc(16, 1),
      });
      const evidence = examineOne(text);
      expect(evidence.outcome).toBe('undecidable');
      expect(evidence.signatureMethod).toMatchObject({ supported: false, weakness: expect.any(String) });
      expect(evidence.problems.map(({ code }) => code)).toEqual(['refused-algorithm']);
    },
  );

  test('HMAC keyed with the public key, which anybody can compute, is refused', () => {
    const evidence = examineOne(
      signByHand({
        template,
        references: [{ uri: '#a1' }],
        signatureMethod: `${MORE}hmac-sha256`,
        sign: () => Buffer.alloc(32, 1),
      }),
    );
    expect(evidence.problems[0]?.message).toContain('whoever can verify can sign');
  });

  test.each([
    ['', 'has no Algorithm attribute', 'missing'],
    ['urn:example:new', 'does not compute', 'unknown'],
    [
      `${MORE}rsa-sha1`,
      `${DSIG}rsa-sha1 was probably meant`,
      'in the wrong namespace, as ADFS 2 and others had it',
    ],
  ])('an algorithm %j is told for what it is (%s)', (uri, says) => {
    const evidence = examineOne(
      signByHand({
        template,
        references: [{ uri: '#a1' }],
        signatureMethod: uri,
        sign: () => Buffer.alloc(3),
      }).replace('Algorithm=""', ''),
    );
    expect(evidence.outcome).toBe('undecidable');
    expect(evidence.problems[0]).toMatchObject({ code: 'unsupported-algorithm' });
    expect(evidence.problems[0]?.message).toContain(says);
  });

  test.each([
    ['a mask of another kind', '<p:MaskGenerationFunction Algorithm="urn:none"/>'],
    [
      'a mask with an unknown hash',
      `<p:MaskGenerationFunction Algorithm="${MORE07}MGF1"><ds:DigestMethod Algorithm="urn:none"/></p:MaskGenerationFunction>`,
    ],
    ['a salt that is no number', '<p:SaltLength>1e1</p:SaltLength>'],
    ['an empty salt', '<p:SaltLength/>'],
    ['another trailer', '<p:TrailerField>2</p:TrailerField>'],
    ['a salt longer than any key', '<p:SaltLength>4000</p:SaltLength>'],
    ['an unknown digest', '<ds:DigestMethod Algorithm="urn:none"/>'],
  ])('RSAPSSParams with %s are not computed', (_, content) => {
    const evidence = examineOne(
      signByHand({
        template,
        references: [{ uri: '#a1' }],
        signatureMethod: `${MORE07}rsa-pss`,
        methodContent: `<p:RSAPSSParams xmlns:p="${MORE07}">${content}</p:RSAPSSParams>`,
        sign: () => Buffer.alloc(256),
      }),
    );
    expect(evidence.problems.map(({ code }) => code)).toEqual(['unsupported-algorithm']);
  });

  test.each([
    ['sha256', 'sha1', 20, 2048],
    ['sha512', 'sha256', 64, 2048],
    ['sha256', 'sha512', 0, 2048],
    // Where the modulus ends one bit after an octet, the encoding is an octet shorter than it.
    ['sha1', 'sha256', 20, 1025],
  ] as const)('RSA-PSS with %s, and a mask with %s', (hash, mask, salt, modulusLength) => {
    const pair = generateKeyPairSync('rsa', { modulusLength });
    const key = forge.pki.privateKeyFromPem(
      pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    );
    const method = (name: string) =>
      `<ds:DigestMethod Algorithm="${name === 'sha1' ? DSIG : 'http://www.w3.org/2001/04/xmlenc#'}${name}"/>`;
    const pss = forge.pss.create({
      md: forge.md[hash].create(),
      mgf: forge.mgf.mgf1.create(forge.md[mask].create()),
      saltLength: salt,
    });
    const text = signByHand({
      template,
      references: [{ uri: '#a1' }],
      signatureMethod: `${MORE07}rsa-pss`,
      methodContent: `<p:RSAPSSParams xmlns:p="${MORE07}">${method(hash)}<p:MaskGenerationFunction Algorithm="${MORE07}MGF1">${method(mask)}</p:MaskGenerationFunction><p:SaltLength>${salt}</p:SaltLength></p:RSAPSSParams>`,
      sign: (data) => {
        const md = forge.md[hash].create().update(data.toString('binary'));
        return Buffer.from(key.sign(md, pss), 'binary');
      },
    });
    expect(examineOne(text, given(pair.publicKey)).outcome).toBe('known-signer');
    const wrongSalt = text.replace(/<p:SaltLength>\d+/, `<p:SaltLength>${salt + 1}`);
    expect(examineOne(wrongSalt, given(pair.publicKey)).outcome).toBe('value-mismatch');
    expect(examineOne(text, given(otherRsa.publicKey)).outcome).toBe('value-mismatch');
    const value = /<ds:SignatureValue>(..)/.exec(text)?.[1] ?? '';
    const damaged = text.replace(
      `<ds:SignatureValue>${value}`,
      `<ds:SignatureValue>${value === 'AA' ? 'AB' : 'AA'}`,
    );
    expect(examineOne(damaged, given(pair.publicKey)).outcome).toBe('value-mismatch');
  });

  test('an ECDSA value in ASN.1, as old Java wrote it, does not match', () => {
    const text = signByHand({
      template,
      references: [{ uri: '#a1' }],
      signatureMethod: `${MORE}ecdsa-sha256`,
      sign: (data) => sign('sha256', data, p256.privateKey),
    });
    expect(examineOne(text, given(p256.publicKey)).outcome).toBe('value-mismatch');
  });

  test('SHA-1 is computed and called weak', () => {
    const text = signByHand({
      template,
      references: [{ uri: '#a1', digestMethod: `${DSIG}sha1` }],
      signatureMethod: `${DSIG}rsa-sha1`,
      sign: (data) => sign('sha1', data, rsa.privateKey),
    });
    const evidence = examineOne(text);
    expect(evidence.outcome).toBe('known-signer');
    expect(evidence.signatureMethod?.weakness).toBe('SHA-1 collides');
    expect(evidence.references[0]?.digestMethod?.weakness).toBe('SHA-1 collides');
  });
});

describe('digest methods', () => {
  const signRsa = (data: Buffer) => sign('sha256', data, rsa.privateKey);

  test.each([...digestMethods].filter(([, { hash }]) => hash !== undefined))('%s is computed', (uri) => {
    const text = signByHand({ template, references: [{ uri: '#a1', digestMethod: uri }], sign: signRsa });
    expect(examineOne(text, rsaGiven)).toMatchObject({ outcome: 'known-signer', problems: [] });
    const tampered = examineOne(text.replace('user@example.com', 'evil@example.com'));
    expect(tampered).toMatchObject({ outcome: 'digest-mismatch', covers: [], value: { state: 'matches' } });
  });

  test('MD5 is refused', () => {
    const text = signByHand({
      template,
      references: [{ uri: '#a1', digestMethod: `${MORE}md5` }],
      sign: signRsa,
    });
    const evidence = examineOne(text);
    expect(evidence.outcome).toBe('undecidable');
    expect(evidence.problems.map(({ code }) => code)).toEqual(['refused-algorithm']);
  });
});
