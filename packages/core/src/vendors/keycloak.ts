import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Keycloak and Red Hat build of Keycloak. Up to version 16 the path begins with `/auth`. */
export const keycloak: IdentityProviderVendor = {
  id: 'keycloak',
  name: 'Keycloak',
  role: 'idp',
  issuer: /^https?:\/\/[^/]{1,255}(?:\/[^/]{1,255}){0,4}\/realms\/[^/]{1,255}$/,
  signOn: /^https?:\/\/[^/]{1,255}(?:\/auth)?\/realms\/[^/]{1,255}\/protocol\/saml$/,
  places: {
    audience: 'Clients > (client) > Settings > Client ID, which is the audience',
    acsUrl:
      'Clients > (client) > Advanced > Assertion Consumer Service POST Binding URL, or Settings > Master SAML Processing URL; Valid redirect URIs must allow it',
    nameId: 'Clients > (client) > Settings > Name ID format and Force name ID format',
    signing: 'Clients > (client) > Settings > Sign documents, Sign assertions, Signature algorithm',
    attributes: 'Clients > (client) > Client scopes > (client)-dedicated > mappers',
    certificate: 'Realm settings > Keys, or Realm settings > SAML 2.0 Identity Provider Metadata',
    relayState: 'Clients > (client) > Settings > IDP Initiated SSO Relay State',
  },
  sources: [
    { source: 'https://www.keycloak.org/docs/latest/server_admin/index.html', checkedOn },
    { source: 'The issuer, as messages and metadata carry it.', checkedOn },
  ],
};
