import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** SimpleSAMLphp as an identity provider, known by the entityID it makes for itself. */
export const simplesamlphp: IdentityProviderVendor = {
  id: 'simplesamlphp',
  name: 'SimpleSAMLphp',
  role: 'idp',
  issuer: /^https?:\/\/[^/]{1,255}(?:\/[^/]{1,255}){0,6}\/saml2\/idp\/metadata\.php$/,
  signOn: /\/saml2\/idp\/SSOService\.php$/,
  places: {
    audience: 'metadata/saml20-sp-remote.php: the key of the entry, which is the audience',
    acsUrl: 'metadata/saml20-sp-remote.php: AssertionConsumerService',
    nameId: 'metadata/saml20-sp-remote.php: NameIDFormat, and the saml:…NameID filter in authproc',
    signing: 'metadata/saml20-sp-remote.php: saml20.sign.response, saml20.sign.assertion',
    attributes: 'metadata/saml20-sp-remote.php: attributes, authproc',
    certificate: 'metadata/saml20-idp-hosted.php: certificate',
  },
  sources: [
    {
      source: 'https://simplesamlphp.org/docs/stable/simplesamlphp-reference-sp-remote.html',
      checkedOn,
      unverified: true,
    },
    { source: 'The issuer, as messages carry it.', checkedOn },
  ],
};
