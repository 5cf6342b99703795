import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';
const PATH =
  /^https:\/\/portal\.sso\.[a-z0-9-]{1,32}\.amazonaws\.com(?:\.cn)?\/saml\/assertion\/[A-Za-z0-9_-]{1,255}$/;

/** IAM Identity Center where it signs users in to applications, among them the accounts of AWS themselves. */
export const awsIdentityCenterIdp: IdentityProviderVendor = {
  id: 'aws-identity-center-idp',
  name: 'AWS IAM Identity Center',
  role: 'idp',
  issuer: PATH,
  signOn: PATH,
  places: {
    audience:
      'IAM Identity Center > Applications > (application) > Application metadata > Application SAML audience',
    acsUrl: 'IAM Identity Center > Applications > (application) > Application metadata > Application ACS URL',
    nameId:
      'IAM Identity Center > Applications > (application) > Actions > Edit attribute mappings: Subject and its format',
    signing: 'fixed by IAM Identity Center: the assertion is signed',
    attributes: 'IAM Identity Center > Applications > (application) > Actions > Edit attribute mappings',
    certificate:
      'IAM Identity Center > Applications > (application) > IAM Identity Center metadata > certificate',
  },
  sources: [
    { source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/samlapps.html', checkedOn },
    { source: 'The shape of the issuer, and what is signed.', checkedOn, unverified: true },
  ],
};
