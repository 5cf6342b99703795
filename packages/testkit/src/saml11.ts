import { identifiers } from './identifiers.ts';
import { instant, type Moment } from './instant.ts';
import type { TestKey } from './keys.ts';
import { sign } from './sign.ts';
import { declares, element, escapeText } from './xml.ts';

const ASSERTION = 'urn:oasis:names:tc:SAML:1.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:1.0:protocol';
const TRUST = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
const UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';

/** A SAML 1.1 assertion in a few words; `null` leaves the thing itself out. */
export interface Saml11Description {
  /** IDs derive from it. `saml11`. */
  readonly seed?: string;
  readonly issueInstant: Moment;
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly nameIdentifier?: string | null;
  readonly confirmationMethod?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Signs the Assertion; the signature is its last child. */
  readonly key?: TestKey;
  /** Changes the text before it is signed. */
  readonly beforeSigning?: (xml: string) => string;
}

/** Builds a SAML 1.1 assertion as AD FS issues it for WS-Federation. */
export function buildAssertion11(description: Saml11Description): string {
  const { seed = 'saml11', issueInstant, attributes = {} } = description;
  const subject = subject11(description);
  const xml = element(
    'saml:Assertion',
    {
      MajorVersion: '1',
      MinorVersion: '1',
      AssertionID: identifiers.underscoreUuid(`${seed} assertion`),
      Issuer: description.issuer ?? undefined,
      IssueInstant: instant(issueInstant),
      ...declares('saml', ASSERTION),
    },
    [
      element(
        'saml:Conditions',
        { NotBefore: instant(issueInstant), NotOnOrAfter: instant(issueInstant, 3600) },
        description.audience === null
          ? undefined
          : element(
              'saml:AudienceRestrictionCondition',
              {},
              element('saml:Audience', {}, escapeText(description.audience)),
            ),
      ),
      element('saml:AttributeStatement', {}, [
        subject,
        Object.entries({ name: 'ana.silva@example.com', ...attributes }).map(([name, value]) =>
          element(
            'saml:Attribute',
            {
              AttributeName: name,
              AttributeNamespace: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims',
            },
            element('saml:AttributeValue', {}, escapeText(value)),
          ),
        ),
      ]),
      element(
        'saml:AuthenticationStatement',
        {
          AuthenticationMethod: 'urn:oasis:names:tc:SAML:1.0:am:password',
          AuthenticationInstant: instant(issueInstant),
        },
        subject,
      ),
    ],
  );
  const changed = description.beforeSigning ? description.beforeSigning(xml) : xml;
  return description.key
    ? sign(changed, { element: 'Assertion', key: description.key, place: 'last' })
    : changed;
}

function subject11({
  nameIdentifier = 'ana.silva@example.com',
  confirmationMethod = 'urn:oasis:names:tc:SAML:1.0:cm:bearer',
}: Saml11Description): string {
  return element('saml:Subject', {}, [
    nameIdentifier === null
      ? undefined
      : element(
          'saml:NameIdentifier',
          { Format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
          escapeText(nameIdentifier),
        ),
    element(
      'saml:SubjectConfirmation',
      {},
      element('saml:ConfirmationMethod', {}, escapeText(confirmationMethod)),
    ),
  ]);
}

/** A SAML 1.1 Response in a few words. */
export interface Response11Description {
  /** The ID derives from it. */
  readonly seed: string;
  readonly issueInstant: Moment;
  readonly recipient?: string;
  readonly inResponseTo?: string;
  readonly status?: string;
  /** Signs the Response. */
  readonly key?: TestKey;
}

/** Puts an assertion into a Response of the Browser/POST profile; an empty text makes one without. */
export function wrapInResponse11(assertion: string, description: Response11Description): string {
  const { seed, issueInstant, recipient, inResponseTo, status = 'samlp:Success', key } = description;
  const xml = element(
    'samlp:Response',
    {
      ResponseID: identifiers.underscoreUuid(`${seed} response`),
      MajorVersion: '1',
      MinorVersion: '1',
      IssueInstant: instant(issueInstant),
      InResponseTo: inResponseTo,
      Recipient: recipient,
      ...declares('samlp', PROTOCOL),
    },
    [element('samlp:Status', {}, element('samlp:StatusCode', { Value: status })), assertion],
  );
  return key ? sign(xml, { element: 'Response', key }) : xml;
}

/** Puts a token into what WS-Federation posts as `wresult`. */
export function wrapInTokenResponse(
  token: string,
  options: { readonly issueInstant: Moment; readonly appliesTo: string; readonly tokenType?: string },
): string {
  const { issueInstant, appliesTo, tokenType = ASSERTION } = options;
  const utility = declares('wsu', UTILITY);
  return element('t:RequestSecurityTokenResponse', declares('t', TRUST), [
    element('t:Lifetime', {}, [
      element('wsu:Created', utility, instant(issueInstant)),
      element('wsu:Expires', utility, instant(issueInstant, 3600)),
    ]),
    element(
      'wsp:AppliesTo',
      declares('wsp', 'http://schemas.xmlsoap.org/ws/2004/09/policy'),
      element(
        'wsa:EndpointReference',
        declares('wsa', 'http://www.w3.org/2005/08/addressing'),
        element('wsa:Address', {}, escapeText(appliesTo)),
      ),
    ),
    element('t:RequestedSecurityToken', {}, token),
    element('t:TokenType', {}, tokenType),
    element('t:RequestType', {}, `${TRUST}/Issue`),
    element('t:KeyType', {}, 'http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey'),
  ]);
}
