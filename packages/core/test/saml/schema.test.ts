// Our tables of SAML's schemas against the schemas themselves, as libxml2 reads them: the same messages are accepted
// and the same refused, among some hundreds that were changed in one place.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dialects } from '../../../testkit/src/dialects.ts';
import { buildAuthnRequest, buildLogoutRequest, buildLogoutResponse } from '../../../testkit/src/request.ts';
import { buildResponse } from '../../../testkit/src/response.ts';
import { buildAssertion11, wrapInResponse11 } from '../../../testkit/src/saml11.ts';
import { elementNames, ruleFor } from '../../src/saml/schema.ts';
import { schemaViolations } from '../../src/saml/schema-violations.ts';
import type { XmlElement } from '../../src/xml/document.ts';
import { ns } from '../../src/xml/namespaces.ts';
import { childElements, elementsIn } from '../../src/xml/navigate.ts';
import { read } from '../xml/reading.ts';

const schemas = resolve(import.meta.dirname, '../../../../../shared/reference/xsd');
const absent = spawnSync('xmllint', ['--version']).error !== undefined || !existsSync(schemas);
if (absent) console.log('saml/schema: not held against the schemas, since they or xmllint are not here');

const ISSUED = '2026-03-02T09:30:00.000Z';
const MORE = [
  `<samlp:ArtifactResponse xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="_a" Version="2.0" IssueInstant="${ISSUED}" InResponseTo="_b"><saml:Issuer>https://idp</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:x"><samlp:StatusCode Value="urn:y"/></samlp:StatusCode><samlp:StatusMessage>m</samlp:StatusMessage><samlp:StatusDetail><x/></samlp:StatusDetail></samlp:Status><samlp:LogoutResponse ID="_c" Version="2.0" IssueInstant="${ISSUED}"><samlp:Status><samlp:StatusCode Value="urn:x"/></samlp:Status></samlp:LogoutResponse></samlp:ArtifactResponse>`,
  `<samlp:AuthnRequest xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="_a" Version="2.0" IssueInstant="${ISSUED}" AssertionConsumerServiceIndex="1" IsPassive="0"><saml:Issuer>https://sp</saml:Issuer><samlp:Extensions><x xmlns="urn:x"/></samlp:Extensions><saml:Subject><saml:NameID>a</saml:NameID></saml:Subject><samlp:NameIDPolicy AllowCreate="true"/><saml:Conditions NotBefore="${ISSUED}"><saml:OneTimeUse/><saml:ProxyRestriction Count="2"><saml:Audience>urn:a</saml:Audience></saml:ProxyRestriction></saml:Conditions><samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>urn:a</saml:AuthnContextClassRef><saml:AuthnContextClassRef>urn:b</saml:AuthnContextClassRef></samlp:RequestedAuthnContext><samlp:Scoping ProxyCount="1"><samlp:IDPList><samlp:IDPEntry ProviderID="urn:i"/><samlp:GetComplete>urn:g</samlp:GetComplete></samlp:IDPList><samlp:RequesterID>urn:r</samlp:RequesterID></samlp:Scoping></samlp:AuthnRequest>`,
  `<saml:Assertion xmlns:saml="${ns.saml}" ID="_a" Version="2.0" IssueInstant="${ISSUED}"><saml:Issuer>https://idp</saml:Issuer><saml:Subject><saml:SubjectConfirmation Method="urn:m"><saml:NameID>x</saml:NameID><saml:SubjectConfirmationData Address="1.2.3.4" x:y="z" xmlns:x="urn:x">text<b/></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Advice><saml:AssertionIDRef>_b</saml:AssertionIDRef><x xmlns="urn:x"/></saml:Advice><saml:AuthzDecisionStatement Resource="urn:r" Decision="Permit"><saml:Action Namespace="urn:n">Read</saml:Action><saml:Evidence><saml:AssertionURIRef>urn:e</saml:AssertionURIRef></saml:Evidence></saml:AuthzDecisionStatement><saml:AuthnStatement AuthnInstant="${ISSUED}"><saml:SubjectLocality Address="1.2.3.4"/><saml:AuthnContext><saml:AuthnContextDeclRef>urn:d</saml:AuthnContextDeclRef><saml:AuthenticatingAuthority>urn:a</saml:AuthenticatingAuthority></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="a" FriendlyName="b"><saml:AttributeValue>c</saml:AttributeValue><saml:AttributeValue><d/></saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`,
];

