import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ENTITY_ID = /^(?:https:\/\/)?[a-z0-9-]{1,63}\.zoom\.(?:us|com)$/;
const ACS_URL = /^https:\/\/[a-z0-9-]{1,63}\.zoom\.(?:us|com)\/saml\/SSO$/;

/** Zoom, by the vanity URL that an account must have before it can use SAML. */
export const zoom: ServiceProviderVendor = {
  id: 'zoom',
  name: 'Zoom',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true },
  places: {
    audience: 'Advanced > Single Sign-On > SAML > Service Provider (SP) Entity ID: with or without https://',
    acsUrl: 'fixed by Zoom: https://<vanity>.zoom.us/saml/SSO',
    nameId: 'any unique identifier; without a mapped e-mail address it becomes the user',
    signing: 'Advanced > Single Sign-On > SAML > Identity provider certificate, Signature Hash Algorithm',
    attributes: 'Advanced > Single Sign-On > SAML Response Mapping',
  },
  sources: [
    { source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/zoom-tutorial', checkedOn },
    { source: 'https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0065487', checkedOn },
    { source: 'The label of the entity ID.', checkedOn, unverified: true },
  ],
};
