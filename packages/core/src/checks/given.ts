import { SamlscopeError } from '../base/errors.ts';
import { capture } from '../capture/capture.ts';
import { type EntraApplication, type EntraExport, readEntraApplication } from '../entra/application.ts';
import { type EntraClaim, readClaimsPolicy } from '../entra/claims-policy.ts';
import { readTrail, type TrailEvent } from '../iam/cloudtrail.ts';
import { type IamProviders, readProviders } from '../iam/provider.ts';
import { type IamRoles, readRoles } from '../iam/role.ts';
import type { EntitySelection } from '../metadata/entity-selection.ts';
import type { EntityDescriptor, IdpRole, Message, SpRole } from '../metadata/model.ts';
import { readEntities } from '../metadata/read-entity.ts';
import { readMessage } from '../metadata/read-message.ts';
import { attributeField, textField } from '../saml/field.ts';
import type { AuthnRequest, LogoutRequest } from '../saml/model.ts';
import { readTokenResponse } from '../saml/token-response.ts';
import {
  identityProviderById,
  identityProviders,
  recogniseIdentityProvider,
  recogniseServiceProvider,
  serviceProviderById,
  serviceProviders,
} from '../vendors/recognise.ts';
import type { IdentityProviderVendor, ServiceProviderVendor, VendorMatch } from '../vendors/vendor.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { type PrivateKey, readPrivateKeysPem } from '../x509/private-key.ts';
import { readKeysPem } from '../x509/read.ts';
import type { XmlDocument } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed } from '../xml/navigate.ts';
import { parseXml } from '../xml/parse.ts';
import { positionOf } from '../xml/position.ts';
import { type Expected, type Facts, type Profile, profiles } from './facts.ts';
import { relayStateOf } from './relay-state.ts';
import { assertionsOf } from './run.ts';
import { entitiesCalled, identityProvidersMeant, serviceProvidersMeant } from './which-entity.ts';

/**
 * What the caller of {@link inspect} knows, all of it optional. Whatever is missing makes the checks that need it
 * answer `unknown` and say what to give; nothing is guessed and the clock is never read.
 */
export interface GivenFacts {
  /** The moment to judge at: milliseconds since the epoch, or `issued` for the message's own IssueInstant. */
  readonly now?: number | 'issued';
  /** Clock difference to forgive, in milliseconds. 0 unless given, which is what the specification says. */
  readonly skewMs?: number;
  /** The entityID (or several) that the service provider answers to as Audience. */
  readonly audience?: string | readonly string[];
  /** The AssertionConsumerService URL (or several) that the response was posted to. */
  readonly acsUrl?: string | readonly string[];
  /** The ID of the AuthnRequest that was sent; `''` says that none was (the login began at the identity provider). */
  readonly requestId?: string;
  /** The RelayState that was sent with the AuthnRequest; `''` says that none was. */
  readonly relayState?: string;
  /**
   * The request that was sent, as XML or in any encoding: an AuthnRequest, or a LogoutRequest. Its ID is `requestId`, its
   * AssertionConsumerServiceURL `acsUrl`, its Issuer `audience`, and what it was captured with `relayState`, where those are
   * not given outright.
   */
  readonly request?: string;
  /** Certificates or public keys of the identity provider: PEM texts, or DER in base64. */
  readonly certificates?: readonly string[];
  /**
   * Private keys to decrypt with, as PEM texts without a passphrase. Nothing of them appears in a report or an error.
   * `@samlscope/core/private-key` and `@samlscope/core/pkcs12` turn other files into such texts.
   */
  readonly privateKeys?: readonly string[];
  /**
   * The identity provider's metadata: XML text of an EntityDescriptor or EntitiesDescriptor, or what `entitySelector` took
   * from a file that is too large for that.
   */
  readonly idpMetadata?: MetadataFact;
  /** The service provider's metadata, likewise. */
  readonly spMetadata?: MetadataFact;
  /** A profile that both sides are to follow, beside the specifications: `saml2int`. */
  readonly profile?: Profile;
  /**
   * Metadata of either side or of both, as one text or several: an EntityDescriptor, or the aggregate of a federation.
   * Which entity is meant follows from its role and from what the message names: its Issuer, Audience and Recipient.
   */
  readonly metadata?: MetadataFact | readonly MetadataFact[];
  /** A service provider that samlscope knows: `aws`… */
  readonly sp?: string;
  /** The product that the identity provider is, of those that samlscope knows: `entra`… Recognised unless given. */
  readonly idp?: string;
  /**
   * Roles of AWS IAM, whose trust policies are evaluated: JSON as `aws iam list-roles`, `get-role` or
   * `get-account-authorization-details` prints it, one text or one for each account.
   */
  readonly awsRoles?: string | readonly string[];
  /**
   * SAML providers of AWS IAM: JSON as `aws iam get-saml-provider` or `list-saml-providers` prints it, or the metadata
   * that was uploaded. It also serves as `idpMetadata` where neither that nor `certificates` is given.
   */
  readonly awsProvider?: string | readonly string[];
  /** Events of AWS CloudTrail, to find out what became of the message: JSON of a log file or of `lookup-events`. */
  readonly cloudTrail?: string | readonly string[];
  /** The enterprise application of Microsoft Entra ID: JSON of a servicePrincipal, as Graph or `az ad sp show` prints it. */
  readonly servicePrincipal?: string;
  /** Its app registration: JSON of an application, or its manifest, the older form included. */
  readonly application?: string;
  /** Its claims mapping policy, as Graph prints it. */
  readonly claimsPolicy?: string;
}

