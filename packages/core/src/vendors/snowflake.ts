import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ACCOUNT = String.raw`https://[A-Za-z0-9_.-]{1,255}\.snowflakecomputing\.com`;
const ENTITY_ID = new RegExp(`^${ACCOUNT}$`);
const ACS_URL = new RegExp(`^${ACCOUNT}/fed/login$`);

/** Snowflake. One account has several URLs; those of the SAML2 integration are meant, and unless set they are the oldest kind. */
export const snowflake: ServiceProviderVendor = {
  id: 'snowflake',
  name: 'Snowflake',
  role: 'sp',
  audiences: (acsUrl) => (acsUrl && ACS_URL.test(acsUrl) ? [acsUrl.replace(/\/fed\/login$/, '')] : []),
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true },
  places: {
    audience: 'ALTER SECURITY INTEGRATION … SET SAML2_SNOWFLAKE_ISSUER_URL',
    acsUrl:
      'ALTER SECURITY INTEGRATION … SET SAML2_SNOWFLAKE_ACS_URL (the issuer URL followed by /fed/login)',
    nameId: 'the LOGIN_NAME of an existing user; SAML2_REQUESTED_NAMEID_FORMAT is the format it asks for',
    signing: 'ALTER SECURITY INTEGRATION … SET SAML2_X509_CERT',
  },
  sources: [
    {
      source: 'https://docs.snowflake.com/en/user-guide/admin-security-fed-auth-security-integration',
      checkedOn,
    },
    { source: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/snowflake-tutorial', checkedOn },
  ],
};
