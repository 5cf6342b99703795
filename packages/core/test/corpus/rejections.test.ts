// What other libraries refuse and accept, by what their own tests assert: the same files under the same settings and
// clock. Which check of ours stands for which text of theirs is read from src/peers, so that the data is held against
// messages too. docs/conformance.md publishes the tables.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainError, type GivenFacts, inspect } from '../../src/index.ts';
import { corpus, corpusIsHere, readCorpusKey } from './corpus-files.ts';

interface Case {
  readonly accepted?: boolean | null;
  readonly asserted?: string;
  readonly errors?: readonly string[];
  readonly clock?: string | null;
  readonly dsigClock?: string;
  readonly cert?: string | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly idpMetadata?: string;
  readonly acsUrl?: string;
  readonly spEntityId?: string;
  readonly possibleRequestIDs?: readonly string[];
  readonly spKey?: readonly string[];
}

interface Entry {
  readonly file: string;
  readonly encoding: string;
  readonly cases?: readonly Case[];
}

interface Reason {
  readonly repo: string;
  /** Part of the file's path; every file without it. */
  readonly file?: string;
  readonly reason: string;
}

/** Refusals for which no check of ours stands, and why. */
const REFUSED_BY_THEM: readonly (Reason & { readonly error: string })[] = [
  {
    repo: 'node-saml',
    file: 'sp_slo_redirect.json',
    error: 'InResponseTo is not valid',
    reason: 'The request is not in the cache of the test; which request was sent is not noted.',
  },
  {
    repo: 'node-saml',
    file: 'idp_slo_redirect',
    error: 'Invalid query signature',
    reason: 'The test changes the signature of the query, which the file holds unchanged.',
  },
  {
    repo: 'node-saml',
    file: 'valid/response.root-unsigned.assertion-signed.xml',
    error: 'Invalid document signature',
    reason:
      'A setting: wantAuthnResponseSigned asks for a signature on the Response where the Assertion has one.',
  },
  {
    repo: 'node-saml',
    file: 'valid/response.root-signed.assertion-unsigned.xml',
    error: 'Invalid signature',
    reason:
      'A setting: wantAssertionsSigned asks for a signature on the Assertion where the Response has one.',
  },
  {
    repo: 'node-saml',
    file: 'valid/response.root-signed.assertion-unsigned-encrypted.xml',
    error: 'Invalid signature from encrypted assertion',
    reason: 'The same setting, for an encrypted Assertion.',
  },
  {
    repo: 'ruby-saml',
    file: 'slo_request_deflated',
    error: 'Invalid Signature on Logout Request',
    reason: 'The test puts a Signature beside the message, which the file does not hold.',
  },
  {
    repo: 'ruby-saml',
    file: 'slo_request_deflated',
    error: "Doesn't match the issuer",
    reason: 'The issuer expected is not among the settings noted for the test.',
  },
  {
    repo: 'ruby-saml',
    file: 'no_issuer_response',
    error: 'Issuer of the Response not found or multiple.',
    reason: 'SAML leaves Issuer of a Response optional, as long as the Response itself is not signed.',
  },
  {
    repo: 'ruby-saml',
    file: 'no_saml2',
    error: 'Unsupported SAML version',
    reason: 'It is SAML 1.1, which samlscope reads as such and judges by its own rules.',
  },
  {
    repo: 'ruby-saml',
    file: 'response_with_undefined_recipient',
    error: 'Fingerprint mismatch',
    reason: 'The fingerprint expected is not noted for the test, so that no key is known.',
  },
  {
    repo: 'ruby-saml',
    file: 'valid_response.xml',
    error: 'The Assertion of the Response is not signed and the SP requires it',
    reason: 'A setting: want_assertions_signed, where the Response is signed.',
  },
  {
    repo: 'ruby-saml',
    file: 'valid_response_without_x509certificate',
    error: 'Invalid Signature on SAML Response',
    reason:
      'ruby-saml was given a fingerprint alone, by which nothing without a certificate can be verified.',
  },
  {
    repo: 'crewjam-saml',
    error: '`InResponseTo` does not match the artifact request ID',
    reason: 'The ID of the ArtifactResolve is no fact that samlscope takes.',
  },
  {
    repo: 'crewjam-saml',
    error: 'failed to decrypt EncryptedAssertion: certificate does not match provided key',
    reason: 'The test gives another private key than the one noted.',
  },
];

