import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { readSignedQuery } from '../../src/capture/signed-query.ts';
import { type DetachedEvidence, examineDetached } from '../../src/dsig/detached.ts';
import type { Deviation } from '../../src/dsig/detached-deviations.ts';
import { p1363FromDer } from '../../src/dsig/ecdsa-value.ts';
import type { KeyCandidate } from '../../src/x509/certificate.ts';
import { given, otherRsa, response, rsa, rsaGiven } from './sign-for-test.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
const XML = response('ana é');
const MESSAGE = `SAMLResponse=${encodeURIComponent(deflateRawSync(XML).toString('base64'))}`;
const RELAY = `RelayState=${encodeURIComponent("https://a.example/?x=1 (2)~é'")}`;
const ALGORITHM = `SigAlg=${encodeURIComponent(RSA_SHA256)}`;
const SENT = [MESSAGE, RELAY, ALGORITHM].join('&');

function value(octets: string | Buffer, hash = 'sha256', key: KeyObject = rsa.privateKey): string {
  return sign(hash, Buffer.from(octets), key).toString('base64');
}

function examine(
  query: string,
  keys: readonly KeyCandidate[] = rsaGiven,
  input = `https://sp.example/?${query}`,
): DetachedEvidence {
  const parts = readSignedQuery(capture(input, 'test')[0]);
  if (!parts) throw new Error('The capture holds no signature beside the message.');
  return examineDetached(parts, keys);
}

const withValue = (octets: string, base64: string) => `${octets}&Signature=${encodeURIComponent(base64)}`;

