import { BEARER, STATUS_SUCCESS } from './model.ts';

/** Who can put right what a status code reports. */
export type StatusActor =
  | 'nobody'
  | 'identity provider'
  | 'service provider'
  | 'user'
  /** The message alone does not tell: StatusMessage, or the log of the side that sent the status, does. */
  | 'either end';

/** A status code of SAML 2.0, explained. The words fit a login, where the responder is the identity provider. */
export interface StatusCodeMeaning {
  readonly urn: string;
  /** `top`: one of the four that may stand first. `nested`: a reason, which stands inside one of them. */
  readonly level: 'top' | 'nested';
  /** One sentence. */
  readonly means: string;
  readonly actor: StatusActor;
  /** What the actor does about it, in one sentence. */
  readonly remedy: string;
}

const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:';

/** Every status code of SAML Core §3.2.2.2, in its order. */
export const statusCodes: readonly StatusCodeMeaning[] = [
  {
    urn: STATUS_SUCCESS,
    level: 'top',
    means: 'The request succeeded.',
    actor: 'nobody',
    remedy: 'Nothing is to be done.',
  },
  {
    urn: `${STATUS}Requester`,
    level: 'top',
    means: 'The request could not be performed because of an error on the side that sent it.',
    actor: 'service provider',
    remedy: 'Correct the request: the nested code and the StatusMessage say what about it was refused.',
  },
  {
    urn: `${STATUS}Responder`,
    level: 'top',
    means: 'The request could not be performed because of an error on the side that answered it.',
    actor: 'identity provider',
    remedy: "Look for the cause in the identity provider's log at the IssueInstant of this response.",
  },
  {
    urn: `${STATUS}VersionMismatch`,
    level: 'top',
    means: 'The version of the request message is one the responder cannot process.',
    actor: 'service provider',
    remedy: 'Send requests with Version="2.0".',
  },
  {
    urn: `${STATUS}AuthnFailed`,
    level: 'nested',
    means: 'The identity provider could not authenticate the user.',
    actor: 'user',
    remedy: 'Sign in again; if the credentials are right, ask the identity provider why it refused them.',
  },
  {
    urn: `${STATUS}InvalidAttrNameOrValue`,
    level: 'nested',
    means: 'An attribute or its value in the request was unexpected or invalid.',
    actor: 'service provider',
    remedy: 'Correct the Attribute that the request names.',
  },
  {
    urn: `${STATUS}InvalidNameIDPolicy`,
    level: 'nested',
    means: 'The identity provider cannot or will not issue a NameID as the NameIDPolicy of the request asks.',
    actor: 'either end',
    remedy:
      'Have the request ask for a Format the identity provider lists in its metadata, or leave NameIDPolicy out; else enable that Format for this service provider.',
  },
  {
    urn: `${STATUS}NoAuthnContext`,
    level: 'nested',
    means: 'The identity provider cannot meet the RequestedAuthnContext of the request.',
    actor: 'either end',
    remedy:
      'Drop RequestedAuthnContext from the request or ask for a class that the identity provider offers.',
  },
  {
    urn: `${STATUS}NoAvailableIDP`,
    level: 'nested',
    means: 'None of the identity providers in the IDPList of the request is available to the proxy.',
    actor: 'identity provider',
    remedy: 'Have the proxy reach one of the identity providers that IDPList names.',
  },
  {
    urn: `${STATUS}NoPassive`,
    level: 'nested',
    means: 'The request said IsPassive, and the user could not be authenticated without being asked.',
    actor: 'service provider',
    remedy: 'Treat it as "not signed in", and send a request without IsPassive when the user is to sign in.',
  },
  {
    urn: `${STATUS}NoSupportedIDP`,
    level: 'nested',
    means: 'None of the identity providers in the IDPList of the request is supported by the proxy.',
    actor: 'service provider',
    remedy: 'Name identity providers in IDPList that the proxy knows, or leave Scoping out.',
  },
  {
    urn: `${STATUS}PartialLogout`,
    level: 'nested',
    means: 'The session authority could not propagate the logout to every other session participant.',
    actor: 'user',
    remedy: 'Close the browser to be sure that no session is left at the applications that were not reached.',
  },
  {
    urn: `${STATUS}ProxyCountExceeded`,
    level: 'nested',
    means: 'The request does not allow the proxying that would be needed to authenticate the user.',
    actor: 'service provider',
    remedy: 'Raise ProxyCount in the request or leave Scoping out.',
  },
  {
    urn: `${STATUS}RequestDenied`,
    level: 'nested',
    means: 'The responder understood the request and chose not to answer it.',
    actor: 'either end',
    remedy:
      'See whether the user may use this application, and whether the request must be signed, at the identity provider.',
  },
  {
    urn: `${STATUS}RequestUnsupported`,
    level: 'nested',
    means: 'The responder does not support the request.',
    actor: 'service provider',
    remedy: 'Send a kind of request that the metadata of the other side offers an endpoint for.',
  },
  {
    urn: `${STATUS}RequestVersionDeprecated`,
    level: 'nested',
    means: 'The protocol version of the request is no longer answered.',
    actor: 'service provider',
    remedy: 'Send requests with Version="2.0".',
  },
  {
    urn: `${STATUS}RequestVersionTooHigh`,
    level: 'nested',
    means: 'The protocol version of the request is higher than the highest the responder supports.',
    actor: 'service provider',
    remedy: 'Send requests with Version="2.0".',
  },
  {
    urn: `${STATUS}RequestVersionTooLow`,
    level: 'nested',
    means: 'The protocol version of the request is lower than the lowest the responder supports.',
    actor: 'service provider',
    remedy: 'Send requests with Version="2.0".',
  },
  {
    urn: `${STATUS}ResourceNotRecognized`,
    level: 'nested',
    means: 'The resource that the request names is invalid or not known.',
    actor: 'service provider',
    remedy: 'Correct the resource that the request names.',
  },
  {
    urn: `${STATUS}TooManyResponses`,
    level: 'nested',
    means: 'The answer would hold more elements than the responder can return.',
    actor: 'service provider',
    remedy: 'Ask for less in one request.',
  },
  {
    urn: `${STATUS}UnknownAttrProfile`,
    level: 'nested',
    means: 'The attribute profile that the request uses is not known to the responder.',
    actor: 'service provider',
    remedy: 'Use an attribute profile the responder lists in its metadata.',
  },
  {
    urn: `${STATUS}UnknownPrincipal`,
    level: 'nested',
    means: 'The responder does not know the user that the request names or implies.',
    actor: 'either end',
    remedy: 'Correct the Subject or NameID of the request, or create the user at the identity provider.',
  },
  {
    urn: `${STATUS}UnsupportedBinding`,
    level: 'nested',
    means: 'The responder cannot answer over the binding that the request asks for.',
    actor: 'service provider',
    remedy:
      'Ask for HTTP-POST in ProtocolBinding, and see that the metadata lists the endpoint with that binding.',
  },
];

