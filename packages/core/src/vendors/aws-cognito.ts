import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const ENTITY_ID = /^urn:amazon:cognito:sp:[a-z0-9-]+_[A-Za-z0-9]+$/;
const ACS_URL = /^https:\/\/[a-z0-9-]+\.auth(?:-fips)?\.[a-z0-9-]+\.amazoncognito\.com\/saml2\/idpresponse$/;

/** A Cognito user pool as a service provider. Pools with a domain of their own are recognised by the entityID alone. */
export const awsCognito: ServiceProviderVendor = {
  id: 'aws-cognito',
  name: 'Amazon Cognito user pool',
  role: 'sp',
  audiences: () => [],
  acsUrls: [],
  ownsAcsUrl: (url) => ACS_URL.test(url),
  ownsEntityId: (entityId) => ENTITY_ID.test(entityId),
  requires: { nameIdIsLasting: true },
  places: {
    audience: 'fixed by Cognito: urn:amazon:cognito:sp:<user pool ID>',
    acsUrl: 'Cognito > User pools > (pool) > Domain: the ACS URL is https://<domain>/saml2/idpresponse',
    nameId: 'required; a user is known again by it, so it must not change',
    signing: 'Cognito > User pools > (pool) > Social and external providers > (provider): metadata document',
    attributes:
      'Cognito > User pools > (pool) > Social and external providers > (provider): attribute mapping',
  },
  sources: [
    {
      source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html',
      checkedOn,
    },
  ],
};
