import { type IdentityProviderVendor, NO_ISSUER_OF_ITS_OWN } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Oracle Access Management, whose federation service an administrator names as they like. */
export const oracleAccessManager: IdentityProviderVendor = {
  id: 'oracle-oam',
  name: 'Oracle Access Management',
  role: 'idp',
  issuer: NO_ISSUER_OF_ITS_OWN,
  signOn: /^https?:\/\/[^/]{1,255}\/oamfed\/idp\/samlv20$/,
  places: {
    audience: 'Federation > Identity Provider Management > (SP partner) > Provider ID',
    acsUrl: 'Federation > Identity Provider Management > (SP partner) > Assertion Consumer URL',
    nameId: 'Federation > Identity Provider Management > (SP partner) > NameID Format and NameID Value',
    signing:
      'the SP partner profile (setSPPartnerProfile… in WLST: send signed assertion, send signed response)',
    attributes: 'Federation > Identity Provider Management > SP Attribute Profiles',
    certificate: 'Configuration > Federation Settings > Keystore; Export SAML 2.0 Metadata',
  },
  sources: [
    { source: 'https://docs.oracle.com/en/middleware/idm/access-manager/', checkedOn, unverified: true },
    { source: 'The IDs that begin with id-, as messages carry them.', checkedOn },
    { source: 'The path of the sign-on URL.', checkedOn, unverified: true },
  ],
};