/** Errors that samlscope finds in what another library accepts, and why. */
const ACCEPTED_BY_THEM: readonly (Reason & { readonly check: string })[] = [
  {
    repo: 'node-saml',
    check: 'conditions/audience-missing',
    reason:
      'There is no Audience; node-saml was told not to look (audience: false). SAML Profiles §4.1.4.2 asks for one.',
  },
  {
    repo: 'node-saml',
    check: 'time/offset',
    reason:
      'Instants end in +00:00. SAML Core §1.3.3 wants no time zone component, and python3-saml, php-saml and SimpleSAMLphp read nothing but Z; node-saml reads what JavaScript reads.',
  },
  {
    repo: 'node-saml',
    file: 'advice-signed',
    check: 'signature/misplaced',
    reason: 'A Signature stands where the schema has none: the test data was made by moving elements.',
  },
  { repo: 'node-saml', file: 'advice-signed', check: 'structure/element-misplaced', reason: 'The same.' },
  { repo: 'node-saml', file: '2advice-signed', check: 'signature/covers-other-element', reason: 'The same.' },
  { repo: 'node-saml', file: '2advice-signed', check: 'signature/reference-count', reason: 'The same.' },
  {
    repo: 'node-saml',
    file: 'message-signed-',
    check: 'signature/digest-mismatch',
    reason: 'The test switches the verification off; the signature of the file does not hold.',
  },
  {
    repo: 'node-saml',
    file: 'no-subjectconfirmation',
    check: 'subject/confirmation-missing',
    reason: 'There is no SubjectConfirmation; SAML Profiles §4.1.4.2 asks for one, and node-saml does not.',
  },
  {
    repo: 'node-saml',
    file: 'encrypted_name_id',
    check: 'structure/namespace-wrong',
    reason: 'EncryptedID is in no namespace; node-saml goes by the local name.',
  },
  {
    repo: 'ruby-saml',
    file: 'slo_request.xml',
    check: 'time/zone-missing',
    reason:
      'IssueInstant has no zone, which ruby-saml reads as UTC, node-saml as local time, and php-saml not at all.',
  },
  {
    repo: 'ruby-saml',
    file: 'inclusive_namespaces',
    check: 'issuer/differs',
    reason: 'Response and Assertion name two issuers; the test gives ruby-saml none to expect.',
  },
  {
    repo: 'ruby-saml',
    check: 'response/in-response-to-differs',
    reason:
      'Response and SubjectConfirmationData answer different requests; the test switches the confirmation off.',
  },
  {
    repo: 'ruby-saml',
    file: 'starfield_response',
    check: 'issuer/missing',
    reason:
      'The Response has no Issuer though it is signed; ruby-saml looks for it only where it was told what to expect.',
  },
  {
    repo: 'ruby-saml',
    file: 'starfield_response',
    check: 'response/destination-missing',
    reason: 'The Response is signed and came by HTTP-POST without Destination; ruby-saml passes it.',
  },
  {
    repo: 'ruby-saml',
    file: 'starfield_response',
    check: 'conditions/audience-missing',
    reason: 'There is no Audience; ruby-saml looks for it only where it was told what to expect.',
  },
  {
    repo: 'crewjam-saml',
    file: 'TestSPMultipleAssertions',
    check: 'attack/duplicate-id',
    reason: 'An attack: crewjam/saml accepts the Response and reads the signed Assertion of the two.',
  },
  {
    repo: 'crewjam-saml',
    file: 'TestSPMultipleAssertions',
    check: 'response/subjects-differ',
    reason: 'The same attack: the two Assertions name two users.',
  },
  {
    repo: 'crewjam-saml',
    check: 'id/not-ncname',
    reason: 'An ID begins with a digit, which XML Schema does not allow; Go reads IDs as text.',
  },
  {
    repo: 'crewjam-saml',
    check: 'subject/bearer-not-before',
    reason:
      'SAML Profiles §4.1.4.2 forbids NotBefore in a bearer confirmation; crewjam/saml does not look at it.',
  },
];

