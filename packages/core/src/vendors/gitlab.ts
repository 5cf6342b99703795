import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const GROUP = '[A-Za-z0-9_.-]{1,255}';
const ENTITY_ID = new RegExp(`^https://gitlab\\.com/groups/${GROUP}$`);
const GROUP_ACS_URL = new RegExp(`^https://gitlab\\.com/groups/${GROUP}/-/saml/callback$`);
/** Of an instance of one's own; the last part is the name of the provider. */
const INSTANCE_ACS_URL =
  /^https?:\/\/[^/]{1,255}(?:\/[^/]{1,64})?\/users\/auth\/saml[a-z0-9_]{0,64}\/callback$/;

/** GitLab: a group on GitLab.com, or an instance of one's own, whose entityID is whatever its `issuer` says. */
export const gitlab: ServiceProviderVendor = {
  id: 'gitlab',
  name: 'GitLab',
  role: 'sp',
  audiences: (acsUrl) =>
    acsUrl && GROUP_ACS_URL.test(acsUrl) ? [acsUrl.replace(/\/-\/saml\/callback$/, '')] : [],
  acsUrls: [],
  ownsAcsUrl: (url) => GROUP_ACS_URL.test(url) || INSTANCE_ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: {
    nameIdIsLasting: true,
    attributes: [
      {
        names: [
          'email',
          'mail',
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
          'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/email',
          'urn:oid:0.9.2342.19200300.100.1.3',
        ],
        purpose: 'GitLab makes the account of a new user from the e-mail address',
      },
    ],
  },
  places: {
    audience: '(group) > Settings > SAML SSO > Identifier; on an instance of your own, `issuer` in gitlab.rb',
    acsUrl:
      '(group) > Settings > SAML SSO > Assertion consumer service URL; on an instance of your own, `assertion_consumer_service_url` in gitlab.rb',
    nameId:
      'a value that never changes; on an instance of your own, `name_identifier_format` in gitlab.rb is what it asks for',
    signing:
      '(group) > Settings > SAML SSO > Certificate fingerprint; on an instance of your own, `idp_cert_fingerprint` in gitlab.rb',
    attributes:
      'an attribute `email` or `mail`; on an instance of your own, `attribute_statements` in gitlab.rb names others',
  },
  sources: [
    { source: 'https://docs.gitlab.com/integration/saml/', checkedOn },
    { source: 'https://docs.gitlab.com/user/group/saml_sso/', checkedOn },
    { source: 'https://gitlab.com/gitlab-org/gitlab/-/issues/390345', checkedOn },
  ],
};
