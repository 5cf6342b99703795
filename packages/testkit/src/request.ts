import { type DialectName, dialectNamed } from './dialects.ts';
import { identifiers } from './identifiers.ts';
import { instant, type Moment } from './instant.ts';
import type { TestKey } from './keys.ts';
import { issuerXml, statusXml } from './response.ts';
import { type SignOptions, sign } from './sign.ts';
import { declares, element, escapeText, namespaces, qualified } from './xml.ts';

/** How the kit signs a message inside its XML; the Redirect binding signs the query instead. */
export interface Signing {
  readonly key?: TestKey;
  readonly signature?: Omit<Partial<SignOptions>, 'element' | 'key'>;
}

/** An AuthnRequest in a few words. What is left out is left out of the message too. */
export interface AuthnRequestDescription extends Signing {
  /** The ID derives from it. `request`. */
  readonly seed?: string;
  readonly issueInstant: Moment;
  /** The service provider's entityID. */
  readonly issuer: string;
  readonly destination?: string;
  readonly acsUrl?: string;
  readonly forceAuthn?: boolean;
  readonly isPassive?: boolean;
  readonly nameIdFormat?: string;
  readonly authnContext?: {
    readonly comparison: 'exact' | 'minimum' | 'maximum' | 'better';
    readonly classes: readonly string[];
  };
}

/** Builds an AuthnRequest; signs it inside where there is a key. */
export function buildAuthnRequest(description: AuthnRequestDescription): string {
  const { nameIdFormat, authnContext } = description;
  const xml = element(
    'samlp:AuthnRequest',
    {
      ...declares('samlp', namespaces.protocol),
      ...declares('saml', namespaces.assertion),
      ID: requestId(description.seed),
      Version: '2.0',
      IssueInstant: instant(description.issueInstant),
      Destination: description.destination,
      ForceAuthn: flag(description.forceAuthn),
      IsPassive: flag(description.isPassive),
      ProtocolBinding:
        description.acsUrl === undefined ? undefined : 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      AssertionConsumerServiceURL: description.acsUrl,
    },
    [
      element('saml:Issuer', {}, escapeText(description.issuer)),
      nameIdFormat === undefined
        ? undefined
        : element('samlp:NameIDPolicy', { Format: nameIdFormat, AllowCreate: 'true' }),
      authnContext &&
        element(
          'samlp:RequestedAuthnContext',
          { Comparison: authnContext.comparison },
          authnContext.classes.map((each) => element('saml:AuthnContextClassRef', {}, escapeText(each))),
        ),
    ],
  );
  return signInside(xml, 'AuthnRequest', description);
}

/** The ID that {@link buildAuthnRequest} gives a request of this seed, for the response that answers it. */
export function requestId(seed = 'request'): string {
  return identifiers.underscoreHex(`${seed} request`);
}

/** A LogoutRequest in a few words. */
export interface LogoutRequestDescription extends Signing {
  readonly dialect: DialectName;
  /** The ID derives from it. `logout`. */
  readonly seed?: string;
  readonly issueInstant: Moment;
  readonly issuer?: string;
  readonly destination: string;
  readonly notOnOrAfter?: Moment;
  readonly reason?: string;
  readonly nameId?: string;
  readonly sessionIndex?: string;
}

/** Builds a LogoutRequest as an identity provider of this dialect writes one. */
export function buildLogoutRequest(description: LogoutRequestDescription): string {
  const dialect = dialectNamed(description.dialect);
  const { protocol, assertion } = dialect.prefixes;
  const { sessionIndex, notOnOrAfter } = description;
  const xml = element(
    qualified(protocol, 'LogoutRequest'),
    {
      ID: logoutRequestId(description.dialect, description.seed),
      Version: '2.0',
      IssueInstant: instant(description.issueInstant),
      Destination: description.destination,
      Reason: description.reason,
      NotOnOrAfter: notOnOrAfter === undefined ? undefined : instant(notOnOrAfter),
      ...declares(protocol, namespaces.protocol),
    },
    [
      issuerXml(description.issuer ?? dialect.issuer, dialect, true),
      element(
        qualified(assertion, 'NameID'),
        { Format: dialect.nameIdFormat, ...declares(assertion, namespaces.assertion) },
        escapeText(description.nameId ?? 'ana.silva@example.com'),
      ),
      sessionIndex === undefined
        ? undefined
        : element(qualified(protocol, 'SessionIndex'), {}, escapeText(sessionIndex)),
    ],
  );
  return signInside(xml, 'LogoutRequest', description, dialect.prefixes.signature);
}

/** The ID that {@link buildLogoutRequest} gives, for the response that answers it. */
export function logoutRequestId(dialect: DialectName, seed = 'logout'): string {
  return dialectNamed(dialect).id(`${seed} logout request`);
}

/** A LogoutResponse in a few words. */
export interface LogoutResponseDescription extends Signing {
  readonly dialect: DialectName;
  /** The ID derives from it. `logout`. */
  readonly seed?: string;
  readonly issueInstant: Moment;
  readonly issuer?: string;
  readonly destination: string;
  readonly inResponseTo: string;
  readonly status?: readonly string[];
  readonly statusMessage?: string;
}

/** Builds a LogoutResponse as an identity provider of this dialect writes one. */
export function buildLogoutResponse(description: LogoutResponseDescription): string {
  const dialect = dialectNamed(description.dialect);
  const { protocol } = dialect.prefixes;
  const xml = element(
    qualified(protocol, 'LogoutResponse'),
    {
      ID: dialect.id(`${description.seed ?? 'logout'} logout response`),
      Version: '2.0',
      IssueInstant: instant(description.issueInstant),
      Destination: description.destination,
      InResponseTo: description.inResponseTo,
      ...declares(protocol, namespaces.protocol),
    },
    [issuerXml(description.issuer ?? dialect.issuer, dialect, true), statusXml(description, protocol)],
  );
  return signInside(xml, 'LogoutResponse', description, dialect.prefixes.signature);
}

function signInside(xml: string, name: string, { key, signature }: Signing, prefix = 'ds'): string {
  return key ? sign(xml, { prefix, ...signature, element: name, key }) : xml;
}

function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