/** Parts of ruby-saml's validation that its tests switch off, and the checks of ours that ask the same. */
const STUBBED: Readonly<Record<string, RegExp>> = {
  conditions: /^(?:conditions\/|authn-statement\/session-over$)/,
  subject_confirmation: /^subject\//,
};

const repositories = ['node-saml', 'ruby-saml', 'crewjam-saml'];

describe.skipIf(!corpusIsHere)('what other libraries refuse', () => {
  const used = new Set<object>();
  // Read while tests are gathered, which happens even where they are then skipped.
  const all = (corpusIsHere ? repositories : []).flatMap((repo) => {
    const { entries } = readJson(repo, 'expected.json') as { entries: Entry[] };
    return entries.flatMap((entry) =>
      (entry.cases ?? [])
        .filter(({ accepted }) => typeof accepted === 'boolean')
        .map((one) => ({ repo, entry, one })),
    );
  });

  test('is found by the check that stands for its text, or the reason is known', () => {
    const counts = new Map<string, { refusals: number; found: number; explained: number }>();
    const open: string[] = [];
    for (const { repo, entry, one } of all.filter(({ one }) => one.accepted === false)) {
      const found = failuresIn(repo, entry, one).map(({ check }) => check);
      const row = counts.get(repo) ?? { refusals: 0, found: 0, explained: 0 };
      counts.set(repo, row);
      for (const error of one.errors ?? []) {
        row.refusals++;
        const { kind, texts } = explainError(error);
        const ours = kind === 'known' ? texts.flatMap(({ checks }) => checks) : [];
        if (ours.some((check) => found.includes(check))) {
          row.found++;
          continue;
        }
        const known = REFUSED_BY_THEM.find(
          (reason) => applies(reason, repo, entry) && error.startsWith(reason.error),
        );
        if (known) row.explained++;
        else open.push(`${repo} ${entry.file}: ${error} (${kind}); found ${found.join(' ')}`);
        if (known) used.add(known);
      }
    }
    console.table(Object.fromEntries(counts));
    expect(open).toEqual([]);
    expect(Object.fromEntries(counts)).toEqual({
      'node-saml': { refusals: 33, found: 28, explained: 5 },
      'ruby-saml': { refusals: 60, found: 53, explained: 7 },
      'crewjam-saml': { refusals: 13, found: 11, explained: 2 },
    });
  });

  test('a message that is refused without a text is not found faultless', () => {
    for (const { repo, entry, one } of all) {
      if (one.accepted !== false || (one.errors ?? []).length > 0) continue;
      expect(failuresIn(repo, entry, one).filter(isError), `${repo} ${entry.file}`).not.toEqual([]);
    }
  });

  test('what is accepted raises no error, or the reason is known', () => {
    const open: string[] = [];
    for (const { repo, entry, one } of all.filter(({ one }) => one.accepted)) {
      for (const { check } of failuresIn(repo, entry, one).filter(isError)) {
        if (isStubbed(check, one)) continue;
        const known = ACCEPTED_BY_THEM.find((row) => row.check === check && applies(row, repo, entry));
        if (known) used.add(known);
        else open.push(`${repo} ${entry.file}: ${check}`);
      }
    }
    expect([...new Set(open)]).toEqual([]);
  });

  test('no reason stands there without its case', () => {
    expect([...REFUSED_BY_THEM, ...ACCEPTED_BY_THEM].filter((reason) => !used.has(reason))).toEqual([]);
  });

  test('the page tells every reason', () => {
    const page = readFileSync(new URL('../../../../docs/conformance.md', import.meta.url), 'utf8');
    for (const { reason } of [...REFUSED_BY_THEM, ...ACCEPTED_BY_THEM]) {
      if (reason !== 'The same.') expect(page).toContain(reason);
    }
  });
});

