import { uuid } from './identifiers.ts';
import { instant, type Moment } from './instant.ts';
import { type TestKey, testKeys } from './keys.ts';
import { type SignOptions, sign } from './sign.ts';
import { type Content, declares, element, escapeText, namespaces } from './xml.ts';

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:';
const SAML2 = 'urn:oasis:names:tc:SAML:2.0:protocol';

/** An EntityDescriptor in a few words. */
export interface EntityDescription {
  readonly entityID: string;
  /** Its ID derives from it; without one there is no ID, and it cannot be signed. */
  readonly seed?: string;
  readonly validUntil?: Moment;
  readonly idp?: IdpDescription;
  readonly sp?: SpDescription;
  /** Signs the whole. */
  readonly signedBy?: TestKey;
  readonly signature?: Omit<Partial<SignOptions>, 'element' | 'key'>;
}

export interface IdpDescription {
  readonly signingKeys: readonly TestKey[];
  readonly singleSignOn: string;
  readonly singleLogout?: string;
  readonly nameIdFormats?: readonly string[];
  readonly wantAuthnRequestsSigned?: boolean;
}

export interface SpDescription {
  /** AssertionConsumerService locations; the first is the default. */
  readonly acsUrls: readonly string[];
  readonly signingKeys?: readonly TestKey[];
  readonly encryptionKeys?: readonly TestKey[];
  readonly singleLogout?: string;
  readonly nameIdFormats?: readonly string[];
  readonly authnRequestsSigned?: boolean;
  readonly wantAssertionsSigned?: boolean;
  /** Attributes it asks for. */
  readonly requestedAttributes?: readonly RequestedAttributeDescription[];
  readonly serviceName?: string;
}

export interface RequestedAttributeDescription {
  readonly name: string;
  readonly friendlyName?: string;
  readonly required: boolean;
}

/** Builds an EntityDescriptor with `md:` and `ds:` prefixes, as most products write it. */
export function buildEntityDescriptor(description: EntityDescription): string {
  const md = writer('md:', 'ds:');
  const xml = element(
    'md:EntityDescriptor',
    {
      ...declares('md', namespaces.metadata),
      ...declares('ds', namespaces.signature),
      ID: description.seed === undefined ? undefined : `_${uuid(`${description.seed} metadata`)}`,
      entityID: description.entityID,
      validUntil: description.validUntil === undefined ? undefined : instant(description.validUntil),
    },
    [description.idp && idpRole(description.idp, md), description.sp && spRole(description.sp, md)],
  );
  return description.signedBy
    ? sign(xml, { ...description.signature, element: 'EntityDescriptor', key: description.signedBy })
    : xml;
}

/** Entra ID's metadata in a few words. */
export interface EntraMetadataDescription {
  readonly tenant: string;
  /** Signing keys of the application or the tenant; the first one signs the document. */
  readonly keys?: readonly TestKey[];
  /** Leaves out the byte order mark that Entra ID serves. */
  readonly withoutByteOrderMark?: boolean;
}

/**
 * Builds the federation metadata of an Entra ID tenant as it is served: with a byte order mark, signed, and with two
 * WS-Federation RoleDescriptors before the one SAML role.
 */
