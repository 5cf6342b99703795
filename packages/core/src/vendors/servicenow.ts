import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ENTITY_ID = /^https:\/\/[a-z0-9-]{1,63}\.service-now\.com\/?$/;
const ACS_URL = /^https:\/\/[a-z0-9-]{1,63}\.service-now\.com\/(?:navpage|consumer)\.do$/;

/** ServiceNow. Behind a custom URL an instance is not told by its host. */
export const serviceNow: ServiceProviderVendor = {
  id: 'servicenow',
  name: 'ServiceNow',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  places: {
    audience: 'Multi-Provider SSO > Identity Providers > (provider) > Entity ID / Issuer, and Audience URI',
    acsUrl:
      'Multi-Provider SSO > Identity Providers > (provider) > ServiceNow Homepage (ends in /navpage.do)',
    nameId:
      'Multi-Provider SSO > Identity Providers > (provider) > NameID Policy, and User Field: the field of the user that holds the value',
    signing: 'Multi-Provider SSO > Identity Providers > (provider) > X.509 Certificate',
  },
  sources: [
    {
      source:
        'https://www.servicenow.com/docs/r/zurich/platform-security/authentication/t_SetTheInstanceURL.html',
      checkedOn,
    },
    {
      source:
        'https://docs.servicenow.com/bundle/helsinki-platform-administration/page/integrate/saml/task/t_GenerateServiceNowSPMetadata.html',
      checkedOn,
    },
    { source: 'The names of Audience URI and NameID Policy.', checkedOn, unverified: true },
  ],
};