/** Metadata as a fact. */
export type MetadataFact = string | EntitySelection;

/** The facts as read, before any message is looked at. */
export interface ReadFacts {
  readonly given: GivenFacts;
  readonly certificates: readonly KeyCandidate[];
  readonly privateKeys: readonly PrivateKey[];
  readonly idpEntities: readonly EntityDescriptor[];
  readonly spEntities: readonly EntityDescriptor[];
  /** Where only some entities of a file are known. */
  readonly selections: readonly EntitySelection[];
  readonly request: AuthnRequest | LogoutRequest | undefined;
  readonly serviceProvider: ServiceProviderVendor | undefined;
  readonly identityProvider: IdentityProviderVendor | undefined;
  readonly iamRoles: readonly IamRoles[];
  readonly iamProviders: readonly IamProviders[];
  readonly cloudTrail: readonly TrailEvent[] | undefined;
  /** Whether `idpEntities` are what AWS IAM holds of the identity provider. */
  readonly idpFromIam: boolean;
  readonly entraApplication: EntraApplication | undefined;
  readonly entraClaims: readonly EntraClaim[] | undefined;
}

const NAMES = {
  now: true,
  skewMs: true,
  audience: true,
  acsUrl: true,
  requestId: true,
  relayState: true,
  request: true,
  certificates: true,
  privateKeys: true,
  idpMetadata: true,
  spMetadata: true,
  metadata: true,
  sp: true,
  idp: true,
  profile: true,
  awsRoles: true,
  awsProvider: true,
  cloudTrail: true,
  servicePrincipal: true,
  application: true,
  claimsPolicy: true,
} as const satisfies Record<keyof GivenFacts, true>;

/**
 * Reads the facts given.
 *
 * @throws SamlscopeError `usage` for an unknown name or a value of the wrong type, `unreadable-key`,
 *   `unreadable-metadata` and `unreadable-data` for what cannot be read; each names the fact concerned.
 */
