import { identifiers } from './identifiers.ts';
import { type TestKey, testKeys } from './keys.ts';
import type { KeyInfoShape } from './sign.ts';

/**
 * How one product writes its messages. What the specification leaves open (prefixes, the shape of IDs, windows of
 * time, which element is signed) is what tells products apart, and what a reader of messages must not depend on.
 */
export interface Dialect {
  readonly name: string;
  /** entityID of a made-up tenant. */
  readonly issuer: string;
  /** Format of the Issuer element, where the product writes one. */
  readonly issuerFormat?: string;
  readonly singleSignOn: string;
  readonly singleLogout: string;
  /** `''` is the default namespace. */
  readonly prefixes: { readonly protocol: string; readonly assertion: string; readonly signature: string };
  readonly id: (seed: string) => string;
  /** Seconds from IssueInstant; `confirmation` is the NotOnOrAfter of SubjectConfirmationData. */
  readonly window: {
    readonly notBefore: number;
    readonly notOnOrAfter: number;
    readonly confirmation: number;
  };
  readonly signs: 'assertion' | 'response' | 'both';
  readonly keyInfo: KeyInfoShape;
  readonly prefixList?: readonly string[];
  readonly key: TestKey;
  readonly nameIdFormat: string;
  /** NameFormat of attributes. */
  readonly attributeNameFormat?: string;
  /** Whether AttributeValue says `xsi:type="xs:string"`. */
  readonly typedValues: boolean;
  /** Whether AttributeStatement stands before AuthnStatement. */
  readonly attributesFirst: boolean;
  readonly sessionIndex: 'assertion' | 'own';
  /** Seconds from IssueInstant. */
  readonly sessionNotOnOrAfter?: number;
  readonly consent?: string;
  readonly authnContext: string;
}

const FORMATS = {
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
} as const;

const BASIC = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const CLASS = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

/** The made-up Entra ID tenant of {@link dialects}. */
export const entraTenant = '9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f';

