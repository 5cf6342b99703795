import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Azure AD B2C with a custom policy as SAML issuer. Its settings are in XML files, not in a portal. */
export const azureB2c: IdentityProviderVendor = {
  id: 'azure-b2c',
  name: 'Azure AD B2C',
  role: 'idp',
  issuer: /^https:\/\/[a-z0-9-]{1,63}\.b2clogin\.com\/[^/]{1,255}\/B2C_1A_[^/]{1,128}$/i,
  signOn: /^https:\/\/[a-z0-9-]{1,63}\.b2clogin\.com\/[^/]{1,255}\/B2C_1A_[^/]{1,128}\/samlp\/sso\/login$/i,
  places: {
    audience: 'App registrations > (application) > Manifest > identifierUris',
    acsUrl: 'App registrations > (application) > Manifest > replyUrlsWithType; or samlMetadataUrl',
    nameId: 'the relying party policy: SubjectNamingInfo of the TechnicalProfile',
    signing:
      'the SAML token issuer technical profile: MetadataSigning, SamlMessageSigning, SamlAssertionSigning; XmlSignatureAlgorithm in the relying party policy',
    attributes: 'the relying party policy: OutputClaims of the TechnicalProfile',
    certificate:
      'Identity Experience Framework > Policy keys; the metadata is at …/Samlp/metadata of the policy',
  },
  sources: [
    {
      source: 'https://learn.microsoft.com/en-us/azure/active-directory-b2c/saml-service-provider',
      checkedOn,
    },
    { source: 'The shape of the issuer.', checkedOn, unverified: true },
  ],
};
