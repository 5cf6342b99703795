import { type IdentityProviderVendor, NO_ISSUER_OF_ITS_OWN } from './vendor.ts';

const checkedOn = '2026-11-24';

/** JumpCloud. Its entityID is what the administrator types as IdP Entity ID; the sign-on URL is its own. */
export const jumpCloud: IdentityProviderVendor = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  role: 'idp',
  issuer: NO_ISSUER_OF_ITS_OWN,
  signOn: /^https:\/\/sso\.jumpcloud\.com\/saml2\/.{1,255}$/,
  places: {
    audience:
      'SSO Applications > (application) > SSO > SP Entity ID (the IdP Entity ID above it is the Issuer)',
    acsUrl: 'SSO Applications > (application) > SSO > ACS URL',
    nameId: 'SSO Applications > (application) > SSO > SAMLSubject NameID and SAMLSubject NameID Format',
    signing:
      'SSO Applications > (application) > SSO > Sign Assertion (else the response is signed) and Signature Algorithm',
    attributes: 'SSO Applications > (application) > SSO > Attributes',
    certificate: 'SSO Applications > (application) > SSO > Export Metadata',
    relayState: 'SSO Applications > (application) > SSO > Default RelayState',
  },
  sources: [
    { source: 'https://jumpcloud.com/support/sso-using-custom-saml-application-connectors', checkedOn },
    { source: 'Where attributes and the metadata stand.', checkedOn, unverified: true },
    { source: 'Where RelayState is set.', checkedOn: '2026-11-25', unverified: true },
  ],
};
