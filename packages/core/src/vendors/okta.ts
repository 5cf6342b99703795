import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Okta. The issuer is a plain `http:` name, not an address that is ever fetched. */
export const okta: IdentityProviderVendor = {
  id: 'okta',
  name: 'Okta',
  role: 'idp',
  issuer: /^http:\/\/www\.okta\.com\/[0-9A-Za-z]{1,64}$/,
  signOn: /^https:\/\/[a-z0-9-]{1,63}\.okta(?:preview|-emea)?\.com\/app\/.{1,255}\/sso\/saml$/,
  places: {
    audience: 'Applications > (application) > General > SAML Settings > Audience URI (SP Entity ID)',
    acsUrl:
      'Applications > (application) > General > SAML Settings > Single sign-on URL, with "Use this for Recipient URL and Destination URL" ticked',
    nameId:
      'Applications > (application) > General > SAML Settings > Name ID format and Application username',
    signing:
      'Applications > (application) > General > SAML Settings > Show Advanced Settings > Response, Assertion Signature, Signature Algorithm',
    attributes: 'Applications > (application) > General > SAML Settings > Attribute Statements',
    certificate: 'Applications > (application) > Sign On > SAML Signing Certificates',
    relayState: 'Applications > (application) > General > SAML Settings > Default RelayState',
  },
  sources: [
    {
      source: 'https://help.okta.com/oie/en-us/content/topics/apps/apps_app_integration_wizard_saml.htm',
      checkedOn,
    },
    { source: 'The issuer, as messages carry it.', checkedOn },
    { source: 'Where the signing certificate stands.', checkedOn, unverified: true },
  ],
};