const valid: readonly string[] = [
  ...Object.keys(dialects).map((dialect) =>
    buildResponse({
      dialect: dialect as keyof typeof dialects,
      issueInstant: ISSUED,
      acsUrl: 'https://sp.example.com/acs',
      audience: ['urn:a', 'urn:b'],
      inResponseTo: '_request',
      attributes: { mail: 'a@example.com', groups: ['x', 'y'] },
    }),
  ),
  buildAuthnRequest({
    issueInstant: ISSUED,
    issuer: 'https://sp.example.com',
    destination: 'https://idp.example.com',
    acsUrl: 'https://sp.example.com/acs',
    nameIdFormat: 'urn:x',
    authnContext: { comparison: 'exact', classes: ['urn:a'] },
  }),
  buildLogoutRequest({
    dialect: 'onelogin',
    issueInstant: ISSUED,
    destination: 'https://sp.example.com/slo',
    notOnOrAfter: ISSUED,
    sessionIndex: '1',
  }),
  buildLogoutResponse({
    dialect: 'onelogin',
    issueInstant: ISSUED,
    destination: 'https://sp.example.com/slo',
    inResponseTo: '_x',
  }),
  ...MORE,
];

const STATEMENTS = `<saml:AuthenticationStatement AuthenticationMethod="urn:m" AuthenticationInstant="${ISSUED}"><saml:Subject><saml:NameIdentifier Format="urn:f" NameQualifier="q">a</saml:NameIdentifier><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:c</saml:ConfirmationMethod><saml:ConfirmationMethod>urn:d</saml:ConfirmationMethod><saml:SubjectConfirmationData>x<y/></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:SubjectLocality IPAddress="1.2.3.4"/><saml:AuthorityBinding AuthorityKind="samlp:AttributeQuery" Location="urn:l" Binding="urn:b"/></saml:AuthenticationStatement><saml:AuthorizationDecisionStatement Resource="urn:r" Decision="Permit"><saml:Subject><saml:NameIdentifier>a</saml:NameIdentifier></saml:Subject><saml:Action Namespace="urn:n">Read</saml:Action><saml:Evidence><saml:AssertionIDReference>_b</saml:AssertionIDReference></saml:Evidence></saml:AuthorizationDecisionStatement><saml:AttributeStatement><saml:Subject><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:c</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject><saml:Attribute AttributeName="a" AttributeNamespace="urn:n"><saml:AttributeValue>b</saml:AttributeValue><saml:AttributeValue><c/></saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`;

const valid11: readonly string[] = [
  wrapInResponse11(
    buildAssertion11({ issueInstant: ISSUED, issuer: 'https://idp.example.com', audience: 'urn:a' }),
    { seed: 'schema', issueInstant: ISSUED, recipient: 'https://sp.example.com/acs' },
  ),
  `<samlp:Response xmlns:samlp="${ns.samlp11}" xmlns:saml="${ns.saml11}" ResponseID="_r" InResponseTo="_q" Recipient="urn:x" MajorVersion="1" MinorVersion="1" IssueInstant="${ISSUED}"><samlp:Status><samlp:StatusCode Value="samlp:Responder"><samlp:StatusCode Value="samlp:RequestDenied"/></samlp:StatusCode><samlp:StatusMessage>m</samlp:StatusMessage><samlp:StatusDetail><x/></samlp:StatusDetail></samlp:Status><saml:Assertion AssertionID="_a" Issuer="urn:i" MajorVersion="1" MinorVersion="1" IssueInstant="${ISSUED}"><saml:Conditions NotBefore="${ISSUED}"><saml:AudienceRestrictionCondition><saml:Audience>urn:a</saml:Audience><saml:Audience>urn:b</saml:Audience></saml:AudienceRestrictionCondition><saml:DoNotCacheCondition/></saml:Conditions><saml:Advice><saml:AssertionIDReference>_b</saml:AssertionIDReference><x xmlns="urn:x"/></saml:Advice>${STATEMENTS}</saml:Assertion></samlp:Response>`,
];

test.each([...valid, ...valid11].map((xml, i) => [i, xml] as const))(
  'message %i is as the schemas say',
  (_, xml) => {
    expect(schemaViolations(read(xml))).toEqual([]);
  },
);

test('every element that a content names has a rule, but for those of other specifications', () => {
  const named = elementNames().flatMap(
    (name) => ruleFor(name)?.particles.flatMap(({ names }) => names) ?? [],
  );
  const strange = new Set(named.filter((name) => !ruleFor(name)));
  expect([...strange].sort()).toEqual([
    'any',
    'ds:KeyInfo',
    'ds:Signature',
    'other',
    'xenc:EncryptedData',
    'xenc:EncryptedKey',
  ]);
});

/** Values that are right for one type or another, and some that are right for none. */
const VALUES = [
  '',
  ' ',
  'true',
  'TRUE',
  '1',
  '+1',
  '-0',
  '-1',
  '65536',
  '1.5',
  'a:b',
  '_a',
  '9a',
  'exact',
  ' Permit',
  'Deny',
  '2026-03-02',
  ISSUED,
  ` ${ISSUED} `,
];