export function readFacts(given: GivenFacts): ReadFacts {
  requireShape(given);
  const iamProviders = texts(given.awsProvider, 'awsProvider').map(({ text, from }) =>
    readProviders(text, from),
  );
  const either = texts(given.metadata, 'metadata').flatMap(({ text, from }) =>
    readMetadata(text, 'either', from),
  );
  const ofKind = (kind: 'idp' | 'sp') =>
    either.filter(({ roles }) => roles.some((role) => role.kind === kind));
  const idpFromIam =
    given.idpMetadata === undefined &&
    ofKind('idp').length === 0 &&
    given.certificates === undefined &&
    iamProviders.some(({ providers }) => providers.some(({ metadata }) => metadata));
  return {
    given,
    certificates: (given.certificates ?? []).flatMap((text, i) =>
      readKeysPem(
        text,
        given.certificates?.length === 1 ? 'the certificate given' : `certificate ${i + 1} given`,
      ),
    ),
    privateKeys: (given.privateKeys ?? []).flatMap((text, i) =>
      readPrivateKeysPem(text, `private key ${i + 1} given`),
    ),
    idpEntities: [
      ...(given.idpMetadata === undefined
        ? idpFromIam
          ? iamProviders.flatMap(({ providers }) =>
              providers.flatMap(({ metadata }) => metadata?.entities ?? []),
            )
          : []
        : readMetadata(given.idpMetadata, 'idp')),
      ...ofKind('idp'),
    ],
    spEntities: [
      ...(given.spMetadata === undefined ? [] : readMetadata(given.spMetadata, 'sp')),
      ...ofKind('sp'),
    ],
    selections: [given.idpMetadata, given.spMetadata, ...list(given.metadata)].filter(isSelection),
    request: given.request === undefined ? undefined : readRequest(given.request),
    serviceProvider:
      given.sp === undefined
        ? undefined
        : (serviceProviderById(given.sp) ??
          refuseUnknown('sp', 'service provider', given.sp, serviceProviders)),
    identityProvider:
      given.idp === undefined
        ? undefined
        : (identityProviderById(given.idp) ??
          refuseUnknown('idp', 'identity provider', given.idp, identityProviders)),
    iamRoles: texts(given.awsRoles, 'awsRoles').map(({ text, from }) => readRoles(text, from)),
    iamProviders,
    cloudTrail:
      given.cloudTrail === undefined
        ? undefined
        : texts(given.cloudTrail, 'cloudTrail').flatMap(({ text, from }) => readTrail(text, from)),
    idpFromIam,
    entraApplication: entraApplicationOf(given),
    entraClaims:
      given.claimsPolicy === undefined ? undefined : readClaimsPolicy(given.claimsPolicy, 'claimsPolicy'),
  };
}

function refuseUnknown(
  fact: 'idp' | 'sp',
  kind: string,
  id: string,
  vendors: readonly { readonly id: string }[],
): never {
  const known = vendors.map((vendor) => vendor.id).join(', ');
  throw new SamlscopeError('usage', `${fact}: there is no built-in ${kind} "${id}"; known are ${known}.`);
}

function entraApplicationOf({ servicePrincipal, application }: GivenFacts): EntraApplication | undefined {
  const exports: EntraExport[] = [];
  if (servicePrincipal !== undefined) exports.push({ text: servicePrincipal, from: 'servicePrincipal' });
  if (application !== undefined) exports.push({ text: application, from: 'application' });
  const [first, ...rest] = exports;
  return first && readEntraApplication([first, ...rest]);
}

/**
 * The keys to try on a document's signatures: those given, and the signing keys that metadata lists for the party that
 * sent it: the identity provider, unless it is an AuthnRequest or the service provider is its Issuer.
 */
export function signingKeys(facts: ReadFacts, document: XmlDocument): readonly KeyCandidate[] {
  const issuer = issuerOf(document);
  const { entities, kind } = sendersOf(facts, document, issuer);
  const listed = entities.flatMap(({ roles }) =>
    roles
      .filter((role) => role.kind === kind)
      .flatMap(({ keys }) => keys.filter(({ use }) => use !== 'encryption').flatMap((one) => one.keys)),
  );
  return listed.length === 0 ? facts.certificates : [...facts.certificates, ...listed];
}

/** Entities of both sides that may have to do with a message. */
type BothSides = Pick<ReadFacts, 'idpEntities' | 'spEntities'>;

/** Those of many entities that the facts about a message are read from: all others may as well not be known. */
export function entitiesConcerned(
  facts: BothSides,
  document: XmlDocument,
  message: Message,
): readonly EntityDescriptor[] {
  const issuer = issuerOf(document);
  return [
    ...sendersOf(facts, document, issuer).entities,
    ...identityProvidersMeant(facts.idpEntities, issuer, message),
    ...serviceProvidersMeant(facts.spEntities, message),
  ];
}

