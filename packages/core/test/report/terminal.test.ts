import { describe, expect, test } from 'vitest';
import { render } from '../../src/report/render.ts';
import type { Finding, Report } from '../../src/report/report.ts';
import { columnsOf } from '../../src/report/visible.ts';
import { audienceMismatch, example, finding } from './example.ts';

const withFindings = (...findings: Finding[]): Report => ({ ...example, findings });
const drawn = (report: Report, options: Parameters<typeof render>[2] = {}) =>
  render(report, 'terminal', options);

test('of several values that would do, each stands on a line of its own', () => {
  const [first, ...rest] = example.findings;
  const expected = 'urn:amazon:webservices (SP metadata)\nhttps://signin.aws.amazon.com/saml (AWS)';
  const several = { ...example, findings: [{ ...(first as typeof first & object), expected }, ...rest] };
  expect(drawn(several as typeof example)).toContain(`\
  expected   urn:amazon:webservices (SP metadata)
  or         https://signin.aws.amazon.com/saml (AWS)
  actual     urn:amazon:webservice
`);
});

test('the first screen: the answer, the fault, both values, what to do', () => {
  expect(drawn(example, { threshold: 'warning' }).split('\nResponse\n')[0]).toBe(
    `\
1 error: the Audience is not one the service provider answers to
A SAML Response from https://sts.windows.net/3f25/ for urn:amazon:webservice.

error: The Audience is not one the service provider answers to
  conditions/audience-mismatch at line 1, column 3310
  …/saml:Assertion/saml:Conditions/saml:AudienceRestriction/saml:Audience
  The assertion is for urn:amazon:webservice, AWS IAM answers to
  urn:amazon:webservices.

  1 │ …udienceRestriction><Audience>urn:amazon:webservice</Audience></Audien…
    │                               ^^^^^^^^^^^^^^^^^^^^^

  expected   urn:amazon:webservices
  actual     urn:amazon:webservice
                                  ^
  near miss  The last character is missing.
  fix        At the identity provider: Set Identifier (Entity ID) to
             urn:amazon:webservices, under Single sign-on › Basic SAML
             Configuration.
  why        A service provider must refuse an assertion that is meant for
             somebody else. \`Audience\` says for whom it is meant.
  see        SAML Core §2.5.1.4: An AudienceRestriction holds only where the
             reader is one of its audiences.

note: An instant has no time zone
  time/instant-zoneless at line 2, column 7
  /samlp:Response/saml:Assertion/saml:Conditions/@NotBefore
  NotBefore is 2026-05-01T08:55:00, without Z.
`,
  );
});

test('then the message, its signatures, how it was read, what was known, what was not checked', () => {
  expect(drawn(example).slice(drawn(example).indexOf('\nResponse\n') + 1)).toBe(`\
Response
  issuer       https://sts.windows.net/3f25/
  destination  https://signin.aws.amazon.com/saml
  issued       2026-05-01T09:00:00.000Z (12 min ago)
  status       Success

Assertion  signed by a key you know
  subject     zoe.mueller@contoso.example
  NameID      urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress
  audience    urn:amazon:webservice
  recipient   https://signin.aws.amazon.com/saml
  valid from  2026-05-01T08:55:00.000Z (17 min ago)
  until       2026-05-01T10:00:00.000Z (in 48 min)
  deliver by  2026-05-01T10:00:00.000Z (in 48 min)
  logged in   2026-05-01T08:59:58.000Z (12 min 2 s ago)

  3 attributes
  https://aws.amazon.com/SAML/Attributes/RoleSessionName
      zoe.mueller@contoso.example
  https://aws.amazon.com/SAML/Attributes/Role
      arn:aws:iam::000000000001:role/Admin,
      arn:aws:iam::000000000001:saml-provider/EntraID
      arn:aws:iam::000000000002:role/Admin,
      arn:aws:iam::000000000002:saml-provider/EntraID
      arn:aws:iam::000000000003:role/Admin,
      arn:aws:iam::000000000003:saml-provider/EntraID
      … 2 more
  dept  it

Signature  matches, under a key you know
The Assertion is what was signed, by a key you named (--cert idp.pem).
  stands in    /samlp:Response/saml:Assertion
  covers       /samlp:Response/saml:Assertion
  verified by  --cert idp.pem
  key          RSA, 2048 bits
  certificate  CN=Microsoft Azure Federated SSO Certificate
  valid        2026-01-01T00:00:00.000Z to 2029-01-01T00:00:00.000Z
  SHA-1        0123456789ABCDEF0123456789ABCDEF01234567
  SHA-256      0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF
  algorithms   rsa-sha256, sha256, exc-c14n

How it was read
  input       response.txt, form body, parameter SAMLResponse
  RelayState  https://console.aws.amazon.com/
  decoded     form body, 2 parameters
              base64, 9,104 characters to 6,827 bytes
  repaired    12 spaces put back to "+"

Judged against
  moment     2026-05-01T09:12:00.000Z, forgiving 3 min of clock difference
  IdP        Microsoft Entra ID (by Issuer https://sts.windows.net/3f25/)
  audiences  urn:amazon:webservices
  keys       --cert idp.pem, CN=Microsoft Azure Federated SSO Certificate

Not checked  the message cannot tell; give more, learn more
  --request-id ID (or '' where no request was sent)
      InResponseTo names another request
`);
});