const statusByUrn = new Map(statusCodes.map((code) => [code.urn, code]));

/** What a status code means; `undefined` for one that SAML Core does not define. */
export function statusCodeMeaning(urn: string): StatusCodeMeaning | undefined {
  return statusByUrn.get(urn);
}

/** NameID formats (SAML Core §8.3; `encrypted` is for NameIDPolicy, §3.4.1.1). */
export const nameIdFormats = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  X509SubjectName: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  WindowsDomainQualifiedName: 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  kerberos: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  encrypted: 'urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted',
} as const;

/** Subject confirmation methods (SAML Profiles §3). */
export const confirmationMethods = {
  bearer: BEARER,
  'holder-of-key': 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  'sender-vouches': 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
} as const;

/** Bindings (SAML Bindings §3; HTTP-POST-SimpleSign is a later OASIS specification). */
export const bindings = {
  'HTTP-POST': 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  'HTTP-Redirect': 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  'HTTP-Artifact': 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
  'HTTP-POST-SimpleSign': 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST-SimpleSign',
  SOAP: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
  PAOS: 'urn:oasis:names:tc:SAML:2.0:bindings:PAOS',
  URI: 'urn:oasis:names:tc:SAML:2.0:bindings:URI',
} as const;

/** Attribute name formats (SAML Core §8.2). */
export const attributeNameFormats = {
  unspecified: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
  uri: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  basic: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
} as const;

/** Consent identifiers (SAML Core §8.4). */
export const consents = {
  unspecified: 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
  obtained: 'urn:oasis:names:tc:SAML:2.0:consent:obtained',
  prior: 'urn:oasis:names:tc:SAML:2.0:consent:prior',
  'current-implicit': 'urn:oasis:names:tc:SAML:2.0:consent:current-implicit',
  'current-explicit': 'urn:oasis:names:tc:SAML:2.0:consent:current-explicit',
  unavailable: 'urn:oasis:names:tc:SAML:2.0:consent:unavailable',
  inapplicable: 'urn:oasis:names:tc:SAML:2.0:consent:inapplicable',
} as const;

/** Reasons of a LogoutRequest (SAML Core §3.7.3). */
export const logoutReasons = {
  user: 'urn:oasis:names:tc:SAML:2.0:logout:user',
  admin: 'urn:oasis:names:tc:SAML:2.0:logout:admin',
} as const;

const AUTHN_CONTEXT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

/** Authentication context classes (SAML Authentication Context §3.4), by the last part of their URN. */
export const authnContextClasses: ReadonlyMap<string, string> = new Map(
  [
    'unspecified',
    'InternetProtocol',
    'InternetProtocolPassword',
    'Kerberos',
    'MobileOneFactorUnregistered',
    'MobileTwoFactorUnregistered',
    'MobileOneFactorContract',
    'MobileTwoFactorContract',
    'Password',
    'PasswordProtectedTransport',
    'PreviousSession',
    'X509',
    'PGP',
    'SPKI',
    'XMLDSig',
    'Smartcard',
    'SmartcardPKI',
    'SoftwarePKI',
    'Telephony',
    'NomadTelephony',
    'PersonalTelephony',
    'AuthenticatedTelephony',
    'SecureRemotePassword',
    'TLSClient',
    'TimeSyncToken',
  ].map((name) => [name, AUTHN_CONTEXT + name]),
);

/** Context classes outside the SAML specifications that are met often. */
const otherContextClasses: Readonly<Record<string, string>> = {
  'Windows integrated authentication': 'urn:federation:authentication:windows',
  'multiple factors (Microsoft)': 'http://schemas.microsoft.com/claims/multipleauthn',
  'REFEDS MFA': 'https://refeds.org/profile/mfa',
  'REFEDS SFA': 'https://refeds.org/profile/sfa',
};

const shortNames = new Map<string, string>();
for (const { urn } of statusCodes) shortNames.set(urn, urn.slice(STATUS.length));
for (const [name, urn] of authnContextClasses) shortNames.set(urn, name);
for (const table of [
  nameIdFormats,
  confirmationMethods,
  bindings,
  attributeNameFormats,
  consents,
  logoutReasons,
  otherContextClasses,
]) {
  for (const [name, urn] of Object.entries(table)) shortNames.set(urn, name);
}

/** The short name of a URN that SAML defines (`emailAddress`, `bearer`, `HTTP-POST`); the URN itself for any other. */
export function shortName(urn: string): string {
  return shortNames.get(urn) ?? urn;
}
