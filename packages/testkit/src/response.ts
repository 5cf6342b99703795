import { type Dialect, type DialectName, dialectNamed } from './dialects.ts';
import { type EncryptOptions, encryptAssertion } from './encrypt.ts';
import { instant, type Moment } from './instant.ts';
import type { TestKey } from './keys.ts';
import { type SignOptions, sign } from './sign.ts';
import {
  type Attributes,
  type Content,
  declares,
  element,
  escapeText,
  namespaces,
  qualified,
} from './xml.ts';

/** A Response in a few words. What is left out is as the dialect has it; `null` leaves the thing itself out. */
export interface ResponseDescription {
  readonly dialect: DialectName;
  /** IDs derive from it. `response`. */
  readonly seed?: string;
  readonly issueInstant: Moment;
  readonly issuer?: string | null;
  /** The Issuer of the Assertion, where it is to differ. */
  readonly assertionIssuer?: string | null;
  /** The service provider's AssertionConsumerService: Destination and Recipient where those are not given. */
  readonly acsUrl: string;
  readonly destination?: string | null;
  readonly recipient?: string | null;
  /** One AudienceRestriction with these. `[]` leaves Audience out of it, `null` leaves the restriction out. */
  readonly audience: string | readonly string[] | null;
  /** The AuthnRequest answered; absent where the identity provider began. */
  readonly inResponseTo?: string;
  readonly nameId?: { readonly value: string; readonly format?: string } | null;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  /** Status codes from the top level down, short names or URIs. `['Success']`. */
  readonly status?: readonly string[];
  readonly statusMessage?: string;
  /** A Response without Assertion, as one that reports an error is. */
  readonly withoutAssertion?: boolean;
  /** When the user signed in; Entra ID may report weeks ago. IssueInstant. */
  readonly authnInstant?: Moment;
  readonly sign?: 'assertion' | 'response' | 'both' | 'none';
  readonly key?: TestKey;
  /** Further wishes for every signature. */
  readonly signature?: Omit<Partial<SignOptions>, 'element' | 'key'>;
  /** Encrypts the Assertion for this key, after it is signed and before the Response is. */
  readonly encryptFor?: TestKey;
  /** How to encrypt it. */
  readonly encryption?: Omit<EncryptOptions, 'for'>;
  /** Changes the text before anything is signed: what a faulty identity provider would sign. */
  readonly beforeSigning?: (xml: string) => string;
}

/** Builds a Response and signs it as the dialect does. Each description yields the same text every time. */
export function buildResponse(description: ResponseDescription): string {
  const dialect = dialectNamed(description.dialect);
  const unsigned = unsignedResponse(description, dialect);
  const xml = description.beforeSigning ? description.beforeSigning(unsigned) : unsigned;
  const wanted = description.sign ?? dialect.signs;
  const options = {
    key: description.key ?? dialect.key,
    prefix: dialect.prefixes.signature,
    keyInfo: dialect.keyInfo,
    ...description.signature,
  };
  let signed = xml;
  if ((wanted === 'assertion' || wanted === 'both') && !description.withoutAssertion) {
    signed = sign(signed, { ...assertionPrefixes(dialect), ...options, element: 'Assertion' });
  }
  if (description.encryptFor) {
    signed = encryptAssertion(signed, { ...description.encryption, for: description.encryptFor });
  }
  if (wanted === 'response' || wanted === 'both') signed = sign(signed, { ...options, element: 'Response' });
  return signed;
}

function assertionPrefixes(dialect: Dialect): Partial<SignOptions> {
  return dialect.prefixList ? { prefixList: dialect.prefixList } : {};
}

function unsignedResponse(description: ResponseDescription, dialect: Dialect): string {
  const { prefixes } = dialect;
  const seed = description.seed ?? 'response';
  const issueInstant = instant(description.issueInstant);
  const issuer = description.issuer === undefined ? dialect.issuer : description.issuer;
  const attributes: Attributes = {
    ID: dialect.id(`${seed} response`),
    Version: '2.0',
    IssueInstant: issueInstant,
    Destination: orUndefined(description.destination, description.acsUrl),
    InResponseTo: description.inResponseTo,
    Consent: dialect.consent,
    ...declares(prefixes.protocol, namespaces.protocol),
  };
  return element(qualified(prefixes.protocol, 'Response'), attributes, [
    issuer === null ? undefined : issuerXml(issuer, dialect, true),
    statusXml(description, prefixes.protocol),
    description.withoutAssertion ? undefined : assertionXml(description, dialect, issuer),
  ]);
}

