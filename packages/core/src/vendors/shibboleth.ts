import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** The Shibboleth Identity Provider, known by the entityID its installer proposes. */
export const shibboleth: IdentityProviderVendor = {
  id: 'shibboleth',
  name: 'Shibboleth Identity Provider',
  role: 'idp',
  issuer: /^https?:\/\/[^/]{1,255}\/idp\/shibboleth$/,
  signOn: /\/idp\/profile\/SAML2\/(?:Redirect|POST|POST-SimpleSign)\/SSO$/,
  places: {
    audience: "the entityID in the service provider's metadata, which is the audience",
    acsUrl: "the AssertionConsumerService in the service provider's metadata",
    nameId:
      "conf/saml-nameid.xml, and nameIDFormatPrecedence in conf/relying-party.xml; the NameIDFormat in the service provider's metadata",
    signing: 'conf/relying-party.xml: signAssertions, signResponses, encryptAssertions',
    attributes: 'conf/attribute-resolver.xml and conf/attribute-filter.xml',
    certificate: 'metadata/idp-metadata.xml',
  },
  sources: [
    { source: 'https://shibboleth.atlassian.net/wiki/spaces/IDP5/overview', checkedOn },
    { source: 'The issuer, as messages carry it.', checkedOn },
    { source: 'The names of the files for attributes and metadata.', checkedOn, unverified: true },
  ],
};