test('quiet: one finding a line, those below the threshold left out', () => {
  expect(drawn(example, { detail: 'quiet' })).toBe(
    'response.txt:1:3310 error conditions/audience-mismatch The assertion is for urn:amazon:webservice, AWS IAM answers to urn:amazon:webservices.\n' +
      'response.txt:2:7 note time/instant-zoneless NotBefore is 2026-05-01T08:55:00, without Z.\n',
  );
  expect(drawn(example, { detail: 'quiet', threshold: 'warning' }).split('\n')).toHaveLength(2);
  const piped = { ...example, input: { ...example.input, name: 'standard input' } };
  expect(drawn(piped, { detail: 'quiet' })).toMatch(/^-:1:3310 error /);
});

test('verbose: whole lists, whole paths, digests, and what raised nothing', () => {
  const text = drawn(example, { detail: 'verbose' });
  for (const shown of [
    '/samlp:Response/saml:Assertion/saml:Conditions/saml:AudienceRestriction/saml:Audience',
    'arn:aws:iam::000000000005:role/Admin,arn:aws:iam::000000000005:saml-provider/EntraID',
    'QIEmTBqc0Sopqn/Fmiaa6uOndJZzvy+obzUlSwiOuhY=',
    'Checked and found right\n  conditions/not-yet-valid',
    'logout/reason (2 times)  no LogoutRequest',
    'xml-crypto 6.1.2 accepts it',
  ]) {
    expect(text).toContain(shown);
    expect(drawn(example)).not.toContain(shown);
  }
});

test('another opinion is told without being asked for where it differs', () => {
  const [signature] = example.signatures;
  if (!signature) throw new Error('the example has a signature');
  const secondOpinion = { library: 'xml-crypto 6', accepts: false, says: 'no key' };
  expect(drawn({ ...example, signatures: [{ ...signature, secondOpinion }] })).toContain(
    '2nd opinion  xml-crypto 6 refuses it: no key',
  );
});

test('faults of one check stand together, three of them in full', () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ ...audienceMismatch, line: i + 1, column: 1 }));
  const text = drawn({ ...withFindings(...many), omitted: [{ check: audienceMismatch.check, count: 10 }] });
  expect(text.match(/^error:/gm)).toHaveLength(1);
  expect(text.match(/at line|line \d, column 1/g)).toHaveLength(3);
  expect(text).toContain('… and 14 more like this');
  expect(text.match(/ {2}why /g)).toHaveLength(1);
  expect(text.match(/ {2}fix /g)).toHaveLength(1);
});

describe('the headline', () => {
  const counts = { error: 0, warning: 0, note: 0, unknown: 0, crash: 0 };
  const title = 'Signature is weak';
  const warning = finding({ severity: 'warning', title });
  const cases: readonly (readonly [string, Partial<Report>, string])[] = [
    ['nothing wrong', { findings: [], counts }, 'Nothing wrong found'],
    [
      'silence about open questions would pass for a clean bill',
      { findings: [], counts: { ...counts, unknown: 1 } },
      'Nothing wrong found; 1 question left open',
    ],
    [
      'intact is not trusted',
      {
        findings: [],
        counts,
        messages: example.messages.map((message) => ({
          ...message,
          assertions: message.assertions.map((assertion) => ({ ...assertion, protection: 'intact' })),
        })),
      },
      'Nothing wrong found, but nobody you know vouches for the signer',
    ],
    [
      'a crash is not nothing',
      { findings: [], counts: { ...counts, crash: 2 } },
      'Nothing wrong found; 2 checks could not finish',
    ],
    [
      'the worst finding is named, whatever its place in the list',
      { findings: [warning, finding({})], counts: { ...counts, error: 1, warning: 2 } },
      '1 error, 2 warnings: the Audience is not one the service provider answers to',
    ],
    [
      'a title that begins with a name keeps its capital',
      { findings: [warning], counts: { ...counts, warning: 1, note: 3 } },
      '1 warning: Signature is weak',
    ],
    [
      'notes count where there is nothing else',
      { findings: [{ ...warning, severity: 'note' }], counts: { ...counts, note: 1 } },
      '1 note: Signature is weak',
    ],
  ];
  test.each(cases)('%s', (_, parts, expected) => {
    expect(drawn({ ...example, ...parts }).split('\n')[0]).toBe(expected);
  });
});

