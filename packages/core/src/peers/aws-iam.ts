import type { Peer } from './peer.ts';
import { SIGNATURE_NOT_VERIFIED } from './reasons.ts';

const TROUBLESHOOT = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html';
const OBSERVED = 'observed in reports of users; AWS does not document it';

/** What AWS sign-in and STS print, spelling mistakes included. */
export const awsIam: Peer = {
  id: 'aws',
  name: 'AWS IAM',
  source: TROUBLESHOOT,
  checkedOn: '2026-11-24',
  refusals: [
    {
      says: 'Your request included an invalid SAML response. To logout, click here.',
      checks: ['aws/role-missing', 'aws/attribute-misnamed', 'aws/role-malformed', 'signature/absent'],
      means:
        'There is no Role attribute that AWS can use, most often because the user is assigned to the application but to none of its roles.',
    },
    {
      says: 'RoleSessionName is required in AuthnResponse',
      checks: ['aws/role-session-name-missing', 'aws/attribute-misnamed'],
    },
    {
      says: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
      checks: ['aws/role-session-name-invalid'],
    },
    {
      says: 'Not authorized to perform sts:AssumeRoleWithSAML',
      checks: [
        'aws/trust-denied',
        'aws/role-unknown',
        'aws/provider-unknown',
        'aws/role-provider-mismatch',
        'subject/name-id-missing',
        'subject/recipient-mismatch',
      ],
      means:
        'The role does not exist, its trust policy does not let this provider in, a condition of it is not met, or tags are sent and sts:TagSession is not allowed. The text never says which.',
    },
    {
      says: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
      checks: ['aws/source-identity-invalid'],
    },
    {
      says: 'Response signature invalid',
      checks: ['aws/provider-key-mismatch', ...SIGNATURE_NOT_VERIFIED],
      means:
        "The signing key is not in the metadata that the IAM provider holds: the certificate was renewed, or the metadata of the tenant was uploaded in place of the application's.",
    },
    {
      says: 'Issuer not present in specified provider',
      checks: ['aws/provider-issuer-mismatch', 'issuer/mismatch', 'issuer/missing'],
    },
    {
      says: 'Could not parse metadata.',
      checks: [],
      means: 'The metadata is not UTF-8 without a byte order mark, or a certificate in it is not usable.',
    },
    {
      says: 'Unable to parse metadata',
      checks: [],
      means: 'The metadata is not UTF-8 without a byte order mark, or a certificate in it is not usable.',
    },
    {
      says: "Specified provider doesn't exist",
      checks: ['aws/provider-unknown', 'aws/role-provider-mismatch', 'aws/role-malformed'],
    },
    {
      says: 'Requested DurationSeconds exceeds MaxSessionDuration set for this role.',
      checks: ['aws/session-duration-over-maximum', 'aws/session-duration-invalid'],
    },
    {
      says: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      checks: ['aws/session-duration-over-maximum', 'aws/session-duration-invalid'],
      source: OBSERVED,
    },
    {
      says: 'Response does not contain the required audience.',
      checks: ['conditions/audience-mismatch', 'conditions/audience-missing'],
    },
    {
      says: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
      checks: ['aws/role-missing', 'aws/role-malformed', 'aws/role-provider-mismatch'],
      means: 'The pair of role and provider that the program asked for is not in the Role attribute.',
      source: OBSERVED,
    },
    {
      says: 'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
      checks: ['subject/recipient-missing', 'subject/bearer-window-missing', 'subject/confirmation-missing'],
      source: OBSERVED,
    },
    {
      says: 'Responses must contain SubjectConfirmationData with a Recipient and NotOnOrAfter',
      checks: ['subject/recipient-missing', 'subject/bearer-window-missing', 'subject/confirmation-missing'],
      source: OBSERVED,
      unverified: true,
    },
    {
      says: 'Token must be redeemed within 5 minutes of issuance',
      checks: ['aws/redemption-window', 'conditions/expired', 'subject/bearer-window-closed'],
      source: OBSERVED,
    },
    {
      says: 'Invalid base64 SAMLResponse',
      checks: ['structure/not-well-formed'],
      means: 'The base64 was cut or changed on the way.',
      source: OBSERVED,
    },
    {
      says: 'Invalid length for parameter SAMLAssertion',
      checks: ['aws/response-too-large'],
      means: 'The assertion is empty or longer than 100,000 characters; the tool did not even send it.',
      source: OBSERVED,
    },
    { says: 'Manifest not found for arn {arn}', checks: ['aws/provider-unknown'], source: OBSERVED },
    {
      says: 'Invalid private key.',
      checks: [],
      means: 'The private key for encrypted assertions is no PEM that IAM reads.',
    },
    {
      says: 'Failed to remove private key',
      checks: [],
      means: 'No private key of the provider has this key ID.',
    },
    {
      says: 'Unable to set assertion encryption mode to Required because no private key is provided.',
      checks: ['aws/encryption-without-key'],
    },
    {
      says: 'Unable to validate tags',
      checks: ['aws/tag-value-invalid', 'aws/tag-key-invalid'],
      means:
        'Printed by the client of WorkSpaces: a PrincipalTag, such as Email, has a character that tags may not have.',
      source:
        'https://docs.aws.amazon.com/workspaces/latest/adminguide/amazon-workspaces-troubleshooting.html',
    },
    {
      says: 'Something went wrong: An error occurred while launching your WorkSpace',
      checks: ['aws/workspaces-email-missing', 'aws/workspaces-name-id'],
      means:
        'NameID is not the user name in the WorkSpaces directory, or PrincipalTag:Email not the address that it has there.',
      source:
        'https://docs.aws.amazon.com/workspaces/latest/adminguide/amazon-workspaces-troubleshooting.html',
    },
    {
      says: 'Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.',
      checks: [],
      means: 'Add the new key in one call and remove the old one in another.',
    },
    {
      says: 'Unable to update identity provider. No updates are defined for metadata or encryption assertion.',
      checks: [],
      means: 'The call changes nothing.',
    },
    { says: 'Private key limit of 2 is reached.', checks: [], means: 'Remove a key before adding another.' },
  ],
};
