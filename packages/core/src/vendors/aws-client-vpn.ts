import { nameIdFormats } from '../saml/names.ts';
import type { ServiceProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const AUDIENCE = 'urn:amazon:webservices:clientvpn';
const ACS_URLS = [
  'http://127.0.0.1:35001',
  'https://self-service.clientvpn.amazonaws.com/api/auth/sso/saml',
  'https://gov.self-service.clientvpn.amazonaws.com/api/auth/sso/saml',
] as const;

/** AWS Client VPN. Its client listens on the user's own machine, so the plain-http loopback ACS URL is right here. */
export const awsClientVpn: ServiceProviderVendor = {
  id: 'aws-client-vpn',
  name: 'AWS Client VPN',
  role: 'sp',
  audiences: () => [AUDIENCE],
  acsUrls: ACS_URLS,
  ownsAcsUrl: (url) => ACS_URLS.some((own) => own === url),
  ownsEntityId: (entityId) => entityId === AUDIENCE,
  requires: {
    nameIdFormats: [nameIdFormats.emailAddress],
    bothSigned: true,
    maxBytes: 128 * 1024,
  },
  places: {
    audience: `fixed by AWS: ${AUDIENCE}`,
    acsUrl: `fixed by AWS: ${ACS_URLS[0]} for the client, ${ACS_URLS[1]} for the self-service portal`,
    nameId: 'format emailAddress',
    signing:
      'both the response and the assertion must be signed; the certificate comes from IAM > Identity providers > (provider)',
    attributes: 'memberOf, FirstName and LastName, set at the identity provider',
  },
  sources: [
    {
      source: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/federated-authentication.html',
      checkedOn,
    },
  ],
};
