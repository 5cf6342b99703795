import { nameIdFormats } from '../saml/names.ts';
import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-25';
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The first is of workforce tenants, the second of external ones. */
const ACS_URL = new RegExp(
  `^https://(?:login\\.microsoftonline\\.com|${GUID}\\.ciamlogin\\.com)/login\\.srf$`,
);
/** The second is what federations have that were set up before each tenant had a name of its own. */
const ENTITY_ID = new RegExp(
  `^(?:https://login\\.microsoftonline\\.com/${GUID}/|urn:federation:MicrosoftOnline)$`,
);

/**
 * Microsoft Entra ID as a service provider: a tenant that lets guests log in at the identity provider of their own
 * organization (external federation), or a domain of its own at another identity provider (federation of a domain).
 */
export const entraFederation: ServiceProviderVendor = {
  id: 'entra-federation',
  name: 'Microsoft Entra ID (federation)',
  role: 'sp',
  audiences: () => [],
  acsUrls: ['https://login.microsoftonline.com/login.srf'],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: {
    nameIdFormats: [nameIdFormats.persistent],
    nameIdIsLasting: true,
    attributes: [
      {
        names: ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'IDPEmail'],
        purpose: 'it knows the user by that address (IDPEmail in the federation of a domain)',
      },
    ],
  },
  places: {
    audience:
      'fixed by Microsoft: https://login.microsoftonline.com/<tenant ID>/, or urn:federation:MicrosoftOnline for federations that had it before',
    acsUrl:
      'fixed by Microsoft: https://login.microsoftonline.com/login.srf, or https://<tenant ID>.ciamlogin.com/login.srf for an external tenant',
    nameId:
      'persistent; in the federation of a domain the ImmutableID of the user, at most 64 letters and digits',
    signing: 'External Identities > All identity providers > Custom > (identity provider) > Certificate',
    certificate:
      'External Identities > All identity providers > Custom > (identity provider) > Metadata URL, from which an expiring certificate is renewed',
  },
  sources: [
    { source: 'https://learn.microsoft.com/en-us/entra/external-id/direct-federation', checkedOn },
    { source: 'https://learn.microsoft.com/en-us/entra/external-id/direct-federation-overview', checkedOn },
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity/hybrid/connect/how-to-connect-fed-saml-idp',
      checkedOn,
    },
    {
      source: 'https://learn.microsoft.com/en-us/graph/api/resources/samlorwsfedexternaldomainfederation',
      checkedOn,
    },
  ],
};
