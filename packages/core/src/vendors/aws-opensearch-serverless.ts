import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-25';
/** All collections of a region share it. */
const ACS_URL = /^https:\/\/collection\.[a-z0-9-]{1,32}\.aoss\.amazonaws\.com\/_saml\/acs$/;
const ENTITY_ID = /^aws:opensearch:\d{12}$/;

/**
 * Amazon OpenSearch Serverless. The account is the audience, whichever collection the user goes to. ACS URL and audience are
 * as a guide of AWS to IAM Identity Center prints them.
 */
export const awsOpenSearchServerless: ServiceProviderVendor = {
  id: 'aws-opensearch-serverless',
  name: 'Amazon OpenSearch Serverless',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  unsolicited: () => ({ taken: false }),
  requires: { noEncryption: true, nameIdIsLasting: true },
  places: {
    audience: 'fixed by OpenSearch Serverless: aws:opensearch:<account>',
    acsUrl: 'fixed by OpenSearch Serverless: https://collection.<region>.aoss.amazonaws.com/_saml/acs',
    nameId:
      'what data access policies name as user/<NameID>, unless another user attribute is set (OpenSearch Service > Serverless > SAML authentication)',
    signing: 'OpenSearch Service > Serverless > SAML authentication > (provider): metadata of the IdP',
    attributes:
      'the group attribute set for the provider (OpenSearch Service > Serverless > SAML authentication), which data access policies name as group/<value>',
  },
  sources: [
    {
      source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-saml.html',
      checkedOn,
    },
    { source: 'https://github.com/aws-samples/siem-on-amazon-opensearch-service', checkedOn },
    { source: 'The names of pages in the console.', checkedOn, unverified: true },
  ],
};
