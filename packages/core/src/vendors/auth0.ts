import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Auth0. Its settings for SAML are one JSON object. */
export const auth0: IdentityProviderVendor = {
  id: 'auth0',
  name: 'Auth0',
  role: 'idp',
  issuer: /^urn:[^.]{1,128}(?:\.[a-z]{2})?\.auth0\.com$/,
  signOn: /^https:\/\/[a-z0-9-]{1,63}(?:\.[a-z]{2})?\.auth0\.com\/samlp\/[A-Za-z0-9]{1,64}$/,
  places: {
    audience: 'Applications > (application) > Addons > SAML2 Web App > Settings: audience',
    acsUrl:
      'Applications > (application) > Addons > SAML2 Web App > Settings: Application Callback URL, recipient and destination',
    nameId:
      'Applications > (application) > Addons > SAML2 Web App > Settings: nameIdentifierFormat and nameIdentifierProbes',
    signing:
      'Applications > (application) > Addons > SAML2 Web App > Settings: signResponse (false signs the assertion), signatureAlgorithm, digestAlgorithm',
    attributes: 'Applications > (application) > Addons > SAML2 Web App > Settings: mappings',
    certificate: 'Applications > (application) > Addons > SAML2 Web App > Usage',
  },
  sources: [
    {
      source:
        'https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/customize-saml-assertions',
      checkedOn,
    },
    { source: 'The issuer, as messages carry it.', checkedOn },
  ],
};
