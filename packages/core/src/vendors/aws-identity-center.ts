import { nameIdFormats } from '../saml/names.ts';
import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ENTITY_ID = /^https:\/\/[a-z0-9-]+\.signin\.aws\.amazon\.com\/platform\/saml\/d-[0-9a-f]{10}$/;
/** The first kind of host is of instances enabled before 2026; the other two are of later ones. */
const ACS_URL =
  /^https:\/\/[a-z0-9-]+\.(?:signin\.aws\.amazon\.com|signin\.aws|sso\.signin\.aws)\/platform\/saml\/acs\/[0-9a-f-]{36,128}$/;

/**
 * IAM Identity Center, once AWS SSO, as a service provider. Not IAM: it reads no Role attribute, and its
 * entityID and ACS URL may lie on different hosts.
 */
export const awsIdentityCenter: ServiceProviderVendor = {
  id: 'aws-identity-center',
  name: 'AWS IAM Identity Center',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: {
    nameIdFormats: [nameIdFormats.emailAddress],
    nameIdIsEmail: true,
    nameIdIsLasting: true,
    oneAssertion: true,
    noEncryption: true,
  },
  places: {
    audience:
      'IAM Identity Center > Settings > Identity source > Manage authentication: IAM Identity Center issuer URL',
    acsUrl:
      'IAM Identity Center > Settings > Identity source > Manage authentication: IAM Identity Center Assertion Consumer Service (ACS) URL',
    nameId:
      'format emailAddress, and exactly the user name of a user that already exists in IAM Identity Center (Users, or SCIM provisioning)',
    signing:
      'IAM Identity Center > Settings > Identity source > Manage authentication: IdP SAML metadata and certificates',
    attributes: 'IAM Identity Center > Settings > Attributes for access control',
  },
  sources: [
    { source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/other-idps.html', checkedOn },
    { source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html', checkedOn },
  ],
};