/** The dialects the kit speaks, as observed in real messages. */
export const dialects = {
  entra: {
    name: 'Microsoft Entra ID',
    issuer: `https://sts.windows.net/${entraTenant}/`,
    singleSignOn: `https://login.microsoftonline.com/${entraTenant}/saml2`,
    singleLogout: `https://login.microsoftonline.com/${entraTenant}/saml2`,
    prefixes: { protocol: 'samlp', assertion: '', signature: '' },
    id: identifiers.underscoreUuid,
    window: { notBefore: -300, notOnOrAfter: 3600, confirmation: 3600 },
    signs: 'assertion',
    keyInfo: 'certificate',
    key: testKeys.entra,
    nameIdFormat: FORMATS.email,
    typedValues: false,
    attributesFirst: true,
    sessionIndex: 'assertion',
    authnContext: `${CLASS}Password`,
  },
  adfs: {
    name: 'AD FS',
    issuer: 'http://adfs.example.com/adfs/services/trust',
    singleSignOn: 'https://adfs.example.com/adfs/ls/',
    singleLogout: 'https://adfs.example.com/adfs/ls/',
    prefixes: { protocol: 'samlp', assertion: '', signature: 'ds' },
    id: identifiers.underscoreUuid,
    window: { notBefore: 0, notOnOrAfter: 3600, confirmation: 300 },
    signs: 'assertion',
    keyInfo: 'certificate-default-namespace',
    key: testKeys.idp,
    nameIdFormat: FORMATS.persistent,
    typedValues: false,
    attributesFirst: true,
    sessionIndex: 'assertion',
    consent: 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
    authnContext: `${CLASS}PasswordProtectedTransport`,
  },
  okta: {
    name: 'Okta',
    issuer: 'http://www.okta.com/exk1a2b3c4d5e6f7g8h9',
    issuerFormat: FORMATS.entity,
    singleSignOn: 'https://example.okta.com/app/example_app_1/exk1a2b3c4d5e6f7g8h9/sso/saml',
    singleLogout: 'https://example.okta.com/app/example_app_1/exk1a2b3c4d5e6f7g8h9/slo/saml',
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    id: identifiers.idDigits,
    window: { notBefore: -300, notOnOrAfter: 300, confirmation: 300 },
    signs: 'both',
    keyInfo: 'certificate',
    prefixList: ['xs'],
    key: testKeys.idp,
    nameIdFormat: FORMATS.email,
    attributeNameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
    typedValues: true,
    attributesFirst: false,
    sessionIndex: 'own',
    authnContext: `${CLASS}PasswordProtectedTransport`,
  },
  google: {
    name: 'Google Workspace',
    issuer: 'https://accounts.google.com/o/saml2?idpid=C03abc123',
    singleSignOn: 'https://accounts.google.com/o/saml2/idp?idpid=C03abc123',
    singleLogout: 'https://accounts.google.com/logout',
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    id: identifiers.underscoreHex,
    window: { notBefore: -300, notOnOrAfter: 300, confirmation: 300 },
    signs: 'response',
    keyInfo: 'subject-name',
    key: testKeys.idp,
    nameIdFormat: FORMATS.unspecified,
    typedValues: true,
    attributesFirst: true,
    sessionIndex: 'own',
    authnContext: `${CLASS}unspecified`,
  },
  keycloak: {
    name: 'Keycloak',
    issuer: 'https://sso.example.org/realms/acme',
    singleSignOn: 'https://sso.example.org/realms/acme/protocol/saml',
    singleLogout: 'https://sso.example.org/realms/acme/protocol/saml',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'dsig' },
    id: identifiers.idUuid,
    window: { notBefore: -2, notOnOrAfter: 58, confirmation: 298 },
    signs: 'response',
    keyInfo: 'certificate-and-value',
    key: testKeys.idp,
    nameIdFormat: FORMATS.unspecified,
    attributeNameFormat: BASIC,
    typedValues: true,
    attributesFirst: false,
    sessionIndex: 'own',
    sessionNotOnOrAfter: 36_000,
    authnContext: `${CLASS}unspecified`,
  },
  shibboleth: {
    name: 'Shibboleth',
    issuer: 'https://idp.example.edu/idp/shibboleth',
    singleSignOn: 'https://idp.example.edu/idp/profile/SAML2/Redirect/SSO',
    singleLogout: 'https://idp.example.edu/idp/profile/SAML2/Redirect/SLO',
    prefixes: { protocol: 'saml2p', assertion: 'saml2', signature: 'ds' },
    id: identifiers.underscoreHex,
    window: { notBefore: 0, notOnOrAfter: 300, confirmation: 300 },
    signs: 'both',
    keyInfo: 'certificate',
    prefixList: ['xsd'],
    key: testKeys.idp,
    nameIdFormat: FORMATS.transient,
    attributeNameFormat: URI,
    typedValues: false,
    attributesFirst: false,
    sessionIndex: 'own',
    authnContext: `${CLASS}PasswordProtectedTransport`,
  },
  onelogin: {
    name: 'OneLogin',
    issuer: 'https://app.onelogin.com/saml/metadata/7f3e1b2a-4c5d-4e6f-8a9b-0c1d2e3f4a5b',
    singleSignOn: 'https://example.onelogin.com/trust/saml2/http-post/sso/1234567',
    singleLogout: 'https://example.onelogin.com/trust/saml2/http-redirect/slo/1234567',
    prefixes: { protocol: 'samlp', assertion: 'saml', signature: 'ds' },
    id: identifiers.pfxUuid,
    window: { notBefore: -180, notOnOrAfter: 180, confirmation: 180 },
    signs: 'assertion',
    keyInfo: 'certificate',
    key: testKeys.idp,
    nameIdFormat: FORMATS.email,
    attributeNameFormat: BASIC,
    typedValues: true,
    attributesFirst: false,
    sessionIndex: 'own',
    sessionNotOnOrAfter: 86_400,
    authnContext: `${CLASS}PasswordProtectedTransport`,
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;

/** The dialect of this name. */
export function dialectNamed(name: DialectName): Dialect {
  return dialects[name];
}