function applies({ repo, file }: Reason, of: string, entry: Entry): boolean {
  return repo === of && (file === undefined || entry.file.includes(file));
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

/** Whether the test switched off what the check asks. */
function isStubbed(check: string, { asserted = '', settings = {} }: Case): boolean {
  const off = asserted + Object.keys(settings).join(' ');
  return Object.entries(STUBBED).some(
    ([part, checks]) =>
      (new RegExp(`${part}.*stubbed`).test(off) || off.includes(`skip_${part}`)) && checks.test(check),
  );
}

function failuresIn(repo: string, entry: Entry, one: Case) {
  const input = readFileSync(join(corpus, repo, entry.file));
  return inspect(input, factsOf(repo, input, one)).findings.filter(({ verdict }) => verdict !== 'unknown');
}

/** Their settings as our facts. */
function factsOf(repo: string, input: Buffer, one: Case): GivenFacts {
  const settings = one.settings ?? one.options ?? {};
  const text = (name: string) =>
    typeof settings[name] === 'string' ? (settings[name] as string) : undefined;
  const clocks = [one.clock, one.dsigClock].flatMap((clock) => (clock ? [Date.parse(clock)] : []));
  const key = text('decryptionPvk') ?? text('private_key') ?? one.spKey?.[0];
  const issuer = text('idp_entity_id') ?? text('idpIssuer');
  const audience = text('sp_entity_id') ?? one.spEntityId;
  const acsUrl = text('assertion_consumer_service_url') ?? one.acsUrl ?? recipientsIn(repo, input);
  const requestId =
    text('primedRequestId') ??
    text('matches_request_id') ??
    one.possibleRequestIDs?.[0] ??
    (settings['validateInResponseTo'] === undefined ? undefined : '');
  const idpMetadata =
    one.idpMetadata !== undefined
      ? readText(repo, one.idpMetadata)
      : issuer === undefined
        ? undefined
        : `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`;
  return {
    // Tests without a clock of their own run long after the messages were made.
    now: clocks.length > 0 ? Math.max(...clocks) : Date.UTC(2026, 10, 25),
    ...(/^test\/\S+$/.test(one.cert ?? '') && { certificates: [readCorpusKey(repo, one.cert ?? '')] }),
    ...(key !== undefined && { privateKeys: [readText(repo, key)] }),
    // What crewjam/saml forgives unless told otherwise; the others forgive nothing.
    ...(repo === 'crewjam-saml' && { skewMs: 180_000 }),
    ...(audience !== undefined && { audience }),
    ...(acsUrl !== undefined && { acsUrl }),
    ...(requestId !== undefined && { requestId }),
    ...(idpMetadata !== undefined && { idpMetadata }),
  };
}

/** node-saml does not look at Recipient, so that any will do. */
function recipientsIn(repo: string, input: Buffer): string[] | undefined {
  if (repo !== 'node-saml') return undefined;
  const found = [...input.toString('latin1').matchAll(/ Recipient="([^"]+)"/g)].map(([, url]) => url ?? '');
  return found.length > 0 ? [...new Set(found)] : undefined;
}

function readText(repo: string, file: string): string {
  return readFileSync(join(corpus, repo, file), 'utf8');
}

function readJson(repo: string, file: string): unknown {
  return JSON.parse(readText(repo, file));
}