function sendersOf(
  { idpEntities, spEntities }: BothSides,
  { root }: XmlDocument,
  issuer: string | undefined,
): { readonly entities: readonly EntityDescriptor[]; readonly kind: 'idp' | 'sp' } {
  const isIssuer = ({ entityID }: EntityDescriptor) => entityID?.value === issuer;
  const bySp = spEntities.some(isIssuer) && !idpEntities.some(isIssuer);
  return bySp || root?.localName === 'AuthnRequest'
    ? { entities: entitiesCalled(spEntities, issuer), kind: 'sp' }
    : { entities: entitiesCalled(idpEntities, issuer), kind: 'idp' };
}

/** The facts in the form that checks use, for one message. */
export function resolveFacts(
  read: ReadFacts,
  message: Message | undefined,
  keys: readonly KeyCandidate[],
): Facts {
  const facts = { ...read, spEntities: serviceProvidersMeant(read.spEntities, message) };
  const { given } = facts;
  const issuer = message && issuerOf(message.document);
  const idps = identityProvidersMeant(facts.idpEntities, issuer, message);
  const sps = facts.spEntities;
  const serviceProvider = whichServiceProvider(facts, message);
  const identityProvider = whichIdentityProvider(facts, only(idps), issuer, message);
  const now = given.now === 'issued' ? issuedAt(message) : given.now;
  const audiences = expectedAudiences(facts, serviceProvider?.vendor, message);
  const acsUrls = expectedAcsUrls(facts, serviceProvider?.vendor, message);
  const requestId = given.requestId ?? facts.request?.id?.value;
  const relayState = given.relayState ?? (facts.request && relayStateOf(facts.request));
  const issuers = idps.flatMap(({ entityID }) =>
    entityID
      ? [
          {
            value: entityID.raw,
            from: `${facts.idpFromIam ? 'IAM SAML provider' : 'IdP metadata'}, ${
              idps.length > 1 && idps.length < facts.idpEntities.length
                ? `one of ${facts.idpEntities.length} entityIDs`
                : 'entityID'
            }`,
          },
        ]
      : [],
  );
  const idpMetadata = only(idps);
  const spMetadata = only(sps);
  return {
    skewMs: given.skewMs ?? 0,
    ...(given.profile && { profile: given.profile }),
    ...(now !== undefined && { now }),
    ...(audiences.length > 0 && { audiences }),
    ...(acsUrls.length > 0 && { acsUrls }),
    ...(requestId !== undefined && { requestId }),
    ...(relayState !== undefined && { relayState }),
    ...(facts.request?.kind === 'authn-request' && { request: facts.request }),
    ...(issuers.length > 0 && { issuers }),
    ...(keys.length > 0 && { keys }),
    ...(facts.privateKeys.length > 0 && { privateKeys: facts.privateKeys }),
    ...(idpMetadata && { idpMetadata }),
    ...(spMetadata && { spMetadata }),
    ...(facts.selections.length > 0 && { selections: facts.selections }),
    ...(serviceProvider && { serviceProvider }),
    ...(identityProvider && { identityProvider }),
    ...(facts.iamRoles.length > 0 && { iamRoles: facts.iamRoles }),
    ...(facts.iamProviders.length > 0 && { iamProviders: facts.iamProviders }),
    ...(facts.idpFromIam && { idpFromIam: true as const }),
    ...(facts.cloudTrail && { cloudTrail: facts.cloudTrail }),
    ...(facts.entraApplication && { entraApplication: facts.entraApplication }),
    ...(facts.entraClaims && { entraClaims: facts.entraClaims }),
  };
}

/** Given outright, or by metadata; else by the message: whoever issued a response, wherever a request is sent. */
function whichIdentityProvider(
  { identityProvider: given }: ReadFacts,
  idp: EntityDescriptor | undefined,
  issuer: string | undefined,
  message: Message | undefined,
): VendorMatch<IdentityProviderVendor> | undefined {
  if (given) return { vendor: given, by: `idp ${given.id}` };
  const signOnUrls = [
    ...(idp?.roles ?? []).flatMap((role) =>
      isIdp(role)
        ? role.singleSignOnServices.flatMap(({ location }) => (location ? [location.value] : []))
        : [],
    ),
    ...(message?.kind === 'authn-request' ? destinationsOf(message) : []),
  ];
  return recogniseIdentityProvider(idp?.entityID?.value ?? issuer, undefined, { signOnUrls, message });
}

