// Errors as people paste them.
import { describe, expect, test } from 'vitest';
import { SamlscopeError } from '../../src/base/errors.ts';
import { limits } from '../../src/base/limits.ts';
import { explainError } from '../../src/peers/explain-error.ts';
import { peers } from '../../src/peers/peers.ts';

describe('every known text', () => {
  const all = peers.flatMap(({ name, refusals }) => refusals.map(({ says }) => [name, says] as const));

  test.each(all)('%s: %s', (name, says) => {
    const filled = says.replace(/\{([a-z][A-Za-z ]*)\}/g, 'https://example.com/x1');
    const { kind, texts } = explainError(`2026-05-01 ERROR [main] ${filled}\n    at somewhere (file.js:1:2)`);
    expect(kind).toBe('known');
    const found = texts.find((text) => text.says === says);
    expect(found?.products).toContain(name);
    for (const { value } of found?.values ?? []) expect(value).toContain('https://example.com/x1');
  });
});

describe('as it was pasted', () => {
  // [what was pasted, the text found first, why it is here]
  const cases: readonly (readonly [string, string, string])[] = [
    ['Error: SAML assertion audience mismatch', 'SAML assertion audience mismatch', 'with a prefix'],
    ['saml assertion AUDIENCE mismatch', 'SAML assertion audience mismatch', 'in another case'],
    ['SAML  assertion\n   audience\tmismatch', 'SAML assertion audience mismatch', 'broken over lines'],
    [
      'Doesn\u2019t match the issuer, expected: &lt;https://a&gt;, but was: &lt;https://b&gt;',
      "Doesn't match the issuer, expected: <{expected issuer}>, but was: <{actual issuer}>",
      'curly quotes and entities of a page',
    ],
    [
      '{"error":"Unsolicited responses are not allowed for idp \\"https://idp.example.com\\"."}',
      'Unsolicited responses are not allowed for idp "{issuer}".',
      'escaped in JSON',
    ],
    [
      'Invalid signature from encrypted assertion',
      'Invalid signature from encrypted assertion',
      'a longer text that begins like a shorter one',
    ],
    [
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken; Request ID: 0a1b2c3d-0000-0000-0000-000000000000)',
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
      'with braces that are no placeholder',
    ],
    [
      'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation: Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
      'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
      "with AWS's own spelling",
    ],
    [
      "None of the audiences within Assertion '_1' matched the list of valid audiances",
      "None of the audiences within Assertion '{id}' matched the list of valid audiances",
      "with OpenSAML's own spelling",
    ],
    [
      'opensaml::SecurityPolicyException at (https://sp.example.com/Shibboleth.sso/SAML2/POST)\n\nMessage was signed, but signature could not be verified.',
      'Message was signed, but signature could not be verified.',
      'the page of Shibboleth',
    ],
  ];

  test.each(cases)('%s', (pasted, says) => {
    const { kind, texts } = explainError(pasted);
    expect(kind).toBe('known');
    expect(texts[0]?.says).toBe(says);
  });

  test('values are kept as they stood', () => {
    const [text] = explainError(
      'Unknown SAML issuer. Expected: https://IdP.example/A Received: https://idp.example/a/',
    ).texts;
    expect(text?.values).toEqual([
      { name: 'expected issuer', value: 'https://IdP.example/A' },
      { name: 'received issuer', value: 'https://idp.example/a/' },
    ]);
    const [audience] = explainError('urn:example:sp is not a valid audience for this Response').texts;
    expect(audience?.values).toEqual([{ name: 'audience', value: 'urn:example:sp' }]);
  });

  test('products that print the same are told together', () => {
    const [text] = explainError('Signature validation failed. SAML Response rejected').texts;
    expect(text?.products).toEqual(['python3-saml', 'php-saml']);
  });

  test.each([
    'Response does not contain the required audience.',
    'Response does not contain the required audience',
    'error: response does not contain the required audience (Service: AWSSecurityTokenService)',
  ])('a sentence is known with its full stop and without: %s', (pasted) => {
    const { kind, texts } = explainError(pasted);
    expect(kind).toBe('known');
    expect(texts[0]?.checks).toContain('conditions/audience-mismatch');
  });

  test('a text is not found inside a word', () => {
    expect(explainError('XInvalid signatures').kind).not.toBe('known');
  });
});

