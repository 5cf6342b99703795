import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const WORKSPACE = String.raw`[a-z0-9-]{1,63}(?:\.enterprise)?\.slack\.com`;
const ENTITY_ID = new RegExp(`^https://(?:${WORKSPACE}|slack\\.com)$`);
const ACS_URL = new RegExp(`^https://${WORKSPACE}/sso/saml$`);

/** Slack. The entityID is https://slack.com unless the workspace names its own as service provider issuer. */
export const slack: ServiceProviderVendor = {
  id: 'slack',
  name: 'Slack',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true },
  places: {
    audience:
      'Settings & administration > Workspace settings > Authentication > SAML authentication > Advanced options > Service provider issuer (https://slack.com, or the URL of the workspace)',
    acsUrl: 'fixed by Slack: https://<workspace>.slack.com/sso/saml',
    nameId: 'a value that is the same at every login',
    signing:
      'Settings & administration > Workspace settings > Authentication > SAML authentication > Advanced options: how the response is signed; Public Certificate',
    attributes: 'User.Email, User.Username, first_name and last_name, set at the identity provider',
  },
  sources: [
    { source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/slack-tutorial', checkedOn },
    {
      source: 'https://slack.com/help/articles/205168057-Custom-SAML-single-sign-on',
      checkedOn,
      unverified: true,
    },
  ],
};
