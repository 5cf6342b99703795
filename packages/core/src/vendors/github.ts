import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const NAME = '[A-Za-z0-9-]{1,100}';
const BASE = `https://(?:github\\.com/(?:orgs|enterprises)/${NAME}|[a-z0-9-]{1,63}\\.ghe\\.com/enterprises/${NAME})`;
const ENTITY_ID = new RegExp(`^${BASE}$`);
const ACS_URL = new RegExp(`^${BASE}/saml/consume$`);

/** GitHub Enterprise Cloud: an organisation or an enterprise. A GitHub Enterprise Server has a host of its own and is not told by it. */
export const github: ServiceProviderVendor = {
  id: 'github',
  name: 'GitHub Enterprise Cloud',
  role: 'sp',
  audiences: (acsUrl) => (acsUrl && ACS_URL.test(acsUrl) ? [acsUrl.replace(/\/saml\/consume$/, '')] : []),
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true, oneAssertion: true },
  places: {
    audience: 'fixed by GitHub: the URL of the organisation (https://github.com/orgs/<name>) or enterprise',
    acsUrl: 'fixed by GitHub: the URL of the organisation or enterprise, followed by /saml/consume',
    nameId: 'any format that lasts; the value becomes the user name unless an attribute gives one',
    signing:
      '(organisation or enterprise) > Settings > Authentication security > SAML single sign-on: Public certificate, signature and digest method',
    attributes: 'none is required; full_name, emails, public_keys and gpg_keys are read',
  },
  sources: [
    {
      source:
        'https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/saml-configuration-reference',
      checkedOn,
    },
    { source: 'Where the certificate stands.', checkedOn, unverified: true },
  ],
};