/** samlp:Status. */
export function statusXml(
  description: Pick<ResponseDescription, 'status' | 'statusMessage'>,
  prefix: string,
): string {
  const codes = description.status ?? ['Success'];
  const nested = codes.reduceRight<string | undefined>(
    (inner, code) => element(qualified(prefix, 'StatusCode'), { Value: statusUri(code) }, inner),
    undefined,
  );
  const message =
    description.statusMessage === undefined
      ? undefined
      : element(qualified(prefix, 'StatusMessage'), {}, escapeText(description.statusMessage));
  return element(qualified(prefix, 'Status'), {}, [nested, message]);
}

function statusUri(code: string): string {
  return code.includes(':') ? code : `urn:oasis:names:tc:SAML:2.0:status:${code}`;
}

/** saml:Issuer. `declaring`: it stands outside an Assertion and must declare its namespace itself. */
export function issuerXml(issuer: string, dialect: Dialect, declaring: boolean): string {
  const prefix = dialect.prefixes.assertion;
  return element(
    qualified(prefix, 'Issuer'),
    { Format: dialect.issuerFormat, ...(declaring ? declares(prefix, namespaces.assertion) : {}) },
    escapeText(issuer),
  );
}

function assertionXml(
  description: ResponseDescription,
  dialect: Dialect,
  responseIssuer: string | null,
): string {
  const prefix = dialect.prefixes.assertion;
  const named = (name: string) => qualified(prefix, name);
  const seed = description.seed ?? 'response';
  const id = dialect.id(`${seed} assertion`);
  const issuer = description.assertionIssuer === undefined ? responseIssuer : description.assertionIssuer;
  const statements = [authnStatement(description, dialect, id), attributeStatement(description, dialect)];
  return element(
    named('Assertion'),
    {
      ID: id,
      IssueInstant: instant(description.issueInstant),
      Version: '2.0',
      ...declares(prefix, namespaces.assertion),
      ...(dialect.prefixList ? declares(dialect.prefixList[0] ?? 'xs', namespaces.schema) : {}),
    },
    [
      issuer === null ? undefined : issuerXml(issuer, dialect, false),
      subjectXml(description, dialect),
      conditionsXml(description, dialect),
      dialect.attributesFirst ? statements.reverse() : statements,
    ],
  );
}

function subjectXml(description: ResponseDescription, dialect: Dialect): string {
  const named = (name: string) => qualified(dialect.prefixes.assertion, name);
  const { nameId = { value: 'ana.silva@example.com' } } = description;
  return element(named('Subject'), {}, [
    nameId === null
      ? undefined
      : element(named('NameID'), { Format: nameId.format ?? dialect.nameIdFormat }, escapeText(nameId.value)),
    element(named('SubjectConfirmation'), { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' }, [
      element(named('SubjectConfirmationData'), {
        InResponseTo: description.inResponseTo,
        NotOnOrAfter: instant(description.issueInstant, dialect.window.confirmation),
        Recipient: orUndefined(description.recipient, description.acsUrl),
      }),
    ]),
  ]);
}

function conditionsXml(description: ResponseDescription, dialect: Dialect): string {
  const named = (name: string) => qualified(dialect.prefixes.assertion, name);
  const { audience, issueInstant } = description;
  const audiences = audience === null ? [] : typeof audience === 'string' ? [audience] : audience;
  return element(
    named('Conditions'),
    {
      NotBefore: instant(issueInstant, dialect.window.notBefore),
      NotOnOrAfter: instant(issueInstant, dialect.window.notOnOrAfter),
    },
    audience === null
      ? undefined
      : element(
          named('AudienceRestriction'),
          {},
          audiences.map((each) => element(named('Audience'), {}, escapeText(each))),
        ),
  );
}

