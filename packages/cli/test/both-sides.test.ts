// A message is held against both sides by metadata alone: which entity is which follows from the message.

import { gzipSync } from 'node:zlib';
import {
  buildAuthnRequest,
  buildEntityDescriptor,
  buildResponse,
  encodeRedirect,
  type ResponseDescription,
  testKeys,
} from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo } from './fake-io.ts';

const IDP = 'https://idp.example.test/saml';
const SP = 'https://sp.example.test/saml';
const ACS = 'https://sp.example.test/acs';
const SSO = 'https://idp.example.test/sso';
const FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

const idp = buildEntityDescriptor({
  entityID: IDP,
  idp: {
    signingKeys: [testKeys.idp],
    singleSignOn: SSO,
    nameIdFormats: [`${FORMAT}persistent`, `${FORMAT}transient`],
    wantAuthnRequestsSigned: true,
  },
});
const sp = buildEntityDescriptor({
  entityID: SP,
  sp: {
    acsUrls: [ACS, 'https://sp.example.test/other-acs'],
    signingKeys: [testKeys.other],
    encryptionKeys: [testKeys.entra],
    nameIdFormats: [`${FORMAT}persistent`],
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    requestedAttributes: [
      { name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail', required: true },
    ],
    serviceName: 'A service',
  },
});
const stranger = (n: number) =>
  buildEntityDescriptor({
    entityID: `https://host${n}.example.test/saml`,
    idp: { signingKeys: [testKeys.ec], singleSignOn: `https://host${n}.example.test/sso` },
    sp: { acsUrls: [`https://host${n}.example.test/acs`], nameIdFormats: [`${FORMAT}kerberos`] },
  });
const strangers = Array.from({ length: 20 }, (_, n) => stranger(n));
const federation = (...entities: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${[...strangers, ...entities].join('')}</md:EntitiesDescriptor>`;

const right: ResponseDescription = {
  dialect: 'keycloak',
  issueInstant: '2026-05-01T09:00:00Z',
  issuer: IDP,
  acsUrl: ACS,
  audience: SP,
  key: testKeys.idp,
  sign: 'assertion',
  nameId: { value: 'x', format: `${FORMAT}persistent` },
  attributes: { 'urn:oid:0.9.2342.19200300.100.1.3': 'ann@example.test' },
};

interface Judged {
  /** The checks that failed. */
  readonly failed: readonly string[];
  readonly messages: string;
  readonly facts: {
    readonly issuers: readonly { readonly value: string; readonly from: string }[];
    readonly audiences: readonly { readonly value: string }[];
    readonly acsUrls: readonly { readonly value: string; readonly from: string }[];
    readonly keys: readonly { readonly from: string }[];
  };
}

type Files = Readonly<Record<string, string | Uint8Array>>;

async function judged(message: string, given: readonly string[], files: Files = {}): Promise<Judged> {
  const io = new FakeIo({ files: { m: message, ...files } });
  const code = await run([...given, '--now', 'issued', '--format', 'json', 'm'], io);
  expect(io.err).toBe('');
  const { findings, facts } = JSON.parse(io.out) as Pick<Judged, 'facts'> & {
    readonly findings: readonly {
      readonly check: string;
      readonly verdict: string;
      readonly severity: string;
      readonly message: string;
    }[];
  };
  const failures = findings.filter(({ verdict, severity }) => verdict === 'fail' && severity !== 'note');
  expect(code).toBe(failures.length > 0 ? 1 : 0);
  return {
    failed: failures.map(({ check }) => check),
    messages: failures.map(({ message: text }) => text).join('\n'),
    facts,
  };
}

const ways: readonly (readonly [string, readonly string[], Files])[] = [
  ['an aggregate', ['--metadata', 'fed.xml'], { 'fed.xml': federation(sp, idp) }],
  [
    'an aggregate that is read as a stream',
    ['--metadata', 'fed.xml.gz'],
    { 'fed.xml.gz': gzipSync(federation(sp, idp)) },
  ],
  [
    'an aggregate that is read as a stream, for each side',
    ['--idp-metadata', 'fed.xml.gz', '--sp-metadata', 'fed.xml.gz'],
    { 'fed.xml.gz': gzipSync(federation(sp, idp)) },
  ],
  ['a file for each', ['--metadata', 'a.xml', '--metadata', 'b.xml'], { 'a.xml': idp, 'b.xml': sp }],
  [
    'the same the other way round',
    ['--metadata', 'b.xml', '--metadata', 'a.xml'],
    { 'a.xml': idp, 'b.xml': sp },
  ],
  [
    'an aggregate and a file',
    ['--metadata', 'fed.xml', '--metadata', 'b.xml'],
    { 'fed.xml': federation(idp), 'b.xml': sp },
  ],
  [
    'an aggregate and the other side by name',
    ['--metadata', 'fed.xml', '--sp-metadata', 'b.xml'],
    { 'fed.xml': federation(idp), 'b.xml': sp },
  ],
];

describe.each(ways)('%s', (_, given, files) => {
  test('says which is which', async () => {
    const { failed, facts } = await judged(buildResponse(right), given, files);
    expect(failed).toEqual([]);
    expect(facts.issuers).toEqual([{ value: IDP, from: 'IdP metadata, entityID' }]);
    expect(facts.audiences.map(({ value }) => value)).toEqual([SP]);
    expect(facts.acsUrls.map(({ value }) => value)).toEqual([ACS, 'https://sp.example.test/other-acs']);
    expect(facts.keys.map(({ from }) => from)).toEqual(['IdP metadata, KeyDescriptor 1 of 1 (signing)']);
  });

  // [what, the response, what is found, what is said]
  const faults: readonly (readonly [string, Partial<ResponseDescription>, string, RegExp])[] = [
    [
      'another key',
      { key: testKeys.entra },
      'signature/key-not-trusted',
      /Microsoft Azure Federated SSO Certificate/,
    ],
    ['another issuer', { issuer: `${IDP}/` }, 'issuer/mismatch', new RegExp(`The Issuer is ${IDP}/`)],
    [
      'another audience',
      { audience: `${SP}/` },
      'conditions/audience-mismatch',
      new RegExp(`goes by ${SP}\\.`),
    ],
    [
      'another recipient',
      { recipient: `${ACS}/` },
      'subject/recipient-mismatch',
      /receives responses at https:\/\/sp\.example\.test\/acs/,
    ],
    [
      'another destination',
      { destination: `${ACS}/` },
      'response/destination-mismatch',
      /receives responses at https:\/\/sp\.example\.test\/acs/,
    ],
    [
      'a format the SP does not list',
      { nameId: { value: 'x', format: `${FORMAT}transient` } },
      'name-id/format-not-taken',
      /metadata lists persistent/,
    ],
    [
      'no attribute that the SP requires',
      { attributes: {} },
      'attribute/required-missing',
      /requires urn:oid:0\.9\.2342\.19200300\.100\.1\.3 \(mail\)/,
    ],
    [
      'no signature on the assertion',
      { sign: 'response' },
      'assertion/signature-wanted',
      /WantAssertionsSigned="true" stands in the service provider's metadata/,
    ],
    [
      'encrypted for the signing key',
      { encryptFor: testKeys.other, encryption: { certificate: true } },
      'encryption/key-for-signing',
      /other\.example\.test.*lists with use="signing"/,
    ],
    [
      'encrypted for a strange key',
      { encryptFor: testKeys.idp, encryption: { certificate: true } },
      'encryption/key-mismatch',
      /CN=idp\.example\.test.*metadata does not list/,
    ],
  ];
  test.each(faults)('%s', async (_what, change, check, says) => {
    const { failed, messages } = await judged(buildResponse({ ...right, ...change }), given, files);
    expect(failed).toContain(check);
    expect(messages).toMatch(says);
  });

  test('a key that it is encrypted for is found by its KeyDescriptor', async () => {
    const message = buildResponse({
      ...right,
      encryptFor: testKeys.entra,
      encryption: { certificate: true },
    });
    const { failed } = await judged(message, given, files);
    expect(failed.filter((check) => check.startsWith('encryption/key'))).toEqual([]);
    const io = new FakeIo({ files: { m: message, ...files } });
    await run([...given, '--now', 'issued', 'm'], io);
    expect(io.out).toMatch(/^ {2}listed as +SP metadata, KeyDescriptor 2 of 2 \(encryption\)$/m);
  });

  test('a request goes to the identity provider at its address, from the service provider it names', async () => {
    const request = { issueInstant: '2026-05-01T09:00:00Z', issuer: SP, destination: SSO, acsUrl: ACS };
    const signed = await judged(buildAuthnRequest({ ...request, key: testKeys.other }), given, files);
    expect(signed.failed).toEqual([]);
    expect(signed.facts.issuers.map(({ value }) => value)).toEqual([IDP]);
    const unsigned = await judged(buildAuthnRequest(request), given, files);
    expect(unsigned.failed).toEqual(
      expect.arrayContaining(['request/signature-wanted', 'request/signature-announced']),
    );
    const elsewhere = await judged(
      buildAuthnRequest({ ...request, acsUrl: `${ACS}/x`, key: testKeys.other }),
      given,
      files,
    );
    expect(elsewhere.failed).toContain('request/acs-url-unknown');
    const strange = await judged(
      buildAuthnRequest({ ...request, nameIdFormat: `${FORMAT}kerberos`, key: testKeys.other }),
      given,
      files,
    );
    expect(strange.failed).toContain('request/name-id-format-not-offered');
    const indexed = buildAuthnRequest(request).replace(
      / ProtocolBinding=.*?AssertionConsumerServiceURL="[^"]*"/,
      ' AssertionConsumerServiceIndex="7"',
    );
    expect((await judged(indexed, given, files)).failed).toContain('request/acs-index-unknown');
  });
});

test('a request without Destination is known by where it was sent', async () => {
  const request = buildAuthnRequest({ issueInstant: '2026-05-01T09:00:00Z', issuer: SP, acsUrl: ACS });
  const url = encodeRedirect(request, { location: SSO, parameter: 'SAMLRequest' });
  const { facts } = await judged(url, ['--metadata', 'fed.xml'], { 'fed.xml': federation(sp, idp) });
  expect(facts.issuers.map(({ value }) => value)).toEqual([IDP]);
});

test('the endpoint that the request names by its index is the one to answer at', async () => {
  const request = buildAuthnRequest({ issueInstant: '2026-05-01T08:59:00Z', issuer: SP, destination: SSO });
  const index = /<md:AssertionConsumerService [^>]*other-acs"[^>]* index="(\d+)"/.exec(sp)?.[1] ?? '';
  const named = request.replace(' IssueInstant', ` AssertionConsumerServiceIndex="${index}" IssueInstant`);
  const id = / ID="([^"]*)"/.exec(request)?.[1] ?? '';
  const { failed, facts } = await judged(
    buildResponse({ ...right, inResponseTo: id }),
    ['--metadata', 'fed.xml', '--request', 'r.xml'],
    { 'fed.xml': federation(sp, idp), 'r.xml': named },
  );
  expect(facts.acsUrls).toEqual([
    {
      value: 'https://sp.example.test/other-acs',
      from: `SP metadata, AssertionConsumerService of index ${index}, which the request names`,
    },
  ]);
  expect(failed).toEqual(
    expect.arrayContaining(['response/destination-mismatch', 'subject/recipient-mismatch']),
  );
});

test('attributes are required by the service that the request names, or by the default one', async () => {
  const service = (index: number, name: string, isDefault = '') =>
    `<md:AttributeConsumingService index="${index}"${isDefault}><md:ServiceName xml:lang="en">s</md:ServiceName><md:RequestedAttribute Name="${name}" isRequired="true"/></md:AttributeConsumingService>`;
  const several = sp.replace(
    /<md:AttributeConsumingService[\s\S]*<\/md:AttributeConsumingService>/,
    service(1, 'first') + service(2, 'second', ' isDefault="true"') + service(3, 'third'),
  );
  const given = ['--metadata', 'fed.xml'];
  const files = { 'fed.xml': federation(several, idp) };
  expect((await judged(buildResponse(right), given, files)).messages).toMatch(/requires second/);
  const request = buildAuthnRequest({
    issueInstant: '2026-05-01T08:59:00Z',
    issuer: SP,
    destination: SSO,
    acsUrl: ACS,
  });
  const id = / ID="([^"]*)"/.exec(request)?.[1] ?? '';
  const asked = request.replace(' IssueInstant', ' AttributeConsumingServiceIndex="3" IssueInstant');
  const { messages } = await judged(
    buildResponse({ ...right, inResponseTo: id }),
    [...given, '--request', 'r.xml'],
    {
      ...files,
      'r.xml': asked,
    },
  );
  expect(messages).toMatch(/requires third/);
});

test('where a federation does not know the one that is meant, those called most like it are held against it', async () => {
  const { failed, facts } = await judged(
    buildResponse({ ...right, issuer: 'https://host7.example.test/samI' }),
    ['--metadata', 'fed.xml'],
    {
      'fed.xml': federation(sp, idp),
    },
  );
  expect(failed).toContain('issuer/mismatch');
  expect(facts.issuers.length).toBe(8);
  expect(facts.issuers).toContainEqual({
    value: 'https://host7.example.test/saml',
    from: 'IdP metadata, one of 21 entityIDs',
  });
  const lost = await judged(
    buildResponse({
      ...right,
      audience: 'https://host3.example.test/SAML',
      acsUrl: 'https://nowhere.example.test/acs',
    }),
    ['--metadata', 'fed.xml'],
    { 'fed.xml': federation(idp) },
  );
  expect(lost.failed).toEqual(
    expect.arrayContaining(['conditions/audience-mismatch', 'subject/recipient-mismatch']),
  );
  expect(lost.facts.audiences.length).toBe(8);
  expect(lost.facts.audiences.map(({ value }) => value)).toContain('https://host3.example.test/saml');
});

describe('of a large file only the entities are taken that the message concerns', () => {
  const size = 100_000_000;
  const inspected = async (
    message: string,
    fed: string,
    args: readonly string[] = ['--metadata', 'fed.xml'],
  ) => {
    const io = new FakeIo({ files: { m: message, 'fed.xml': fed }, size });
    const code = await run([...args, '--now', 'issued', '--format', 'json', 'm'], io);
    return { io, code, report: code === 3 ? undefined : JSON.parse(io.out) };
  };

  test.each([
    ['both sides named', {}, 2],
    ['found by Recipient', { audience: 'urn:nobody' }, 2],
    ['who is meant is not there', { issuer: 'https://host7.example.test/samI' }, 9],
  ])('%s', async (_, change, taken) => {
    const message = buildResponse({ ...right, ...change });
    const { report } = await inspected(message, federation(sp, idp));
    const name = 'fed.xml';
    expect(report.facts.selections).toEqual([{ name, taken, total: 22, unreadable: 0 }]);
    const whole = new FakeIo({ files: { m: message, 'fed.xml': federation(sp, idp) } });
    await run(['--metadata', 'fed.xml', '--now', 'issued', '--format', 'json', 'm'], whole);
    const said = ({ findings }: { findings: { check: string; message: string }[] }) =>
      findings.map(({ check, message: text }) => `${check}: ${text}`);
    expect(said(report)).toEqual(said(JSON.parse(whole.out)));
  });

  test('what its groups say of validity holds for them', async () => {
    const group = (name: string, inside: string) =>
      `<md:EntitiesDescriptor Name="${name}" validUntil="2026-04-01T00:00:00Z">${inside}</md:EntitiesDescriptor>`;
    const fed = federation(group('one', idp), sp);
    const { report } = await inspected(buildResponse(right), fed);
    const found = report.findings.map(({ check }: { check: string }) => check);
    expect(found).toContain('issuer/metadata-expired');
  });

  test('the report tells it, and an input from standard input is read once', async () => {
    const io = new FakeIo({ files: { 'fed.xml': federation(sp, idp) }, size, stdin: buildResponse(right) });
    await run(['--metadata', 'fed.xml', '--now', 'issued', '-'], io);
    expect(io.out).toMatch(/^ {2}metadata +2 of 22 entities of fed\.xml were taken$/m);
  });

  test('a side that is not there is said', async () => {
    const only = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${idp}</md:EntitiesDescriptor>`;
    const { io, code } = await inspected(buildResponse(right), only, ['--sp-metadata', 'fed.xml']);
    expect(code).toBe(3);
    expect(io.err).toMatch(/fed\.xml: it has no SPSSODescriptor\./);
  });
});