function destinationsOf({ destination, delivery }: AuthnRequest): string[] {
  return [destination?.value, delivery?.sentTo].flatMap((url) => (url === undefined ? [] : [url]));
}

/** An audience named outright stands alone; else metadata and what is known of the vendor complete one another. */
function expectedAudiences(
  { given, spEntities: sps, request }: ReadFacts,
  vendor: ServiceProviderVendor | undefined,
  message: Message | undefined,
): Expected[] {
  if (given.audience !== undefined) return listed(given.audience, 'the audience given');
  const expected = sps.flatMap(({ entityID }) =>
    entityID ? [{ value: entityID.raw, from: 'SP metadata, entityID' }] : [],
  );
  if (vendor) {
    const anchor =
      anchorOf(vendor, given, sps) ?? recipientsOf(message).find((url) => vendor.ownsAcsUrl(url));
    for (const url of [anchor, ...recipientsBeside(vendor, anchor, message)]) {
      add(expected, vendor.audiences(url), vendor.name);
    }
  }
  if (sps.length === 0 && request?.issuer) add(expected, [request.issuer.value], 'the request, Issuer');
  return expected;
}

function expectedAcsUrls(
  { given, spEntities: sps, request }: ReadFacts,
  vendor: ServiceProviderVendor | undefined,
  message: Message | undefined,
): Expected[] {
  if (given.acsUrl !== undefined) return listed(given.acsUrl, 'the ACS URL given');
  if (request?.kind === 'authn-request' && request.assertionConsumerServiceURL) {
    return listed(request.assertionConsumerServiceURL.value, 'the request, AssertionConsumerServiceURL');
  }
  const index = request?.kind === 'authn-request' ? request.assertionConsumerServiceIndex?.value : undefined;
  const indexed = index === undefined ? [] : acsUrlsOf(sps, Number(index));
  if (indexed.length > 0)
    return listed(
      indexed,
      `SP metadata, AssertionConsumerService of index ${index}, which the request names`,
    );
  const expected = acsUrlsOf(sps).map((value) => ({ value, from: 'SP metadata, AssertionConsumerService' }));
  if (vendor) {
    const anchor = anchorOf(vendor, given, sps);
    const together = (url: string) => anchor === undefined || receivesTogether(vendor, url, anchor);
    add(expected, vendor.acsUrls.filter(together), vendor.name);
    // One vendor may have an endpoint for each region or tenant, more than any list holds.
    add(expected, recipientsBeside(vendor, anchor, message), vendor.name);
  }
  return expected;
}

/** The ACS URL that says which deployment of a vendor is meant: given outright or by metadata. */
function anchorOf(
  vendor: ServiceProviderVendor,
  given: GivenFacts,
  sps: readonly EntityDescriptor[],
): string | undefined {
  return [...list(given.acsUrl), ...acsUrlsOf(sps)].find((url) => vendor.ownsAcsUrl(url));
}

/** The vendor's own URLs among those the message names, as far as they belong to the deployment that is meant. */
function recipientsBeside(
  vendor: ServiceProviderVendor,
  anchor: string | undefined,
  message: Message | undefined,
): string[] {
  return recipientsOf(message).filter(
    (url) => vendor.ownsAcsUrl(url) && (anchor === undefined || receivesTogether(vendor, url, anchor)),
  );
}

function receivesTogether(vendor: ServiceProviderVendor, acsUrl: string, other: string): boolean {
  return acsUrl === other || vendor.receivesTogether?.(acsUrl, other) === true;
}

/** The ACS URLs of service providers; only those of an index, where one is given. */
function acsUrlsOf(sps: readonly EntityDescriptor[], only?: number): string[] {
  return sps.flatMap((entity) =>
    entity.roles
      .filter(isSp)
      .flatMap((role) =>
        role.assertionConsumerServices.flatMap(({ location, index }) =>
          location && (only === undefined || Number(index?.value) === only) ? [location.raw] : [],
        ),
      ),
  );
}

