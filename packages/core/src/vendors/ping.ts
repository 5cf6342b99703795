import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** PingOne. PingFederate is another product. */
export const pingOne: IdentityProviderVendor = {
  id: 'pingone',
  name: 'PingOne',
  role: 'idp',
  issuer: /^https:\/\/auth\.pingone\.(?:com|eu|asia|ca)\/[0-9a-f-]{36}$/,
  signOn: /^https:\/\/auth\.pingone\.(?:com|eu|asia|ca)\/[0-9a-f-]{36}\/saml20\/idp\/sso$/,
  places: {
    audience: 'Applications > (application) > Configuration > Entity ID',
    acsUrl: 'Applications > (application) > Configuration > ACS URLs',
    nameId:
      'Applications > (application) > Configuration > Subject NameID format; Attribute Mappings > saml_subject',
    signing: 'Applications > (application) > Configuration > Signing: Sign Assertion, Sign Response',
    attributes: 'Applications > (application) > Attribute Mappings',
    certificate: 'Applications > (application) > Configuration > Download Signing Certificate',
  },
  sources: [
    { source: 'https://docs.pingidentity.com/pingone/', checkedOn },
    { source: 'The issuer on auth.pingone.com, as messages carry it.', checkedOn },
    {
      source: 'The issuers on other domains, and where attributes and the certificate stand.',
      checkedOn,
      unverified: true,
    },
  ],
};