describe('metadata through a pipe', () => {
  const fed = federation(sp, idp);
  const large = fed.replace('</md:EntitiesDescriptor>', `${' '.repeat(65 * 1024 * 1024)}$&`);
  // [what, what comes through the pipe, whether it is given whole]
  const pipes: readonly (readonly [string, string | Uint8Array, boolean])[] = [
    ['small', fed, true],
    ['compressed', gzipSync(fed), false],
    ['larger than what is given whole', large, false],
    ['the same compressed', gzipSync(large), false],
  ];
  test.each(pipes)('is read: %s', async (_, content, whole) => {
    const files = { m: buildResponse(right), '/dev/fd/63': content };
    const io = new FakeIo({ files, pipes: ['/dev/fd/63'] });
    const code = await run(['--metadata', '/dev/fd/63', '--now', 'issued', '--format', 'json', 'm'], io);
    expect(io.err).toBe('');
    const { facts } = JSON.parse(io.out);
    expect(facts.audiences).toEqual([{ value: SP, from: 'SP metadata, entityID' }]);
    expect(facts.selections?.[0]?.taken).toBe(whole ? undefined : 2);
    expect(code).toBe(0);
  });

  test('may be standard input where the message is a file', async () => {
    const given = { files: { m: buildResponse(right) }, stdin: fed };
    const io = new FakeIo(given);
    expect(await run(['--metadata', '-', '--now', 'issued', 'm'], io)).toBe(0);
    for (const line of [
      ['--metadata', '-'],
      ['--idp-metadata', '-', '--sp-metadata', '-', 'm'],
      ['--metadata', '-', '-'],
    ]) {
      const twice = new FakeIo(given);
      expect(await run(line, twice)).toBe(2);
      expect(twice.err).toMatch(/Standard input can be the message or metadata, not both/);
    }
  });

  test('that is not there is named, and so is what is no metadata', async () => {
    const lost = new FakeIo({ files: { m: buildResponse(right) }, pipes: ['p'] });
    expect(await run(['--metadata', 'p', 'm'], lost)).toBe(3);
    expect(lost.err).toMatch(/^samlscope: p: there is no such file\.$/m);
    const other = new FakeIo({ files: { m: buildResponse(right), p: '<x/>' }, pipes: ['p'] });
    expect(await run(['--metadata', 'p', 'm'], other)).toBe(3);
    expect(other.err).toMatch(/<x> is no EntityDescriptor/);
  });
});

test('what is too large or compressed for a message leads to what takes metadata', async () => {
  const inputs = [
    [
      'x'.repeat(64 * 1024 * 1024 + 1),
      /: it is larger than 64 MiB, the most that is read\. Metadata is taken/,
    ],
    [
      gzipSync(idp),
      /: it is compressed with gzip; decompress it first\. Metadata is taken as it is, of any size/,
    ],
  ] as const;
  for (const [content, says] of inputs) {
    const io = new FakeIo({ files: { m: content } });
    expect(await run(['m'], io)).toBe(3);
    expect(io.err).toMatch(says);
  }
});

test('a file that is no metadata is named', async () => {
  const io = new FakeIo({ files: { m: buildResponse(right), 'x.xml': '<x/>' } });
  expect(await run(['--metadata', 'x.xml', 'm'], io)).toBe(3);
  expect(io.err).toMatch(/<x> is no EntityDescriptor/);
});
