import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ENTITY_ID = /^https:\/\/auth\.atlassian\.com\/saml\/[0-9a-f-]{36}$/;
const ACS_URL = /^https:\/\/auth\.atlassian\.com\/login\/callback\?connection=saml-[0-9a-f-]{36}$/;

/** Atlassian Cloud: Jira and Confluence by way of an organisation. */
export const atlassian: ServiceProviderVendor = {
  id: 'atlassian',
  name: 'Atlassian Cloud',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsEmail: true, nameIdIsLasting: true },
  places: {
    audience:
      'Atlassian Administration > Security > Identity providers > (directory) > SAML: Service provider entity URL',
    acsUrl:
      'Atlassian Administration > Security > Identity providers > (directory) > SAML: Service provider assertion consumer service URL',
    nameId: "the user's e-mail address",
    signing:
      'Atlassian Administration > Security > Identity providers > (directory) > SAML: Public x509 certificate',
  },
  sources: [
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/atlassian-cloud-tutorial',
      checkedOn,
    },
    { source: 'The shape of the entityID and the ACS URL.', checkedOn, unverified: true },
  ],
};
