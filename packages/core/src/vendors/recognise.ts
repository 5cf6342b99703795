import { adfs } from './adfs.ts';
import { auth0 } from './auth0.ts';
import { aws } from './aws.ts';
import { awsClientVpn } from './aws-client-vpn.ts';
import { awsCognito } from './aws-cognito.ts';
import { awsIdentityCenter } from './aws-identity-center.ts';
import { entra } from './entra.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import { onelogin } from './onelogin.ts';
import { pingOne } from './ping.ts';
import { shibboleth } from './shibboleth.ts';
import { simplesamlphp } from './simplesamlphp.ts';
import type { IdentityProviderVendor, ServiceProviderVendor, VendorMatch } from './vendor.ts';

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
];

/** Every service provider we know. */
export const serviceProviders: readonly ServiceProviderVendor[] = [
  aws,
  awsIdentityCenter,
  awsCognito,
  awsClientVpn,
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

/**
 * The product that an identity provider is, told by the Issuer of a message or, failing that, by the entityID
 * of metadata. An issuer can be changed in most products, so that none is recognised proves nothing.
 */
export function recogniseIdentityProvider(
  issuer: string | undefined,
  entityId?: string | undefined,
): VendorMatch<IdentityProviderVendor> | undefined {
  return matchIssuer(issuer, 'Issuer') ?? matchIssuer(entityId, 'entityID');
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