describe('a signature over what was sent', () => {
  test.each<[string, string]>([
    ['with RelayState', withValue(SENT, value(SENT))],
    ['without RelayState', withValue(`${MESSAGE}&${ALGORITHM}`, value(`${MESSAGE}&${ALGORITHM}`))],
    [
      'with an empty one that is signed',
      withValue(`${MESSAGE}&RelayState=&${ALGORITHM}`, value(`${MESSAGE}&RelayState=&${ALGORITHM}`)),
    ],
    [
      'the URL in another order',
      `Signature=${encodeURIComponent(value(SENT))}&${ALGORITHM}&${RELAY}&${MESSAGE}`,
    ],
    ['between other parameters', `a=b&${withValue(SENT, value(SENT))}&c=d`],
    ['with lower-case escapes, sent and signed', withValue(lower(SENT), value(lower(SENT)))],
  ])('%s matches', (_, query) => {
    const { state, outcome, under, deviation } = examine(query);
    expect({ state, outcome, from: under?.from, deviation }).toEqual({
      state: 'matches',
      outcome: 'known-signer',
      from: '--cert test.pem',
      deviation: undefined,
    });
  });

  test('is read from &amp; too, as copied out of the source of a page', () => {
    expect(examine(withValue(SENT, value(SENT)).replaceAll('&', '&amp;')).state).toBe('matches');
  });

  test.each<[string, string, KeyObject]>([
    ['ecdsa', ECDSA_SHA256, ec.privateKey],
    ['dsa', 'http://www.w3.org/2009/xmldsig11#dsa-sha256', dsa.privateKey],
  ])('%s, r and s side by side', (_, uri, key) => {
    const sent = `${MESSAGE}&SigAlg=${encodeURIComponent(uri)}`;
    const flat = sign('sha256', Buffer.from(sent), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
    const der = value(sent, 'sha256', key);
    const keys = given(key === ec.privateKey ? ec.publicKey : dsa.publicKey);
    expect(examine(withValue(sent, flat), keys)).toMatchObject({ state: 'matches' });
    expect(examine(withValue(sent, der), keys)).toMatchObject({
      state: 'differs',
      deviation: { kind: 'der' },
    });
  });
});

function lower(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
}

const url = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
const parts = SENT.split('&').map((pair) => pair.split('=') as [string, string]);
const pairsAs = (encode: (text: string) => string) =>
  parts.map(([name, raw]) => `${name}=${encode(decodeURIComponent(raw))}`).join('&');

describe('a signature over something else is shown to be over that, and matches nothing', () => {
  test.each<[string, string, Deviation['kind']]>([
    ['the order of the alphabet', [RELAY, MESSAGE, ALGORITHM].join('&'), 'order'],
    ['SigAlg first', [ALGORITHM, MESSAGE, RELAY].join('&'), 'order'],
    ['RelayState last', [MESSAGE, ALGORITHM, RELAY].join('&'), 'order'],
    ['RelayState left out', `${MESSAGE}&${ALGORITHM}`, 'relay-state'],
    ['RelayState emptied', `${MESSAGE}&RelayState=&${ALGORITHM}`, 'relay-state'],
    ['SigAlg left out', `${MESSAGE}&${RELAY}`, 'relay-state'],
    ['lower-case escapes', lower(SENT), 'percent-encoding'],
    ['"+" for a space, as forms have it', pairsAs(url), 'percent-encoding'],
    [
      'RelayState alone encoded otherwise',
      [MESSAGE, `RelayState=${url(decodeURIComponent(RELAY.slice(11)))}`, ALGORITHM].join('&'),
      'percent-encoding',
    ],
    [
      'RFC 3986',
      pairsAs((text) =>
        encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
      ),
      'percent-encoding',
    ],
    ['decoded values', pairsAs((text) => text), 'decoded-values'],
  ])('%s', (_, signed, kind) => {
    const evidence = examine(withValue(SENT, value(signed)));
    expect(evidence).toMatchObject({ state: 'differs', outcome: 'value-mismatch', deviation: { kind } });
    expect(evidence.under).toBeUndefined();
  });

  test('the whole query', () => {
    const sent = `lang=pt&${SENT}`;
    expect(examine(withValue(sent, value(sent))).deviation).toMatchObject({
      kind: 'whole-query',
      says: expect.stringContaining('lang'),
    });
  });

  test.each<[string, string, Deviation['kind']]>([
    ['sha1', value(SENT, 'sha1'), 'algorithm'],
    ['sha512', value(SENT, 'sha512'), 'algorithm'],
    [
      'PSS',
      sign('sha256', Buffer.from(SENT), {
        key: rsa.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }).toString('base64'),
      'algorithm',
    ],
    ['base64url', Buffer.from(value(SENT), 'base64').toString('base64url'), 'base64'],
    ['without padding', value(SENT).replace(/=+$/, ''), 'base64'],
    ['percent-encoded twice', encodeURIComponent(value(SENT)), 'base64'],
  ])('a value written otherwise: %s', (_, written, kind) => {
    expect(examine(withValue(SENT, written))).toMatchObject({ state: 'differs', deviation: { kind } });
  });

  test('a base64 with bare plus signs', () => {
    // RSA values without a "+" are rare, and then there is nothing to see.
    let octets = SENT;
    while (!value(octets).includes('+')) octets += 'x';
    const query = `${octets}&Signature=${value(octets)}`;
    expect(examine(query).deviation?.kind).toBe('base64');
  });

  test('white space in the base64 is told although it matches', () => {
    const written = value(SENT).replace(/.{60}/g, '$&\n');
    expect(examine(withValue(SENT, written))).toMatchObject({
      state: 'matches',
      deviation: { kind: 'base64' },
    });
  });

  test('another key, or another text, is no deviation', () => {
    const others: [string, string][] = [
      [SENT, value(SENT, 'sha256', otherRsa.privateKey)],
      [SENT, value(`${SENT}x`)],
      [SENT.replace('RelayState=https', 'RelayState=http'), value(SENT)],
    ];
    for (const [sent, written] of others) {
      const { state, deviation, outcome } = examine(withValue(sent, written));
      expect({ state, deviation, outcome }).toEqual({
        state: 'differs',
        deviation: undefined,
        outcome: 'value-mismatch',
      });
    }
  });
});

describe('what cannot be decided', () => {
  test.each<[string, string, RegExp]>([
    ['no SigAlg', withValue(MESSAGE, 'AAAA'), /Signature without SigAlg/],
    ['no Signature', SENT, /SigAlg without Signature/],
    ['an unknown algorithm', withValue(`${MESSAGE}&SigAlg=urn%3Ax`, 'AAAA'), /urn:x/],
    ['an empty algorithm', withValue(`${MESSAGE}&SigAlg=`, 'AAAA'), /empty/],
    [
      'HMAC',
      withValue(
        `${MESSAGE}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256')}`,
        'AAAA',
      ),
      /HMAC/,
    ],
    ['no base64', withValue(SENT, '****'), /not base64/],
    ['twice', withValue(`${SENT}&RelayState=b`, value(SENT)), /RelayState is sent more than once/],
    [
      'the message twice',
      withValue(`${SENT}&${MESSAGE}`, value(SENT)),
      /SAMLResponse is sent more than once/,
    ],
    [
      'a key of another kind',
      withValue(`${MESSAGE}&SigAlg=${encodeURIComponent(ECDSA_SHA256)}`, 'AAAA'),
      /rsa/,
    ],
  ])('%s', (_, query, problem) => {
    const { outcome, problems } = examine(query);
    expect(outcome).toBe('undecidable');
    expect(problems[0]?.message).toMatch(problem);
  });

  test('no key', () => {
    expect(examine(withValue(SENT, value(SENT)), []).problems[0]?.code).toBe('no-key');
  });
});

describe('HTTP-POST-SimpleSign', () => {
  const form = (signed: string | Buffer, xml = XML) => {
    const body = new URLSearchParams({
      SAMLResponse: Buffer.from(xml).toString('base64'),
      RelayState: 'a&b',
      SigAlg: RSA_SHA256,
      Signature: value(signed),
    });
    return body.toString();
  };
  const octets = `SAMLResponse=${XML}&RelayState=a&b&SigAlg=${RSA_SHA256}`;
  const post = (body: string) => examine('', rsaGiven, body);

  test('signs the XML itself', () => {
    expect(post(form(octets))).toMatchObject({ binding: 'HTTP-POST-SimpleSign', state: 'matches' });
    expect(post(form(octets, XML.replace('ana', 'eva')))).toMatchObject({ state: 'differs' });
  });

  test('is told from a query with a deflated message', () => {
    expect(examine('', rsaGiven, withValue(SENT, value(SENT)))).toMatchObject({
      binding: 'HTTP-Redirect',
      state: 'matches',
    });
  });

  test('over base64, or over the encoded form, is told', () => {
    const base64 = Buffer.from(XML).toString('base64');
    const ofBase64 = `SAMLResponse=${base64}&RelayState=a&b&SigAlg=${RSA_SHA256}`;
    expect(post(form(ofBase64)).deviation?.kind).toBe('other-binding');
    const encoded = form('').replace(/&Signature=.*/, '');
    expect(post(form(encoded)).deviation?.kind).toBe('other-binding');
  });

  test('in a page with a form', () => {
    const input = (name: string, text: string) =>
      `<input type="hidden" name="${name}" value="${text.replaceAll('&', '&amp;').replaceAll('+', '&#43;')}"/>`;
    const page = `<form method="post" action="https://sp.example/">${[...new URLSearchParams(form(octets))]
      .map(([name, text]) => input(name, text))
      .join('')}</form>`;
    expect(examine('', rsaGiven, page)).toMatchObject({ binding: 'HTTP-POST-SimpleSign', state: 'matches' });
  });
});

test('where only decoded values were captured, any percent-encoding that matches will do', () => {
  const fields = Object.fromEntries(new URLSearchParams(withValue(SENT, value(lower(SENT)))));
  const parts = readSignedQuery(capture(JSON.stringify(fields), 'test')[0]);
  expect(parts?.asSent).toBe(false);
  expect(parts && examineDetached(parts, rsaGiven)).toMatchObject({
    state: 'matches',
    outcome: 'known-signer',
  });
});

describe('p1363FromDer', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('gives what the platform writes, %i', (i) => {
    const data = Buffer.from(`text ${i}`);
    const der = sign('sha256', data, ec.privateKey);
    const flat = p1363FromDer(der, 256);
    expect(flat).toHaveLength(64);
    expect(p1363FromDer(Uint8Array.from([...der, 0]), 256)).toBeUndefined();
    expect(p1363FromDer(der.subarray(0, -1), 256)).toBeUndefined();
  });

  test.each<[string, readonly number[]]>([
    ['nothing', []],
    ['no sequence', [2, 1, 1]],
    ['one number', [0x30, 3, 2, 1, 1]],
    ['a number beyond the end', [0x30, 6, 2, 1, 1, 2, 9, 1]],
    ['a length in four octets', [0x30, 0x84, 0, 0, 0, 6, 2, 1, 1, 2, 1, 1]],
  ])('refuses %s', (_, octets) => {
    expect(p1363FromDer(Uint8Array.from(octets), 256)).toBeUndefined();
  });

  test('pads small numbers', () => {
    expect([...(p1363FromDer(Uint8Array.from([0x30, 6, 2, 1, 1, 2, 1, 2]), 16) ?? [])]).toEqual([0, 1, 0, 2]);
  });
});
