import { type EntraApplication, withoutNumber } from '../entra/application.ts';
import type { EndpointUse } from '../metadata/uses.ts';
import { entraFederation } from '../vendors/entra-federation.ts';
import type { Facts } from './facts.ts';
import { isEntra } from './remedies.ts';
import { shown } from './wording.ts';

/** Why a check of what Microsoft Entra ID does does not apply; `undefined` where it does. */
export function notEntra(facts: Facts): string | undefined {
  return isEntra(facts) ? undefined : 'the identity provider is not Microsoft Entra ID';
}

/** Why a check of what Microsoft Entra ID takes of an identity provider does not apply; `undefined` where it does. */
export function notEntraFederation({ serviceProvider }: Facts): string | undefined {
  return serviceProvider?.vendor.id === entraFederation.id
    ? undefined
    : 'the service provider is not Microsoft Entra ID';
}

/** Why a check of the Reply URLs that metadata is to give an application does not apply; `undefined` where it does. */
export function noReplyUrl({ name, location }: EndpointUse, facts: Facts): string | undefined {
  if (name !== 'AssertionConsumerService' || !location) return 'it is no Reply URL';
  return notEntra(facts);
}

/** Why a check that needs the application of Entra ID does not apply; `undefined` where it is given. */
export function noApplicationGiven(facts: Facts): string | undefined {
  if (!facts.entraApplication) return 'no application of Entra ID was given (--service-principal)';
  return notEntra(facts);
}

/** As {@link noApplicationGiven}, for what only the servicePrincipal knows. */
export function noServicePrincipalGiven(facts: Facts): string | undefined {
  return (
    noApplicationGiven(facts) ??
    (facts.entraApplication?.hasServicePrincipal
      ? undefined
      : 'the export is of the app registration, and only the servicePrincipal knows this')
  );
}

/** What the application's identifiers come to in an Audience. */
export function audiencesOf({ identifiers }: EntraApplication): string[] {
  return [...new Set(identifiers.map(({ value }) => withoutNumber(value)))];
}

/** Values configured at the application, one a line with where they stand; or that there are none. */
export function configured(
  settings: readonly { readonly value: string; readonly from: string }[],
  none: string,
): string {
  if (settings.length === 0) return none;
  const told = settings.slice(0, TOLD).map(({ value, from }) => `${shown(value)} (${from})`);
  if (settings.length > TOLD) told.push(`${settings.length - TOLD} more`);
  return told.join('\n');
}

const TOLD = 6;

/** `the application AWS (5a1c…)`: what the export calls itself. */
export function nameApplication({ displayName, appId }: EntraApplication): string {
  const id = appId === undefined ? '' : displayName === undefined ? ` ${appId}` : ` (${appId})`;
  return `the application${displayName === undefined ? '' : ` ${shown(displayName)}`}${id}`;
}

/** Pages of Microsoft that checks of Entra ID rely on. */
export const entraPages = {
  protocol: 'https://learn.microsoft.com/en-us/entra/identity-platform/single-sign-on-saml-protocol',
  tokens: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-saml-tokens',
  errors: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes',
  claims: 'https://learn.microsoft.com/en-us/entra/identity-platform/saml-claims-customization',
  policies: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-claims-customization',
  replyUrls: 'https://learn.microsoft.com/en-us/entra/identity-platform/reply-url',
  logout: 'https://learn.microsoft.com/en-us/entra/identity-platform/single-sign-out-saml-protocol',
  signing: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/certificate-signing-options',
  requestSigning:
    'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/howto-enforce-signed-saml-authentication',
  encryption: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/howto-saml-token-encryption',
  groups: 'https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-group-claims',
  uploading: 'https://learn.microsoft.com/en-us/entra/external-id/customers/how-to-register-saml-app',
  federation: 'https://learn.microsoft.com/en-us/entra/external-id/direct-federation',
  federationLimits: 'https://learn.microsoft.com/en-us/entra/external-id/direct-federation-overview',
  federationOfDomain:
    'https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-saml-idp',
  federationByGraph:
    'https://learn.microsoft.com/en-us/graph/api/resources/samlorwsfedexternaldomainfederation',
  graph: 'https://learn.microsoft.com/en-us/graph/application-saml-sso-configure-api',
} as const;