describe('a page of Microsoft Entra ID', () => {
  const page = `Sorry, but we\u2019re having trouble signing you in.

AADSTS50011: The reply URL specified in the request does not match the reply URLs configured for the application.

Request Id: 11111111-2222-3333-4444-555555555555
Correlation Id: aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
Timestamp: 2026-05-01T09:00:00Z`;

  test('the code, what to do, and what support asks for', () => {
    expect(explainError(page)).toEqual({
      kind: 'known',
      texts: [],
      codes: [
        {
          code: 'AADSTS50011',
          means: 'the ACS URL of the request is not among the Reply URLs',
          remedy: { end: 'identity provider', do: expect.stringContaining('Reply URL') },
          checks: ['entra/request-reply-url-unknown', 'request/acs-url-unknown', 'request/acs-url-not-https'],
        },
      ],
      identifiers: [
        { name: 'Correlation ID', value: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' },
        { name: 'Request ID', value: '11111111-2222-3333-4444-555555555555' },
        { name: 'Timestamp', value: '2026-05-01T09:00:00Z' },
      ],
    });
  });

  test('codes are matched whole', () => {
    const [code] = explainError('AADSTS500119').codes;
    expect(code).toEqual({ code: 'AADSTS500119', checks: [] });
    expect(explainError('XAADSTS50011').codes).toEqual([]);
  });

  test('each code once', () => {
    expect(
      explainError('AADSTS50105 … AADSTS50105, then AADSTS700016').codes.map(({ code }) => code),
    ).toEqual(['AADSTS50105', 'AADSTS700016']);
  });
});

describe('what nobody prints', () => {
  test('words in common are told as a guess', () => {
    const { kind, texts } = explainError(
      'the audience of the assertion is not the valid audience of this response',
    );
    expect(kind).toBe('alike');
    expect(texts[0]?.checks).toContain('conditions/audience-mismatch');
    expect(texts[0]?.similarity).toBeGreaterThan(0.4);
    expect(texts.map(({ similarity = 0 }) => similarity)).toEqual(
      texts.map(({ similarity = 0 }) => similarity).sort((a, b) => b - a),
    );
  });

  test.each([
    ['', 'nothing'],
    ['Segmentation fault (core dumped)', 'another trade'],
    ['{issuer} {url} {id}', 'placeholders alone'],
    ['\u0000\u202e\uffff', 'no words'],
  ])('%j: %s', (pasted) => {
    expect(explainError(pasted)).toMatchObject({ kind: 'unknown', texts: [], codes: [] });
  });

  test('a text beyond the limit is refused by name', () => {
    const error = (() => {
      try {
        return explainError('a'.repeat(limits.errorTextUnits + 1));
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(SamlscopeError);
    expect(error).toMatchObject({ code: 'limit' });
  });
});

describe('hostile texts', () => {
  // Each is as many times repeated as fits; what is counted is that the cost grows no faster than the text.
  test.each([
    ['the beginning of a text', 'SAML assertion audience '],
    ['a first part, over and over', 'Unknown SAML issuer. Expected: '],
    ['quotes', '\'"`\u201c'],
    ['placeholders', '{issuer}'],
    ['codes', 'AADSTS1 AADSTS50011 '],
    ['spaces', ' \t\n'],
    ['entities', '&amp;quot;&lt;'],
    ['words of the texts', 'response signature assertion audience recipient issuer '],
  ])('%s', (_, unit) => {
    const cost = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 5; i++) {
        const start = performance.now();
        explainError(text);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    cost(20_000);
    const exponent = Math.log(cost(400_000) / cost(50_000)) / Math.log(8);
    // A quadratic cost has 2; what stands between is the noise of a machine that does other things as well.
    expect(exponent).toBeLessThan(1.8);
  });
});
