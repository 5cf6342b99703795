import type { Message } from '../metadata/model.ts';
import { adfs } from './adfs.ts';
import { atlassian } from './atlassian.ts';
import { auth0 } from './auth0.ts';
import { aws } from './aws.ts';
import { awsClientVpn } from './aws-client-vpn.ts';
import { awsCognito } from './aws-cognito.ts';
import { awsIdentityCenter } from './aws-identity-center.ts';
import { awsIdentityCenterIdp } from './aws-identity-center-idp.ts';
import { awsOpenSearch } from './aws-opensearch.ts';
import { awsOpenSearchServerless } from './aws-opensearch-serverless.ts';
import { awsProducts } from './aws-products.ts';
import { azureB2c } from './azure-b2c.ts';
import { entra } from './entra.ts';
import { entraFederation } from './entra-federation.ts';
import { fingerprint } from './fingerprint.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { google } from './google.ts';
import { googleWorkspace } from './google-workspace.ts';
import { jumpCloud } from './jumpcloud.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import { onelogin } from './onelogin.ts';
import { oracleAccessManager } from './oracle-access-manager.ts';
import { pingOne } from './ping.ts';
import { pingFederate } from './pingfederate.ts';
import { pysaml2 } from './pysaml2.ts';
import { salesforce } from './salesforce.ts';
import { serviceNow } from './servicenow.ts';
import { shibboleth } from './shibboleth.ts';
import { simplesamlphp } from './simplesamlphp.ts';
import { slack } from './slack.ts';
import { snowflake } from './snowflake.ts';
import type { IdentityProviderVendor, ServiceProviderVendor, VendorMatch } from './vendor.ts';
import { zoom } from './zoom.ts';

/** Every identity provider product we know. Their issuers are disjoint, so the order says nothing. */
export const identityProviders: readonly IdentityProviderVendor[] = [
  entra,
  okta,
  adfs,
  google,
  keycloak,
  onelogin,
  pingOne,
  auth0,
  shibboleth,
  simplesamlphp,
  pingFederate,
  jumpCloud,
  azureB2c,
  oracleAccessManager,
  awsIdentityCenterIdp,
  pysaml2,
];

/** Every service provider we know. Those that are reached through another come after it, which owns their ACS URLs. */
export const serviceProviders: readonly ServiceProviderVendor[] = [
  aws,
  ...awsProducts,
  awsIdentityCenter,
  awsCognito,
  awsClientVpn,
  awsOpenSearch,
  awsOpenSearchServerless,
  entraFederation,
  salesforce,
  googleWorkspace,
  github,
  gitlab,
  slack,
  serviceNow,
  zoom,
  atlassian,
  snowflake,
];

/** What tells a service provider: an entityID from metadata, where a response was sent, whom it is for. */
export interface ServiceProviderSigns {
  /** The entityID of metadata, or the Issuer of an AuthnRequest. */
  readonly entityId?: string | undefined;
  /** The Recipient or Destination of a response, or an ACS URL given. */
  readonly acsUrl?: string | undefined;
  /** The Audience of an assertion. */
  readonly audience?: string | undefined;
}

/** What tells an identity provider, besides its Issuer. */
export interface IdentityProviderSigns {
  /** Where an AuthnRequest is sent: its Destination, the URL it was sent to, or an endpoint in metadata. */
  readonly signOnUrls?: readonly string[];
  /** A response, for the habits its messages show where nothing else tells. */
  readonly message?: Message | undefined;
}

/**
 * The product that an identity provider is, told by the Issuer of a message or, failing that, by the entityID
 * of metadata, by where requests are sent, and last by the habits of its messages. An issuer can be changed in most
 * products, so that none is recognised proves nothing.
 */
export function recogniseIdentityProvider(
  issuer: string | undefined,
  entityId?: string | undefined,
  { signOnUrls = [], message }: IdentityProviderSigns = {},
): VendorMatch<IdentityProviderVendor> | undefined {
  return (
    matchIssuer(issuer, 'Issuer') ??
    matchIssuer(entityId, 'entityID') ??
    matchSignOn(signOnUrls) ??
    (message && matchDialect(message))
  );
}

function matchSignOn(urls: readonly string[]): VendorMatch<IdentityProviderVendor> | undefined {
  for (const url of urls) {
    const vendor = identityProviders.find(({ signOn }) => signOn?.test(url));
    if (vendor) return { vendor, by: `sign-on URL ${url}` };
  }
  return undefined;
}

function matchDialect(message: Message): VendorMatch<IdentityProviderVendor> | undefined {
  const found = fingerprint(message);
  const vendor = found && identityProviders.find(({ id }) => id === found.vendorId);
  return (
    vendor && { vendor, by: `the habits of its messages, which prove nothing: ${found.signs.join('; ')}` }
  );
}

function matchIssuer(
  value: string | undefined,
  word: string,
): VendorMatch<IdentityProviderVendor> | undefined {
  if (value === undefined) return undefined;
  const vendor = identityProviders.find(({ issuer }) => issuer.test(value));
  return vendor && { vendor, by: `${word} ${value}` };
}

/**
 * The service provider that a message is for. Its own entityID tells it best; then the URL a response was
 * sent to, since what receives there is what will judge it; then the Audience.
 */
export function recogniseServiceProvider(
  signs: ServiceProviderSigns,
): VendorMatch<ServiceProviderVendor> | undefined {
  const { entityId, acsUrl, audience } = signs;
  return matchEntityId(entityId, 'entityID') ?? matchAcsUrl(acsUrl) ?? matchEntityId(audience, 'Audience');
}

function matchEntityId(
  value: string | undefined,
  word: string,
): VendorMatch<ServiceProviderVendor> | undefined {
  if (value === undefined) return undefined;
  const vendor = serviceProviders.find((candidate) => candidate.ownsEntityId(value));
  return vendor && { vendor, by: `${word} ${value}` };
}

function matchAcsUrl(value: string | undefined): VendorMatch<ServiceProviderVendor> | undefined {
  if (value === undefined) return undefined;
  const vendor = serviceProviders.find((candidate) => candidate.ownsAcsUrl(value));
  return vendor && { vendor, by: `ACS URL ${value}` };
}

/** The service provider with this id, as `--sp` names it; `undefined` for an id we do not know. */
export function serviceProviderById(id: string): ServiceProviderVendor | undefined {
  return serviceProviders.find((vendor) => vendor.id === id);
}

/** The identity provider with this id, as `--idp` names it; `undefined` for an id we do not know. */
export function identityProviderById(id: string): IdentityProviderVendor | undefined {
  return identityProviders.find((vendor) => vendor.id === id);
}
