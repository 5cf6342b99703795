import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const DOMAIN = `[a-z0-9](?:[a-z0-9.-]{0,253}[a-z0-9])?`;
const ENTITY_ID = new RegExp(`^(?:https://)?google\\.com(?:/a/${DOMAIN})?$`);
const ACS_URL = new RegExp(`^https://www\\.google\\.com/(?:a/${DOMAIN}/)?acs$`);
/** Of an SSO profile, which has an ID of its own. */
const PROFILE = /^https:\/\/accounts\.google\.com\/samlrp\/(?:metadata\?rpid=)?[0-9a-z]{1,64}(?:\/acs)?$/;

/** Google Workspace and Google Cloud where another identity provider signs users in. */
export const googleWorkspace: ServiceProviderVendor = {
  id: 'google-workspace',
  name: 'Google Workspace',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url) || (PROFILE.test(url) && url.endsWith('/acs')),
  ownsEntityId: (entityId) =>
    ENTITY_ID.test(entityId) || (PROFILE.test(entityId) && !entityId.endsWith('/acs')),
  requires: { nameIdIsEmail: true, nameIdIsLasting: true },
  places: {
    audience:
      'Admin console > Security > Authentication > SSO with third party IdP > (profile): "Use a domain specific issuer" makes it google.com/a/<domain>, else it is google.com; an SSO profile has an entity ID of its own',
    acsUrl: 'Admin console > Security > Authentication > SSO with third party IdP > (profile) > ACS URL',
    nameId: 'the primary e-mail address of an existing user',
    signing:
      'Admin console > Security > Authentication > SSO with third party IdP > (profile) > Verification certificate',
  },
  sources: [
    { source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/google-apps-tutorial', checkedOn },
    { source: 'https://support.google.com/a/answer/6349809', checkedOn },
    { source: 'The entity ID and ACS URL of an SSO profile.', checkedOn, unverified: true },
  ],
};