/** A second of the same value would break the document, and not the type. */
const IDENTIFIER = /^(?:ID|AssertionID|ResponseID)$/;

/** One change to one element, in every way that the schemas may have an opinion on. */
function changesOf(xml: string, element: XmlElement, pick: () => number): string[] {
  const splice = (start: number, end: number, text: string) => xml.slice(0, start) + text + xml.slice(end);
  const { start, end, openEnd, closeStart, attributes, parent, name } = element;
  const children = childElements(element);
  const changes: string[] = [];
  const nameEnd = start + 1 + name.length;
  changes.push(splice(nameEnd, nameEnd, ' unknown="x"'), splice(nameEnd, nameEnd, ' xml:lang="en"'));
  for (const attribute of attributes) {
    if (/^(?:xsi:|xmlns)/.test(attribute.name) || IDENTIFIER.test(attribute.localName)) continue;
    changes.push(splice(attribute.start, attribute.end, ''));
    const value = VALUES[pick() % VALUES.length] ?? '';
    // Any text passes for a URI with us; libxml2 has its own opinion.
    const uri =
      /^(?:Destination|Recipient|Method|Value|Format|Consent|Resource|Namespace|ProviderID|ProtocolBinding|NameFormat|AssertionConsumerServiceURL|Location|Binding|AttributeNamespace|AuthenticationMethod)$/;
    if (!uri.test(attribute.localName)) changes.push(splice(attribute.valueStart, attribute.end - 1, value));
  }
  if (parent) {
    changes.push(splice(start, end, ''));
    if (!/ (?:ID|AssertionID|ResponseID)=/.test(xml.slice(start, end)))
      changes.push(splice(end, end, xml.slice(start, end)));
    const siblings = childElements(parent);
    const next = siblings[siblings.indexOf(element) + 1];
    if (next) changes.push(splice(start, next.end, xml.slice(next.start, next.end) + xml.slice(start, end)));
    changes.push(splice(start, start, '<x xmlns="urn:strange"/>'), splice(end, end, '<x xmlns=""/>'));
    changes.push(splice(end, end, `<Terminate xmlns="${ns.samlp}"/>`));
  }
  if (closeStart > openEnd) {
    changes.push(
      splice(openEnd, openEnd, 'text'),
      splice(openEnd, openEnd, '<!-- c -->'),
      splice(openEnd, openEnd, ' \n '),
    );
    if (children.length > 0) changes.push(splice(openEnd, closeStart, ''));
  }
  return changes;
}

function mutantsOf(originals: readonly string[]): string[] {
  let state = 20_260_302;
  const pick = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return state >>> 8;
  };
  return originals.flatMap((xml) => {
    const { root } = read(xml);
    if (!root) return [];
    const own = [...elementsIn(root)].filter(
      ({ namespaceURI: uri }) =>
        uri === ns.saml || uri === ns.samlp || uri === ns.saml11 || uri === ns.samlp11,
    );
    return own.flatMap((element) => changesOf(xml, element, pick).filter(() => pick() % 3 === 0));
  });
}

describe.skipIf(absent)('xmllint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-schema-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['SAML 2.0', valid, 'saml-schema-protocol-2.0.xsd', 300],
    ['SAML 1.1', valid11, 'cs-sstc-schema-protocol-1.1.xsd', 100],
  ] as const)('accepts and refuses the same messages of %s', (name, originals, schema, refused) => {
    const texts = [...originals, ...mutantsOf(originals)].filter((xml) => read(xml).problem === undefined);
    const files = texts.map((xml, i) => {
      const file = join(folder, `${i}.xml`);
      writeFileSync(file, xml);
      return file;
    });
    const { stderr } = spawnSync(
      'xmllint',
      ['--nonet', '--noout', '--schema', join(schemas, schema), ...files],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const accepted = new Set([...stderr.matchAll(/^(.*) validates$/gm)].map(([, file]) => file));
    const differing = texts.flatMap((xml, i) => {
      const ours = schemaViolations(read(xml));
      const theirs = accepted.has(files[i]);
      return (ours.length === 0) === theirs
        ? []
        : [
            {
              theirs,
              ours: ours.map(({ kind, name }) => `${kind} ${name}`),
              xml,
              says: stderr.split('\n').filter((line) => line.startsWith(`${files[i]}:`)),
            },
          ];
    });
    console.log(
      `saml/schema: ${texts.length} messages of ${name}, of which xmllint accepts ${accepted.size}`,
    );
    expect(accepted.size).toBeGreaterThan(originals.length);
    expect(texts.length - accepted.size).toBeGreaterThan(refused);
    expect(differing).toEqual([]);
  });
});