export function buildEntraMetadata(description: EntraMetadataDescription): string {
  const { tenant, keys = [testKeys.entra] } = description;
  const md = writer('', '');
  const endpoint = (path: string) => `https://login.microsoftonline.com/${tenant}/${path}`;
  const issuer = `https://sts.windows.net/${tenant}/`;
  const signingKeys = keys.map((key) => md.key(key, 'signing'));
  const xml = element(
    'EntityDescriptor',
    {
      ID: `_${uuid(`${tenant} metadata`)}`,
      entityID: issuer,
      ...declares('', namespaces.metadata),
    },
    [
      federationRole('SecurityTokenServiceType', signingKeys, [
        element('fed:ClaimTypesOffered', {}, claimTypes()),
        federationEndpoint('SecurityTokenServiceEndpoint', endpoint('wsfed')),
        federationEndpoint('PassiveRequestorEndpoint', endpoint('wsfed')),
      ]),
      federationRole('ApplicationServiceType', signingKeys, [
        federationEndpoint('TargetScopes', issuer),
        federationEndpoint('ApplicationServiceEndpoint', endpoint('wsfed')),
        federationEndpoint('PassiveRequestorEndpoint', endpoint('wsfed')),
      ]),
      element('IDPSSODescriptor', { protocolSupportEnumeration: SAML2 }, [
        signingKeys,
        md.endpoint('SingleLogoutService', 'HTTP-Redirect', endpoint('saml2')),
        md.endpoint('SingleSignOnService', 'HTTP-Redirect', endpoint('saml2')),
        md.endpoint('SingleSignOnService', 'HTTP-POST', endpoint('saml2')),
      ]),
    ],
  );
  const [signer = testKeys.entra] = keys;
  const signed = sign(xml, { element: 'EntityDescriptor', key: signer, prefix: '' });
  const text = `<?xml version="1.0" encoding="utf-8"?>${signed}`;
  return description.withoutByteOrderMark ? text : `\uFEFF${text}`;
}

/** AWS's metadata in a few words. */
export interface AwsMetadataDescription {
  readonly entityID?: string;
  readonly acsUrl?: string;
  readonly validUntil: Moment;
}

/** Builds the metadata of the AWS console as it is served: no encryption key, no SingleLogoutService. */
export function buildAwsMetadata(description: AwsMetadataDescription): string {
  const md = writer('', 'ds:');
  const {
    entityID = 'urn:amazon:webservices',
    acsUrl = 'https://signin.aws.amazon.com/saml',
    validUntil,
  } = description;
  const xml = element(
    'EntityDescriptor',
    { ...declares('', namespaces.metadata), entityID, validUntil: instant(validUntil) },
    spRole(
      {
        acsUrls: [acsUrl],
        signingKeys: [testKeys.other],
        wantAssertionsSigned: true,
        nameIdFormats: AWS_NAME_ID_FORMATS,
        serviceName: 'AWS Management Console Single Sign-On',
        requestedAttributes: awsRequestedAttributes(),
      },
      md,
    ),
  );
  return `<?xml version="1.0"?>\n${xml}\n`;
}

const AWS_NAME_ID_FORMATS = [
  'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
];

function awsRequestedAttributes(): RequestedAttributeDescription[] {
  const base = 'https://aws.amazon.com/SAML/Attributes';
  const eduPerson = 'urn:oid:1.3.6.1.4.1.5923.1.1.1';
  return [
    { name: `${base}/Role`, friendlyName: 'RoleEntitlement', required: true },
    { name: `${base}/RoleSessionName`, friendlyName: 'RoleSessionName', required: true },
    { name: `${eduPerson}.1`, friendlyName: 'eduPersonAffiliation', required: false },
    { name: `${eduPerson}.6`, friendlyName: 'eduPersonPrincipalName', required: false },
    { name: 'urn:oid:2.5.4.3', friendlyName: 'cn', required: false },
  ];
}

interface MetadataWriter {
  named(name: string): string;
  key(key: TestKey, use: 'signing' | 'encryption' | undefined): string;
  endpoint(name: string, binding: string, location: string, more?: Record<string, string>): string;
}

function writer(md: string, ds: string): MetadataWriter {
  return {
    named: (name) => md + name,
    key: (key, use) =>
      element(`${md}KeyDescriptor`, { use }, [
        element(
          `${ds}KeyInfo`,
          ds === '' || md === '' ? declares(ds.replace(':', ''), namespaces.signature) : {},
          element(`${ds}X509Data`, {}, element(`${ds}X509Certificate`, {}, key.certificateBase64)),
        ),
      ]),
    endpoint: (name, binding, location, more = {}) =>
      element(md + name, { Binding: BINDINGS + binding, Location: location, ...more }),
  };
}

