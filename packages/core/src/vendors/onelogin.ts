import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** OneLogin. An ID that begins with `ONELOGIN_` is no sign of it: service providers with its libraries make those. */
export const onelogin: IdentityProviderVendor = {
  id: 'onelogin',
  name: 'OneLogin',
  role: 'idp',
  issuer: /^https:\/\/app\.onelogin\.com\/saml\/metadata\/[0-9a-f-]{1,64}$/,
  signOn: /^https:\/\/[a-z0-9-]{1,63}\.onelogin\.com\/trust\/saml2\/(?:http-post|http-redirect|launch)\//,
  places: {
    audience: 'Applications > (application) > Configuration > Audience (EntityID)',
    acsUrl:
      'Applications > (application) > Configuration > ACS (Consumer) URL and Recipient; ACS (Consumer) URL Validator, a regular expression, must match it',
    nameId: 'Applications > (application) > Configuration > SAML nameID format',
    signing:
      'Applications > (application) > Configuration > SAML signature element: Assertion, Response or Both',
    attributes: 'Applications > (application) > Parameters',
    certificate: 'Applications > (application) > SSO > X.509 Certificate',
    relayState: 'Applications > (application) > Configuration > RelayState',
  },
  sources: [
    { source: 'https://developers.onelogin.com/saml', checkedOn, unverified: true },
    { source: 'The issuer, as messages carry it.', checkedOn },
    { source: 'Where RelayState is set.', checkedOn: '2026-11-25', unverified: true },
  ],
};