function whichServiceProvider(
  facts: ReadFacts,
  message: Message | undefined,
): VendorMatch<ServiceProviderVendor> | undefined {
  if (facts.serviceProvider) return { vendor: facts.serviceProvider, by: `sp ${facts.serviceProvider.id}` };
  const sp = only(facts.spEntities);
  if (sp) {
    const acsUrl = sp.roles.find(isSp)?.assertionConsumerServices[0]?.location?.value;
    const entityId = sp.entityID?.value;
    return recogniseServiceProvider({
      ...(entityId !== undefined && { entityId }),
      ...(acsUrl !== undefined && { acsUrl }),
    });
  }
  const givenUrl = list(facts.given.acsUrl)[0];
  const givenAudience = list(facts.given.audience)[0];
  if (givenUrl !== undefined || givenAudience !== undefined) {
    const match = recogniseServiceProvider({
      ...(givenUrl !== undefined && { acsUrl: givenUrl }),
      ...(givenAudience !== undefined && { entityId: givenAudience }),
    });
    if (match) return match;
  }
  for (const acsUrl of recipientsOf(message)) {
    const match = recogniseServiceProvider({ acsUrl });
    if (match) return match;
  }
  const conditions =
    message?.kind === 'saml-1.1'
      ? message.assertions[0]?.conditions
      : message && assertionsOf(message)[0]?.conditions;
  const audience = conditions?.audienceRestrictions[0]?.audiences[0]?.value;
  return audience === undefined ? undefined : recogniseServiceProvider({ audience });
}

/** Where the message says it is to be delivered: Recipients, then Destination. */
function recipientsOf(message: Message | undefined): string[] {
  if (!message) return [];
  const urls = assertionsOf(message).flatMap((assertion) =>
    (assertion.subject?.confirmations ?? []).flatMap(({ recipient }) => (recipient ? [recipient.value] : [])),
  );
  if (message.kind === 'response' && message.destination) urls.push(message.destination.value);
  return urls;
}

/** The Issuer of the protocol message, or of the assertion inside or alone. */
function issuerOf(document: XmlDocument): string | undefined {
  const { root } = document;
  if (!root) return undefined;
  const top = readTokenResponse(root)?.token ?? root;
  const own =
    childNamed(top, ns.saml, 'Issuer') ??
    childNamed(childNamed(top, ns.saml, 'Assertion') ?? top, ns.saml, 'Issuer');
  if (own) return textField(own).value;
  return attributeField(childNamed(top, ns.saml11, 'Assertion') ?? top, 'Issuer')?.value;
}

function issuedAt(message: Message | undefined): number | undefined {
  if (!message || message.kind === 'metadata' || message.kind === 'unknown') return undefined;
  if (message.kind === 'saml-1.1')
    return (message.issueInstant ?? message.assertions[0]?.issueInstant)?.epochMs;
  return message.kind === 'assertion'
    ? message.assertion.issueInstant?.epochMs
    : message.issueInstant?.epochMs;
}

/** Metadata is given once and inspected against many times; reading it again each time would cost more than the rest. */
const readBefore = {
  idp: new Map<string, readonly EntityDescriptor[]>(),
  sp: new Map<string, readonly EntityDescriptor[]>(),
  either: new Map<string, readonly EntityDescriptor[]>(),
};
const READ_BEFORE_LIMIT = 8;

function readMetadata(
  given: MetadataFact,
  side: 'idp' | 'sp' | 'either',
  fact: string = side === 'idp' ? 'idpMetadata' : 'spMetadata',
): readonly EntityDescriptor[] {
  if (isSelection(given) && given.taken === 0) return [];
  const text = isSelection(given) ? given.text : given;
  const known = readBefore[side];
  const before = known.get(text);
  if (before) return before;
  const source = capture(text, fact)[0]?.source;
  const document = source && parseXml(source);
  if (!document?.root || document.problem) {
    const at = document?.problem && positionOf(document, document.problem.start);
    const where = at ? `line ${at.line}, column ${at.column}: ` : '';
    throw new SamlscopeError(
      'unreadable-metadata',
      `${fact}: ${where}${document?.problem?.message ?? 'there is no XML in it.'}`,
    );
  }
  const entities = readEntities(document.root);
  const wanted = entities.filter(({ roles }) =>
    side === 'either' ? roles.length > 0 : roles.some(side === 'idp' ? isIdp : isSp),
  );
  if (wanted.length === 0) {
    const role = ROLE_OF[side];
    const swapped = entities.some(({ roles }) => roles.length > 0);
    const what =
      entities.length === 0 ? `<${document.root.name}> is no EntityDescriptor` : `it has no ${role}`;
    const hint = swapped ? '; this looks like the metadata of the other side' : '';
    throw new SamlscopeError('unreadable-metadata', `${fact}: ${what}${hint}.`);
  }
  if (known.size >= READ_BEFORE_LIMIT) known.delete(known.keys().next().value ?? '');
  known.set(text, wanted);
  return wanted;
}

