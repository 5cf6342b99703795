import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const HOST = String.raw`[a-z0-9-]{1,63}(?:--[a-z0-9]{1,20})?(?:\.(?:sandbox|develop|scratch|demo))?\.my\.salesforce\.com`;
const ENTITY_ID = new RegExp(`^https://${HOST}/?$`);
const ACS_URL = new RegExp(`^https://${HOST}/?(?:\\?so=[A-Za-z0-9]{15,18})?$`);
const SHARED = 'https://saml.salesforce.com';

/** Salesforce. An organisation goes by its My Domain, or by the name that all once shared. */
export const salesforce: ServiceProviderVendor = {
  id: 'salesforce',
  name: 'Salesforce',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => entityId === SHARED || ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true },
  places: {
    audience: 'Setup > Identity > Single Sign-On Settings > (setting) > Entity ID',
    acsUrl: 'Setup > Identity > Single Sign-On Settings > (setting) > Endpoints > Login URL',
    nameId:
      "Setup > Identity > Single Sign-On Settings > (setting) > SAML Identity Type: the user's Salesforce username, or the Federation ID of the user",
    signing: 'Setup > Identity > Single Sign-On Settings > (setting) > Identity Provider Certificate',
    attributes:
      'Setup > Identity > Single Sign-On Settings > (setting) > SAML Identity Location; Just-in-time User Provisioning',
  },
  sources: [
    { source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/salesforce-tutorial', checkedOn },
    { source: 'https://help.salesforce.com/s/articleView?id=sf.sso_saml.htm', checkedOn },
    {
      source: 'The hosts of sandboxes, and the shared entityID https://saml.salesforce.com.',
      checkedOn,
      unverified: true,
    },
  ],
};
