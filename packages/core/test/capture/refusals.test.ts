import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SamlscopeError } from '../../src/base/errors.ts';
import { limits } from '../../src/base/limits.ts';
import { capture } from '../../src/capture/capture.ts';

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const XML = `<Response>${'x'.repeat(200)}</Response>`;
const SECRET = 'U0VDUkVUU0VDUkVUU0VDUkVUU0VDUkVUU0VDUkVUU0VDUkVU';

function refusalOf(input: string | Uint8Array, given = limits): SamlscopeError {
  try {
    capture(input, 'x', given);
  } catch (error) {
    if (error instanceof SamlscopeError) return error;
    throw error;
  }
  throw new Error('a message was found');
}

describe('capture refuses what is no SAML', () => {
  const rows: readonly {
    readonly why: string;
    readonly input: string | Uint8Array;
    readonly message: RegExp;
  }[] = [
    { why: 'nothing', input: '', message: /^This is empty\./ },
    { why: 'white space', input: ' \r\n\t', message: /^This is empty\./ },
    { why: 'no bytes', input: new Uint8Array(0), message: /^This is empty\./ },
    {
      why: 'a JWT',
      input: `eyJhbGciOiJSUzI1NiJ9.${base64('{"sub":"x"}')}.c2lnbmF0dXJl`,
      message: /^This is a JWT \(OpenID Connect\), not SAML\.$/,
    },
    {
      why: 'a certificate',
      input: '-----BEGIN CERTIFICATE-----\nMIIBrTCCAaGgAwIBAgIBATADBgEAMGcx\n-----END CERTIFICATE-----\n',
      message: /^This is a certificate, not a SAML message\. Certificates are given as a fact/,
    },
    {
      why: 'a private key',
      input: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n-----END RSA PRIVATE KEY-----\n`,
      message: /^This is a private key, not a SAML message\. It was not read further\.$/,
    },
    {
      why: 'a certificate without its lines',
      input: 'MIIBrTCCAaGgAwIBAgIBATADBgEAMGcxCzAJBgNVBAYTAlVTMRMwEQYDVQQIDApDYWxpZm9ybmlh',
      message: /^This is base64 of a certificate or key/,
    },
    {
      why: 'a certificate in DER',
      input: Uint8Array.from([0x30, 0x82, 1, 2, 0x30, 0x82, 0, 1, 0xa0, 3, 2, 1, 2]),
      message: /^This is a certificate in DER/,
    },
    {
      why: 'a private key in DER',
      input: Uint8Array.from([0x30, 0x82, 1, 2, 0x02, 0x01, 0, 0x30, 0x0d]),
      message: /^This is a private key or key store in DER/,
    },
    { why: 'JSON', input: '{"iss":"https://idp.example"}', message: /^This is JSON without a SAML message/ },
    {
      why: 'a HAR without SAML',
      input: JSON.stringify({
        log: { version: '1.2', entries: [{ request: { url: 'https://x.example/' } }] },
      }),
      message: /^This is a HAR in which no request or response carries a SAML message/,
    },
    {
      why: 'a SAZ of Fiddler',
      input: Uint8Array.from([0x50, 0x4b, 3, 4, 0x14, 0, 0, 0, 8, 0, 1, 2, 3]),
      message: /^This is a ZIP archive \(a Fiddler SAZ.*Copy the value of the SAMLResponse/,
    },
    { why: 'gzip', input: gzipSync(XML), message: /^This is gzip data/ },
    {
      why: 'a page without a form',
      input: '<!DOCTYPE html><html><body>Sign in</body></html>',
      message: /^This is an HTML page without a SAML form/,
    },
    {
      why: 'a page with another form',
      input: '<html><form method="post"><input name="user" value="x"></form></html>',
      message: /^This is an HTML page without a SAML form/,
    },
    {
      why: 'an artifact',
      input: `AAQAA${base64(new Uint8Array(39).fill(7)).slice(0, 54)}=`,
      message: /^This is a SAML artifact/,
    },
    {
      why: 'words',
      input: 'this is not a message at all, my friend',
      message: /^There is no SAML in this text\./,
    },
    {
      why: 'an XML tag that is not the beginning of a document',
      input: 'a < b and c > d',
      message: /^There is no SAML in this text\./,
    },
    {
      why: 'base64 of something else',
      input: base64('the quick brown fox jumps over the lazy dog'),
      message: /^After undoing base64 there is text without XML in it\.$/,
    },
    {
      why: 'base64 of bytes',
      input: base64(Uint8Array.from({ length: 64 }, (_, index) => (index * 37 + 129) & 0xff)),
      message: /^After undoing base64 there is binary data/,
    },
    {
      why: 'a form with base64 of JSON',
      input: `SAMLResponse=${base64('{"iss":"https://idp.example/"}').replace(/=/g, '%3D')}`,
      message: /^After undoing form-body.* then base64 there is JSON without a SAML message/,
    },
    {
      why: 'deflated words',
      input: base64(deflateRawSync('the quick brown fox jumps over the lazy dog, and again the lazy dog')),
      message: /^After undoing base64, then deflate there is text without XML/,
    },
    {
      why: 'an illegal character in base64',
      input: `${base64(XML).slice(0, 50)}*${base64(XML).slice(50)}`,
      message: /^This looks like base64, but has the character "\*", which is none of base64, at offset 50\./,
    },
    {
      why: 'base64 that goes on after its padding',
      input: `${base64('<Response>aaaaaaaaaaaaaaa')}${base64(XML)}`,
      message: /^This looks like base64, but has "P" after the padding "=" that ends it, at offset 36\./,
    },
  ];

  it.each(rows)('$why', ({ input, message }) => {
    const refusal = refusalOf(input);
    expect(refusal.code).toBe('no-saml');
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toMatch(/\n/);
    expect(refusal.details.at(-1)).toMatch(/^Looked for: XML/);
  });

  it('tells what was undone', () => {
    const { details } = refusalOf(base64('the quick brown fox jumps over the lazy dog'));
    expect(details[0]).toBe('Undone: base64, 60 characters to 43 bytes.');
  });

  it('repeats nothing of a private key', () => {
    for (const wrap of [(key: string) => key, base64, JSON.stringify, encodeURIComponent]) {
      const refusal = refusalOf(wrap(`-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`));
      expect(refusal.message + refusal.details.join()).not.toContain(SECRET.slice(0, 8));
    }
  });
});

describe('capture keeps to its limits', () => {
  const nested = (times: number) => {
    let text = XML;
    for (let time = 0; time < times; time++) text = base64(text);
    return text;
  };
  const bomb = base64(deflateRawSync(`<a>${'0'.repeat(4_000_000)}</a>`));
  const rows: readonly {
    readonly why: string;
    readonly limit: keyof typeof limits;
    readonly given?: Partial<typeof limits>;
    readonly input: string | Uint8Array;
    /** Just within the limit. */
    readonly allowed: string | Uint8Array;
  }[] = [
    {
      why: 'a text too long',
      limit: 'inputBytes',
      given: { inputBytes: 300 },
      input: XML + XML,
      allowed: XML,
    },
    {
      why: 'bytes too many',
      limit: 'inputBytes',
      given: { inputBytes: XML.length },
      input: Buffer.from(`${XML} `),
      allowed: Buffer.from(XML),
    },
    {
      why: 'a text is measured in bytes of UTF-8',
      limit: 'inputBytes',
      given: { inputBytes: 40 },
      input: `<a>${'\u00f6'.repeat(20)}</a>`,
      allowed: `<a>${'o'.repeat(20)}</a>`,
    },
    {
      why: 'what inflates to too much',
      limit: 'inputBytes',
      given: { inputBytes: 1_000_000 },
      input: bomb,
      allowed: base64(deflateRawSync(`<a>${'0'.repeat(900_000)}</a>`)),
    },
    {
      why: 'what inflates to too much in all',
      limit: 'inputBytes',
      given: { inputBytes: 1_000_000 },
      input: Array.from({ length: 4 }, () =>
        encodeURIComponent(base64(deflateRawSync(`<a>${'0'.repeat(300_000)}</a>`))),
      )
        .map((value) => `SAMLResponse=${value}`)
        .join('&'),
      allowed: `SAMLResponse=${encodeURIComponent(base64(deflateRawSync(`<a>${'0'.repeat(300_000)}</a>`)))}`,
    },
    {
      why: 'what inflates too steeply',
      limit: 'inflateRatio',
      given: { inflateRatio: 100 },
      input: bomb,
      allowed: base64(deflateRawSync(XML)),
    },
    { why: 'too many encodings', limit: 'decodingSteps', input: nested(13), allowed: nested(12) },
    {
      why: 'too many places',
      limit: 'messages',
      input: `SAMLResponse=${base64('<a/>')}&`.repeat(1001),
      allowed: `SAMLResponse=${base64(XML).replaceAll('=', '%3D')}&`.repeat(1000),
    },
    {
      why: 'too many places in a log',
      limit: 'messages',
      given: { messages: 5 },
      input: 'x <Response/> '.repeat(6),
      allowed: 'x <Response/> '.repeat(5),
    },
  ];

  it.each(rows)('$why', ({ limit, given, input, allowed }) => {
    const bounds = { ...limits, ...given };
    const refusal = refusalOf(input, bounds);
    expect(refusal.code).toBe('limit');
    expect(refusal.message).toContain(`(limit ${limit})`);
    expect(capture(allowed, 'x', bounds)[0].source.text).toMatch(/^</);
  });
});