function idpRole(idp: IdpDescription, md: MetadataWriter): string {
  return element(
    md.named('IDPSSODescriptor'),
    {
      WantAuthnRequestsSigned:
        idp.wantAuthnRequestsSigned === undefined ? undefined : String(idp.wantAuthnRequestsSigned),
      protocolSupportEnumeration: SAML2,
    },
    [
      idp.signingKeys.map((key) => md.key(key, 'signing')),
      idp.singleLogout === undefined
        ? undefined
        : md.endpoint('SingleLogoutService', 'HTTP-Redirect', idp.singleLogout),
      nameIdFormats(idp.nameIdFormats, md),
      md.endpoint('SingleSignOnService', 'HTTP-Redirect', idp.singleSignOn),
      md.endpoint('SingleSignOnService', 'HTTP-POST', idp.singleSignOn),
    ],
  );
}

function spRole(sp: SpDescription, md: MetadataWriter): string {
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : String(value));
  return element(
    md.named('SPSSODescriptor'),
    {
      AuthnRequestsSigned: flag(sp.authnRequestsSigned),
      WantAssertionsSigned: flag(sp.wantAssertionsSigned),
      protocolSupportEnumeration: SAML2,
    },
    [
      (sp.signingKeys ?? []).map((key) => md.key(key, 'signing')),
      (sp.encryptionKeys ?? []).map((key) => md.key(key, 'encryption')),
      sp.singleLogout === undefined
        ? undefined
        : md.endpoint('SingleLogoutService', 'HTTP-Redirect', sp.singleLogout),
      nameIdFormats(sp.nameIdFormats, md),
      sp.acsUrls.map((location, i) =>
        md.endpoint('AssertionConsumerService', 'HTTP-POST', location, {
          index: String(i + 1),
          ...(i === 0 ? { isDefault: 'true' } : {}),
        }),
      ),
      attributeConsumingService(sp, md),
    ],
  );
}

function nameIdFormats(formats: readonly string[] | undefined, md: MetadataWriter): Content {
  return formats?.map((format) => element(md.named('NameIDFormat'), {}, format));
}

function attributeConsumingService(sp: SpDescription, md: MetadataWriter): Content {
  if (!sp.requestedAttributes) return undefined;
  return element(md.named('AttributeConsumingService'), { index: '1' }, [
    element(md.named('ServiceName'), { 'xml:lang': 'en' }, escapeText(sp.serviceName ?? 'Service')),
    sp.requestedAttributes.map(({ name, friendlyName, required }) =>
      element(md.named('RequestedAttribute'), {
        isRequired: required ? 'true' : undefined,
        Name: name,
        FriendlyName: friendlyName,
      }),
    ),
  ]);
}

function federationRole(type: string, keys: Content, content: Content): string {
  return element(
    'RoleDescriptor',
    {
      ...declares('xsi', namespaces.instance),
      'xsi:type': `fed:${type}`,
      protocolSupportEnumeration: namespaces.federation,
      ...declares('fed', namespaces.federation),
    },
    [keys, content],
  );
}

function federationEndpoint(name: string, address: string): string {
  return element(
    `fed:${name}`,
    {},
    element(
      'wsa:EndpointReference',
      declares('wsa', 'http://www.w3.org/2005/08/addressing'),
      element('wsa:Address', {}, address),
    ),
  );
}

function claimTypes(): Content {
  const offered: readonly (readonly [uri: string, name: string])[] = [
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', 'Name'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier', 'Subject'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname', 'Given Name'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname', 'Surname'],
    ['http://schemas.microsoft.com/identity/claims/displayname', 'Display Name'],
    ['http://schemas.microsoft.com/identity/claims/objectidentifier', 'Object Identifier'],
    ['http://schemas.microsoft.com/identity/claims/tenantid', 'TenantId'],
    ['http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', 'Groups'],
    ['http://schemas.microsoft.com/ws/2008/06/identity/claims/role', 'RoleValue'],
  ];
  const auth = declares('auth', 'http://docs.oasis-open.org/wsfed/authorization/200706');
  return offered.map(([Uri, name]) =>
    element('auth:ClaimType', { Uri, ...auth }, element('auth:DisplayName', {}, name)),
  );
}
