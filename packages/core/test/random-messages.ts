// Messages that nobody would send: trees of SAML's own names in any order with any values, and real messages that were
// cut, mixed and changed. What is asked of each is only that samlscope says something sensible of it.
import fc from 'fast-check';
import { type GivenFacts, inspect, render, SamlscopeError } from '../src/index.ts';
import { elementNames, ruleFor } from '../src/saml/schema.ts';
import { ns } from '../src/xml/namespaces.ts';

const PREFIXES = {
  saml: ns.saml,
  samlp: ns.samlp,
  ds: ns.ds,
  xenc: ns.xenc,
  md: ns.md,
  xsi: ns.xsi,
  xs: ns.xs,
  s: ns.soap,
  o: ns.saml11,
  op: ns.samlp11,
  t: ns.wst05,
};
const DECLARATIONS = Object.entries(PREFIXES)
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join('');

/** Elements beside those of SAML 2.0's own schemas. */
const OTHERS = [
  ...'Signature SignedInfo Reference Transforms Transform DigestValue DigestMethod SignatureValue SignatureMethod CanonicalizationMethod KeyInfo X509Data X509Certificate Object Manifest'
    .split(' ')
    .map((name) => `ds:${name}`),
  ...'EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue ReferenceList'
    .split(' ')
    .map((name) => `xenc:${name}`),
  ...'EntityDescriptor EntitiesDescriptor IDPSSODescriptor SPSSODescriptor KeyDescriptor AssertionConsumerService SingleSignOnService Organization'
    .split(' ')
    .map((name) => `md:${name}`),
  ...'Assertion Conditions AudienceRestrictionCondition Audience AttributeStatement AuthenticationStatement Subject NameIdentifier SubjectConfirmation ConfirmationMethod Attribute AttributeValue'
    .split(' ')
    .map((name) => `o:${name}`),
  'op:Response',
  'op:Status',
  'op:StatusCode',
  's:Envelope',
  's:Body',
  's:Header',
  't:RequestSecurityTokenResponse',
  't:RequestedSecurityToken',
  'unknown',
  'saml:Nonsense',
];
const NAMES = [...elementNames(), ...OTHERS];
const ROOTS = [
  'samlp:Response',
  'samlp:AuthnRequest',
  'samlp:LogoutRequest',
  'samlp:LogoutResponse',
  'samlp:ArtifactResponse',
  'saml:Assertion',
  'md:EntityDescriptor',
  's:Envelope',
  'op:Response',
  'o:Assertion',
  't:RequestSecurityTokenResponse',
];
const ATTRIBUTES = [
  ...new Set(elementNames().flatMap((name) => [...(ruleFor(name)?.attributes.keys() ?? [])])),
  ...'Id id AssertionID URI Algorithm Type entityID validUntil use index Location Binding Issuer MajorVersion AuthenticationInstant xsi:type xsi:nil xml:lang xml:base'.split(
    ' ',
  ),
];

/** Values that mean something somewhere, and some that are meant to hurt. */
const VALUES = [
  '',
  ' ',
  '\n\t',
  'true',
  '1',
  '-1',
  '65536',
  '99999999999999999999',
  '2.0',
  '1.1',
  'exact',
  '_id',
  '9id',
  '#_id',
  '#',
  'xs:string',
  'xs:integer',
  'nowhere:type',
  '2026-03-02T09:30:00Z',
  '2026-03-02T09:30:00+25:00',
  '9999-12-31T24:00:00Z',
  '0000-00-00T00:00:00',
  '1772443800',
  'https://sp.example.com/acs',
  'https://signin.aws.amazon.com/saml',
  'urn:amazon:webservices',
  'https://aws.amazon.com/SAML/Attributes/Role',
  'arn:aws:iam::111122223333:role/A,arn:aws:iam::111122223333:saml-provider/P',
  'spn:5a1c7e90-3b2d-4f68-9e0a-1c2d3e4f5a6b',
  'https://sts.windows.net/9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f/',
  'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  'urn:oasis:names:tc:SAML:2.0:status:Success',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'MIIB',
  'AAAA====',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '%00%ff',
  '\u200b\u0430a',
  '\u{1f600}'.repeat(3),
  'a@'.repeat(200),
  '<'.repeat(3),
  'x'.repeat(500),
];

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-composite', maxLength: 20 }) },
);

const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ATTRIBUTES), value), {
    maxLength: 5,
    selector: ([name]) => name,
  })
  .map((pairs) => pairs.map(([name, text]) => ` ${name}="${escaped(text)}"`).join(''));

