import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Google Workspace and Cloud Identity. */
export const google: IdentityProviderVendor = {
  id: 'google',
  name: 'Google Workspace',
  role: 'idp',
  issuer: /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=C[0-9a-z]{1,32}$/,
  signOn: /^https:\/\/accounts\.google\.com\/o\/saml2\/idp\?idpid=C[0-9a-z]{1,32}$/,
  places: {
    audience: 'Apps > Web and mobile apps > (app) > Service provider details > Entity ID',
    acsUrl: 'Apps > Web and mobile apps > (app) > Service provider details > ACS URL',
    nameId: 'Apps > Web and mobile apps > (app) > Service provider details > Name ID format and Name ID',
    signing: 'Apps > Web and mobile apps > (app) > Service provider details > Signed response',
    attributes: 'Apps > Web and mobile apps > (app) > SAML attribute mapping',
    certificate: 'Apps > Web and mobile apps > (app) > Download metadata',
    relayState: 'Apps > Web and mobile apps > (app) > Service provider details > Start URL',
  },
  sources: [
    { source: 'https://support.google.com/a/answer/6087519', checkedOn },
    { source: 'The issuer, as messages carry it.', checkedOn },
    {
      source: 'That the assertion is signed where "Signed response" is not ticked.',
      checkedOn,
      unverified: true,
    },
    { source: 'Where RelayState is set.', checkedOn: '2026-11-25', unverified: true },
  ],
};
