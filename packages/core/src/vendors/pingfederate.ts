import { type IdentityProviderVendor, NO_ISSUER_OF_ITS_OWN } from './vendor.ts';

const checkedOn = '2026-11-24';

/** PingFederate. Each administrator chooses its entityID, so that its sign-on URL and its dialect are all that tell it. */
export const pingFederate: IdentityProviderVendor = {
  id: 'pingfederate',
  name: 'PingFederate',
  role: 'idp',
  issuer: NO_ISSUER_OF_ITS_OWN,
  signOn: /^https:\/\/[^/]{1,255}\/idp\/SSO\.saml2$/,
  places: {
    audience:
      "Applications > SP Connections > (connection) > General Info > Partner's Entity ID (Connection ID); a virtual server ID changes the Issuer, not the audience",
    acsUrl:
      'Applications > SP Connections > (connection) > Browser SSO > Protocol Settings > Assertion Consumer Service URL',
    nameId:
      'Applications > SP Connections > (connection) > Browser SSO > Assertion Creation > Attribute Contract: SAML_SUBJECT and its format; Identity Mapping',
    signing:
      'Applications > SP Connections > (connection) > Browser SSO > Protocol Settings > Signature Policy: always sign assertion, sign response as required',
    attributes:
      'Applications > SP Connections > (connection) > Browser SSO > Assertion Creation > Attribute Contract Fulfillment',
    certificate:
      'Applications > SP Connections > (connection) > Credentials > Digital Signature Settings; or export the metadata',
  },
  sources: [
    { source: 'https://docs.pingidentity.com/pingfederate/', checkedOn },
    {
      source:
        'The IDs of 27 characters and the window of five minutes either way, as messages of PingFederate 11 carry them.',
      checkedOn,
    },
    { source: 'The path of the sign-on URL.', checkedOn, unverified: true },
  ],
};