describe('what is hostile is shown, never obeyed', () => {
  const esc = '\u001b[2J';
  const rows = [
    [esc, '\\u{1b}[2J', 'clears the screen'],
    ['\u009b31m', '\\u{9b}31m', 'the same, as one C1 character'],
    ['a\u202Ecod.exe', 'a\\u{202e}cod.exe', 'turns the reading direction'],
    ['a\u200bb', 'a\\u{200b}b', 'a space of no width makes two equal values differ'],
    ['a\u00a0b', 'a\\u{a0}b', 'a no-break space looks like a space'],
    ['a\nb', 'a\\nb', 'a line break'],
    ['a\rb', 'a\\rb', 'a return overwrites the line'],
    ['\ud800', '\\u{d800}', 'half a character'],
  ] as const;
  test.each(rows)('%j becomes %s: %s', (raw, shown) => {
    const text = drawn(
      withFindings(
        finding({
          actual: raw,
          expected: 'x',
          line: 1,
          column: 1,
          xpath: '/a',
          excerpt: { text: `<a>${raw}</a>`, start: 3, end: 3 + raw.length },
        }),
      ),
    );
    expect(text).toContain(`actual     ${shown}\n`);
    expect(text).toContain(`<a>${shown}</a>`);
  });

  test('wherever in the report it stands', () => {
    const poison = `${esc}\u202e\u0007`;
    for (const detail of ['quiet', 'normal', 'verbose'] as const) {
      const text = drawn(poisoned(example, poison), { detail });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
      expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(text).toContain('\\u{1b}[2J\\u{202e}');
    }
  });
});

test('no colour unless asked for; with it, the same text', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI escapes begin with one
  const bare = drawn(example, { color: true }).replace(/\u001b\[[0-9;]*m/g, '');
  expect(drawn(example, { color: true })).not.toBe(bare);
  expect(bare.replaceAll('`', '')).toBe(drawn(example).replaceAll('`', ''));
});

describe('nothing is wider than asked', () => {
  const random = generator(20260501);
  const words = [
    'a',
    'Audience',
    'https://login.example/saml2/acs?tenant=1',
    'ü',
    '日本語',
    'e\u0301',
    '\u202e',
    '👩‍🚀',
  ];
  const word = () => {
    const pick = words[Math.floor(random() * words.length)] ?? '';
    return random() < 0.2 ? pick.repeat(1 + Math.floor(random() * 90)) : pick;
  };
  const text = () => Array.from({ length: 1 + Math.floor(random() * 12) }, word).join(' ');
  test('in 200 reports whose texts are random', () => {
    for (let round = 0; round < 200; round++) {
      const width = 40 + Math.floor(random() * 80);
      const report = mapTexts(example, (value) => (random() < 0.5 ? text() : value));
      for (const line of drawn(report, { width }).split('\n')) {
        expect(columnsOf(line), `round ${round}: ${line}`).toBeLessThanOrEqual(width);
      }
    }
  });

  test('expected and actual are wrapped, never cut', () => {
    const expected = 'https://signin.aws.amazon.com/saml/acs/'.repeat(6);
    const actual = `${expected}x`;
    const text = drawn(withFindings(finding({ expected, actual })), { width: 60 });
    const joined = (label: string) =>
      [...text.matchAll(new RegExp(`^ {2}${label} +(.*)$`, 'gm'))].map(([, part]) => part).join('');
    expect(joined('expected')).toBe(expected);
    expect(joined('actual')).toBe(actual);
    expect(text).toMatch(/^ +\^$/m);
  });
});

test('who expects a value stands beside it, or under both where there is no room', () => {
  const said = (origin: string) =>
    drawn(
      withFindings(
        finding({ expected: `urn:amazon:webservices (${origin})`, actual: 'urn:amazon:webservice' }),
      ),
    );
  expect(said('the audience given')).toContain(`
  expected   urn:amazon:webservices (the audience given)
  actual     urn:amazon:webservice
                                  ^
`);
  expect(said(`SP metadata of ${'x'.repeat(36)}`)).toContain(`
  expected   urn:amazon:webservices
  actual     urn:amazon:webservice
                                  ^
             expected by (SP metadata of xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)
`);
});

/** Every string that is a value, not a word the types fix, with something done to it. */
function mapTexts(report: Report, change: (value: string) => string): Report {
  const fixed = new Set([
    'verdict',
    'severity',
    'kind',
    'outcome',
    'protection',
    'spec',
    'end',
    'valueState',
  ]);
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return fixed.has(key) ? value : change(value);
    if (Array.isArray(value)) return value.map((one) => visit(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, name)]));
  };
  return visit(report, '') as Report;
}

function poisoned(report: Report, poison: string): Report {
  return mapTexts(report, (value) => value + poison);
}

/** The same numbers every time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