const between = fc.oneof(
  { weight: 4, arbitrary: value.map(escaped) },
  { weight: 1, arbitrary: fc.constantFrom('<!---->', '<?p i?>', '<![CDATA[x]]>', '&#0;', '&nope;', ']]>') },
);

/** An element whose children, where there are some, are likely to be those that belong in it. */
function element(name: string, depth: number): fc.Arbitrary<string> {
  const own =
    ruleFor(name)?.particles.flatMap(({ names }) => names.filter((one) => NAMES.includes(one))) ?? [];
  const child = fc.oneof(...(own.length > 0 ? [{ weight: 5, arbitrary: fc.constantFrom(...own) }] : []), {
    weight: 1,
    arbitrary: fc.constantFrom(...NAMES),
  });
  const content: fc.Arbitrary<string> =
    depth === 0
      ? between
      : fc
          .array(
            fc.oneof(
              { weight: 5, arbitrary: child.chain((one) => element(one, depth - 1)) },
              { weight: 1, arbitrary: between },
            ),
            { maxLength: 4 },
          )
          .map((parts) => parts.join(''));
  return fc.tuple(attributes, content).map(([attribute, inner]) => `<${name}${attribute}>${inner}</${name}>`);
}

/** A tree of SAML's names, well-formed as a rule. */
export const randomTree: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ROOTS) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
  )
  .chain((root) => element(root, 4).map((xml) => xml.replace(`<${root}`, `<${root}${DECLARATIONS}`)));

/** A message of the samples, damaged: cut, a stretch taken out, doubled, overwritten or taken from another. */
export function damaged(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const sample = fc.constantFrom(...samples);
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  return fc
    .tuple(sample, sample, part, part, fc.nat(4), fc.uint8Array({ maxLength: 8 }))
    .map(([one, other, from, length, kind, bytes]) => {
      const start = Math.floor(from * one.length);
      const end = Math.min(one.length, start + Math.floor(length * length * 400));
      const head = one.subarray(0, start);
      switch (kind) {
        case 0:
          return head;
        case 1:
          return joined(head, one.subarray(end));
        case 2:
          return joined(head, one.subarray(start, end), one.subarray(start));
        case 3:
          return joined(head, bytes, one.subarray(end));
        default:
          return joined(head, other.subarray(Math.floor(from * other.length)));
      }
    });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** What is known of a message nobody sent: nothing, or much of it. */
export const randomFacts: fc.Arbitrary<GivenFacts> = fc.constantFrom<GivenFacts>(
  {},
  { now: Date.UTC(2026, 2, 2, 9, 30) },
  {
    now: 'issued',
    skewMs: 60_000,
    audience: 'urn:amazon:webservices',
    acsUrl: ['https://signin.aws.amazon.com/saml', 'https://sp.example.com/acs'],
    requestId: '_id',
    sp: 'aws',
  },
  {
    now: Date.UTC(2026, 2, 2, 9, 30),
    request: `<samlp:AuthnRequest xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" ID="_id" IssueInstant="2026-03-02T09:30:00Z" ForceAuthn="true"><saml:Issuer>urn:a</saml:Issuer><samlp:NameIDPolicy Format="urn:b"/><samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:c</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>`,
    idpMetadata: `<md:EntityDescriptor xmlns:md="${ns.md}" entityID="https://idp.example.com/"><md:IDPSSODescriptor protocolSupportEnumeration="${ns.samlp}"><md:SingleLogoutService Location="https://idp.example.com/slo"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
    spMetadata: `<md:EntityDescriptor xmlns:md="${ns.md}" entityID="https://sp.example.com/"><md:SPSSODescriptor protocolSupportEnumeration="${ns.samlp}"><md:AssertionConsumerService index="0" Location="https://sp.example.com/acs"/></md:SPSSODescriptor></md:EntityDescriptor>`,
  },
);

/** What samlscope did that it must not; `undefined` where it behaved. */
export function misbehaviour(input: string | Uint8Array, facts: GivenFacts): string | undefined {
  try {
    const report = inspect(input, facts);
    const crash = report.findings.find(({ verdict }) => verdict === 'crash');
    if (crash) return `${crash.check}: ${crash.message}`;
    JSON.parse(render(report, 'json'));
    render(report, 'terminal', { detail: 'verbose' });
    return undefined;
  } catch (error) {
    if (error instanceof SamlscopeError) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
