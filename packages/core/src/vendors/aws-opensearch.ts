import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-25';
/** Of a domain, with Dashboards or, before OpenSearch, Kibana. A custom endpoint may be any host; the path tells. */
const ACS_URL =
  /^(https:\/\/[a-z0-9.-]{1,253})\/(?:_dashboards|_plugin\/kibana)\/_opendistro\/_security\/saml\/acs(\/idpinitiated)?$/;
const ENTITY_ID = /^https:\/\/[a-z0-9.-]{1,200}\.es\.amazonaws\.com(?:\.cn)?$/;

/** Amazon OpenSearch Service: one domain with its Dashboards. Each has an ACS URL for either way a login may begin. */
export const awsOpenSearch: ServiceProviderVendor = {
  id: 'aws-opensearch',
  name: 'Amazon OpenSearch Service',
  role: 'sp',
  audiences: (acsUrl) => {
    const origin = acsUrl === undefined ? undefined : ACS_URL.exec(acsUrl)?.[1];
    return origin === undefined ? [] : [origin];
  },
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  unsolicited: (acsUrl) => {
    const idpInitiated = ACS_URL.exec(acsUrl)?.[2] !== undefined;
    return idpInitiated ? { taken: true } : { taken: false, instead: `${acsUrl}/idpinitiated` };
  },
  requires: { nameIdIsLasting: true },
  places: {
    audience:
      'OpenSearch Service > Domains > (domain) > Security configuration > Edit > SAML authentication: Service provider entity ID',
    acsUrl:
      'OpenSearch Service > Domains > (domain) > Security configuration > Edit > SAML authentication: the SP-initiated SSO URL, or the IdP-initiated one for logins that begin at the identity provider',
    nameId:
      'the user name, unless another attribute is given as Subject key (Security configuration > SAML authentication > Additional settings)',
    signing:
      'OpenSearch Service > Domains > (domain) > Security configuration > Edit > SAML authentication: Metadata from IdP',
    attributes:
      'the attribute with backend roles is the one given as Roles key (Security configuration > SAML authentication > Additional settings), such as role',
  },
  sources: [
    { source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/saml.html', checkedOn },
    {
      source:
        'https://github.com/opensearch-project/security-dashboards-plugin/blob/main/server/auth/types/saml/routes.ts',
      checkedOn,
    },
    { source: 'The domain of endpoints in China.', checkedOn, unverified: true },
  ],
};