/** What is missing from metadata of which a side is wanted. */
export const ROLE_OF = {
  idp: 'IDPSSODescriptor',
  sp: 'SPSSODescriptor',
  either: 'IDPSSODescriptor and no SPSSODescriptor',
} as const;

/** The request in a text, whatever encodes it, with the RelayState that was captured beside it. */
function readRequest(text: string): AuthnRequest | LogoutRequest {
  const [{ source, relayState }] = capture(text, 'request');
  const document = parseXml(source);
  const message = document.root && readMessage(document, []);
  if (message?.kind === 'authn-request' || message?.kind === 'logout-request')
    return relayState === undefined ? message : { delivery: { relayState }, ...message };
  const what = document.root ? `<${document.root.name}> is none` : 'it cannot be read';
  throw new SamlscopeError('usage', `request: an AuthnRequest or LogoutRequest is wanted, but ${what}.`);
}

function requireShape(given: GivenFacts): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(NAMES, name)) {
      throw new SamlscopeError(
        'usage',
        `There is no fact "${name}"; known are ${Object.keys(NAMES).join(', ')}.`,
      );
    }
    const problem = value === undefined ? undefined : problemOf(name as keyof GivenFacts, value);
    if (problem) throw new SamlscopeError('usage', `${name} must be ${problem}.`);
  }
}

function problemOf(name: keyof GivenFacts, value: unknown): string | undefined {
  switch (name) {
    case 'now':
      return value === 'issued' || (typeof value === 'number' && Math.abs(value) <= 8.64e15)
        ? undefined
        : 'milliseconds since the epoch, or "issued"';
    case 'skewMs':
      return typeof value === 'number' && value >= 0 && value < Infinity
        ? undefined
        : 'milliseconds, 0 or more';
    case 'idpMetadata':
    case 'spMetadata':
      return isMetadata(value) ? undefined : 'a string, or what entitySelector made';
    case 'metadata':
      return isMetadata(value) || (Array.isArray(value) && value.every(isMetadata))
        ? undefined
        : 'a string, what entitySelector made, or an array of these';
    case 'audience':
    case 'acsUrl':
    case 'awsRoles':
    case 'awsProvider':
    case 'cloudTrail':
      return typeof value === 'string' || isTexts(value) ? undefined : 'a string or an array of strings';
    case 'certificates':
      return isTexts(value) ? undefined : 'an array of strings, each a PEM or DER in base64';
    case 'privateKeys':
      return isTexts(value) ? undefined : 'an array of strings, each a PEM';
    case 'profile':
      return profiles.some((profile) => profile === value) ? undefined : `one of ${profiles.join(', ')}`;
    default:
      return typeof value === 'string' ? undefined : 'a string';
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isMetadata(value: unknown): boolean {
  return typeof value === 'string' || isSelection(value);
}

function isSelection(value: unknown): value is EntitySelection {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function isIdp(role: IdpRole | SpRole): role is IdpRole {
  return role.kind === 'idp';
}

function isSp(role: IdpRole | SpRole): role is SpRole {
  return role.kind === 'sp';
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function list<T extends MetadataFact>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Texts given as a fact, each with what to call it in an error. */
function texts<T extends MetadataFact>(
  value: T | readonly T[] | undefined,
  fact: string,
): readonly { readonly text: T; readonly from: string }[] {
  const all = list(value);
  return all.map((text, i) => ({ text, from: all.length === 1 ? fact : `${fact} ${i + 1}` }));
}

function listed(value: string | readonly string[], from: string): Expected[] {
  return list(value).map((one) => ({ value: one, from }));
}

function add(expected: Expected[], values: readonly string[], from: string): void {
  for (const value of values)
    if (!expected.some((one) => one.value === value)) expected.push({ value, from });
}
