// Transcripts: what is pasted, and what is said of it.
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo, type Given } from './fake-io.ts';

async function ran(line: readonly string[], given: Given = {}) {
  const io = new FakeIo(given);
  const code = await run(['explain', ...line], io);
  return { code, out: io.out, err: io.err };
}

describe('an error of a product', () => {
  test('in quotes', async () => {
    const { code, out } = await ran(['Error: Invalid document signature']);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "An error of node-saml

      Invalid document signature
        printed by  node-saml
        means       The Response itself is not signed, or its signature does not
                    verify under the certificate configured. Many identity providers
                    sign the Assertion alone.
        note        It asks for a signature on the Response unless
                    wantAuthnResponseSigned is false, even where the Assertion is
                    signed.
        source      https://github.com/node-saml/node-saml, src/saml.ts (read on
                    2026-11-25)

        Checks that find the reason  the likeliest first
        signature/absent  The assertion is not signed
        signature/value-mismatch
            The signature was made by another key, or was changed
        signature/key-not-trusted
            The message is signed by a key that is not known to be the identity
            provider’s
        signature/digest-mismatch  What is signed was changed after it was signed
        signature/undecidable  Whether the signature holds could not be decided
        attack/signature-wrapping
            Signature wrapping: one element is signed, another would be read
      … and 18 more

      Next
      Capture the message that was refused and give it to samlscope: it says which of
      these it is.
      "
    `);
  });

  test('with its values, without quotes', async () => {
    const { code, out } = await ran(
      'Unknown SAML issuer. Expected: https://a.example Received: https://b.example'.split(' '),
    );
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "An error of node-saml

      Unknown SAML issuer. Expected: {expected issuer} Received: {received issuer}
        printed by  node-saml
        expected issuer
                    https://a.example
        received issuer
                    https://b.example
        source      https://github.com/node-saml/node-saml, src/saml.ts (read on
                    2026-11-25)

        Checks that find the reason  the likeliest first
        issuer/mismatch
            The message comes from another identity provider than expected

      Next
      Capture the message that was refused and give it to samlscope: it says which of
      these it is.
      "
    `);
  });
});

describe('a page of Microsoft Entra ID, piped', () => {
  const stdin = `AADSTS700016: Application with identifier 'https://sp.example.com' was not found in the directory 'Example'.
Trace ID: 11111111-2222-3333-4444-555555555555
Correlation ID: aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
Timestamp: 2026-05-01 09:00:00Z`;

  test('the code, the remedy, and what support asks for', async () => {
    const { code, out } = await ran(['-'], { stdin });
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "AADSTS700016, an error of Microsoft Entra ID

      AADSTS700016
        means  there is no application with this identifier in the tenant
        fix    At the service provider: Send as Issuer what stands in Basic SAML
               Configuration > Identifier (Entity ID), exactly, and use the sign-on
               URL of the right tenant.

        Checks that find the reason  the likeliest first
        entra/request-issuer-unknown
            The application does not list the Issuer of the request as an identifier
        request/issuer-unknown
            The request comes from another service provider than expected
        issuer/white-space  There is white space round the Issuer
        issuer/missing  The message does not say who issued it

      For whoever has the logs
        Correlation ID  aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
        Trace ID        11111111-2222-3333-4444-555555555555
        Timestamp       2026-05-01 09:00:00Z

      Next
      Capture the message that was refused and give it to samlscope: it says which of
      these it is.
      "
    `);
  });

  test('as JSON', async () => {
    const { out } = await ran(['--format', 'json', '-'], { stdin });
    expect(JSON.parse(out)).toMatchObject({ kind: 'known', codes: [{ code: 'AADSTS700016' }] });
  });
});

describe('what is not known', () => {
  test('guesses are called guesses', async () => {
    const { code, out } = await ran(['the response has an unknown audience which is not valid here']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^No product known here prints this; these are the closest known texts, and only\nguesses:\n/,
    );
    expect(out).toMatch(/alike +\d+ % of the words/);
  });

  test('and nothing is called nothing', async () => {
    const { code, out, err } = await ran(['The disk is full.']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatchInlineSnapshot(`
      "No product known here prints this.

      Next
      Capture the message that was refused and give it to samlscope; or look through
      samlscope checks.
      "
    `);
  });

  test('a word that could be an id is taken for a check misspelt', async () => {
    const { code, err } = await ran(['conditions/audience-mismach']);
    expect(code).toBe(2);
    expect(err).toMatch(/^samlscope: There is no check "conditions\/audience-mismach"\. Did you mean/);
  });

  test('a word that a product prints is not', async () => {
    const { code, out } = await ran(['ERR_SUBJECT_UNCONFIRMED']);
    expect(code).toBe(0);
    expect(out).toMatch(/^An error of samlify\n/);
  });
});

test('a text from elsewhere cannot draw on the terminal', async () => {
  const { out } = await ran(['Unknown SAML issuer. Expected: \u001b[31ma Received: \u202eb']);
  expect([...out].filter((character) => character === '\u001b' || character === '\u202e')).toEqual([]);
});

test('nor in JSON, where it keeps its value', async () => {
  const { out } = await ran(['--format', 'json', 'Unknown SAML issuer. Expected: a Received: \u202eb']);
  expect(out).toContain('\\u202eb');
  expect(out).not.toContain('\u202e');
  const [known] = JSON.parse(out).texts;
  expect(known.values[1].value).toBe('\u202eb');
});