function authnStatement(description: ResponseDescription, dialect: Dialect, assertionId: string): string {
  const named = (name: string) => qualified(dialect.prefixes.assertion, name);
  const { issueInstant, seed = 'response' } = description;
  return element(
    named('AuthnStatement'),
    {
      AuthnInstant: instant(description.authnInstant ?? issueInstant),
      SessionIndex: dialect.sessionIndex === 'assertion' ? assertionId : dialect.id(`${seed} session`),
      SessionNotOnOrAfter:
        dialect.sessionNotOnOrAfter === undefined
          ? undefined
          : instant(issueInstant, dialect.sessionNotOnOrAfter),
    },
    element(
      named('AuthnContext'),
      {},
      element(named('AuthnContextClassRef'), {}, escapeText(dialect.authnContext)),
    ),
  );
}

function attributeStatement(description: ResponseDescription, dialect: Dialect): string | undefined {
  const entries = Object.entries(description.attributes ?? {});
  if (entries.length === 0) return undefined;
  const named = (name: string) => qualified(dialect.prefixes.assertion, name);
  const schemaPrefix = dialect.prefixList?.[0];
  const typed: Attributes = dialect.typedValues
    ? {
        ...(schemaPrefix ? {} : declares('xs', namespaces.schema)),
        ...declares('xsi', namespaces.instance),
        'xsi:type': `${schemaPrefix ?? 'xs'}:string`,
      }
    : {};
  const attributes: Content = entries.map(([name, values]) =>
    element(
      named('Attribute'),
      { Name: name, NameFormat: dialect.attributeNameFormat },
      (typeof values === 'string' ? [values] : values).map((value) =>
        element(named('AttributeValue'), typed, escapeText(value)),
      ),
    ),
  );
  return element(named('AttributeStatement'), {}, attributes);
}

/** What was given, nothing for `null`, or the default where nothing was said. */
function orUndefined(given: string | null | undefined, otherwise: string): string | undefined {
  return given === undefined ? otherwise : (given ?? undefined);
}

/** The attributes AWS asks for, each role with the provider it is assumed through. */
export function awsAttributes(options: {
  readonly account?: string;
  readonly partition?: string;
  readonly provider?: string;
  readonly roles?: readonly string[];
  readonly sessionName?: string;
  readonly sessionDuration?: string;
}): Record<string, string | readonly string[]> {
  const {
    account = '111122223333',
    partition = 'aws',
    provider = 'EntraID',
    roles = ['Developers'],
    sessionName = 'ana.silva@example.com',
    sessionDuration,
  } = options;
  const base = 'https://aws.amazon.com/SAML/Attributes';
  const iam = `arn:${partition}:iam::${account}`;
  return {
    [`${base}/Role`]: roles.map((role) => `${iam}:role/${role},${iam}:saml-provider/${provider}`),
    [`${base}/RoleSessionName`]: sessionName,
    ...(sessionDuration === undefined ? {} : { [`${base}/SessionDuration`]: sessionDuration }),
  };
}

/** The attributes Entra ID sends unasked, in its order. */
export function entraAttributes(options: {
  readonly tenant: string;
  readonly objectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
}): Record<string, string | readonly string[]> {
  const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  return {
    'http://schemas.microsoft.com/identity/claims/tenantid': options.tenant,
    'http://schemas.microsoft.com/identity/claims/objectidentifier': options.objectId,
    'http://schemas.microsoft.com/identity/claims/displayname': options.displayName,
    'http://schemas.microsoft.com/identity/claims/identityprovider': `https://sts.windows.net/${options.tenant}/`,
    'http://schemas.microsoft.com/claims/authnmethodsreferences': [
      'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password',
      'http://schemas.microsoft.com/claims/multipleauthn',
    ],
    [`${claims}/givenname`]: options.givenName,
    [`${claims}/surname`]: options.surname,
    [`${claims}/emailaddress`]: options.userPrincipalName,
    [`${claims}/name`]: options.userPrincipalName,
  };
}
