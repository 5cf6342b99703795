import type { AwsError } from './report.ts';

/** An answer of AWS and the checks that predict it. */
interface Answer extends Omit<AwsError, 'checks' | 'scope'> {
  /** Every check whose failure leads to it. */
  readonly by: readonly string[];
}

const TOKEN = { code: 'InvalidIdentityToken', status: 400 } as const;
const BOTH = { at: 'sign-in and STS' } as const;

/**
 * The answers of AWS, in the order in which we suppose that it looks: whether the message can be read, whose it is,
 * whether it is genuine and in time, what it asks for, whether that is allowed. AWS publishes no order.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export const answers: readonly Answer[] = [
  {
    code: 'ValidationError',
    status: 400,
    text: 'Invalid length for parameter SAMLAssertion',
    at: 'STS',
    basis: 'observed',
    by: ['aws/response-too-large'],
  },
  {
    ...TOKEN,
    ...BOTH,
    basis: 'inferred',
    by: [
      'structure/not-well-formed',
      'structure/doctype',
      'response/status-not-success',
      'response/assertion-missing',
      'aws/encryption-required',
      'aws/encryption-without-key',
    ],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: "Specified provider doesn't exist",
    basis: 'documented',
    by: ['aws/provider-unknown'],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: 'Issuer not present in specified provider (service: AWSOpenIdDiscoveryService; status code: 400; error code: AuthSamlInvalidSamlResponseException)',
    basis: 'documented',
    by: ['issuer/mismatch', 'issuer/missing', 'aws/provider-issuer-mismatch'],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: 'Response signature invalid (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)',
    basis: 'documented',
    by: [
      'signature/absent',
      'signature/digest-mismatch',
      'signature/value-mismatch',
      'signature/key-not-trusted',
      'signature/covers-other-element',
      'aws/provider-key-mismatch',
    ],
  },
  {
    code: 'ExpiredTokenException',
    status: 400,
    ...BOTH,
    text: 'Token must be redeemed within 5 minutes of issuance',
    basis: 'observed',
    by: ['aws/redemption-window'],
  },
  {
    code: 'ExpiredTokenException',
    status: 400,
    ...BOTH,
    basis: 'inferred',
    by: ['conditions/expired', 'subject/bearer-window-closed'],
  },
  { ...TOKEN, ...BOTH, basis: 'inferred', by: ['conditions/not-yet-valid', 'subject/recipient-mismatch'] },
  {
    ...TOKEN,
    ...BOTH,
    text: 'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
    basis: 'observed',
    by: ['subject/recipient-missing', 'subject/bearer-window-missing', 'subject/confirmation-missing'],
  },
  {
    ...BOTH,
    text: 'Response does not contain the required audience.',
    basis: 'documented',
    by: ['conditions/audience-mismatch', 'conditions/audience-missing'],
  },
  {
    at: 'sign-in',
    text: 'Your request included an invalid SAML response. To logout, click here.',
    basis: 'documented',
    by: ['aws/role-missing', 'aws/role-malformed'],
  },
  {
    ...TOKEN,
    at: 'STS',
    text: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
    basis: 'observed',
    by: ['aws/role-missing', 'aws/role-malformed'],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: 'RoleSessionName is required in AuthnResponse (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)',
    basis: 'documented',
    by: ['aws/role-session-name-missing'],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)',
    basis: 'documented',
    by: ['aws/role-session-name-invalid'],
  },
  {
    ...TOKEN,
    ...BOTH,
    text: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:" (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)',
    basis: 'documented',
    by: ['aws/source-identity-invalid'],
  },
  {
    ...BOTH,
    basis: 'inferred',
    by: [
      'aws/tag-several-values',
      'aws/tag-key-invalid',
      'aws/tag-value-invalid',
      'aws/tag-repeated',
      'aws/tags-too-many',
      'aws/session-duration-invalid',
    ],
  },
  {
    code: 'AccessDenied',
    status: 403,
    ...BOTH,
    text: 'Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403; error code: AccessDenied)',
    basis: 'documented',
    by: ['subject/name-id-missing', 'aws/role-provider-mismatch', 'aws/role-unknown', 'aws/trust-denied'],
  },
  {
    code: 'ValidationError',
    status: 400,
    at: 'STS',
    text: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    basis: 'observed',
    by: ['aws/session-duration-over-maximum'],
  },
];

/** Checks about single values of Role: the others may still be taken on. */
export const aboutRoles: readonly string[] = [
  'aws/role-malformed',
  'aws/role-provider-mismatch',
  'aws/provider-unknown',
  'aws/role-unknown',
  'aws/trust-denied',
  'aws/session-duration-over-maximum',
];

/** What an error in the log means, most special first. */
const MEANINGS: readonly (readonly [pattern: RegExp, says: string])[] = [
  [
    /redeemed within 5 minutes/i,
    'The assertion was older than five minutes. Log in anew and hand it in at once; if that fails too, the clock of the identity provider is behind.',
  ],
  [
    /RoleSessionName is required/i,
    'The assertion has no RoleSessionName, or an empty one. Map an attribute that every user has.',
  ],
  [
    /RoleSessionName in AuthnResponse must match/i,
    'The session name holds a character that AWS does not allow, or is too long or too short.',
  ],
  [/Source ?Identity must match/i, 'The source identity holds a character that AWS does not allow.'],
  [
    /signature invalid/i,
    "The signature does not match under the keys in AWS's copy of the metadata. Replace the copy (aws iam update-saml-provider); if it is current, the message was changed on the way.",
  ],
  [
    /Issuer not present/i,
    "Issuer is not the entityID in AWS's copy of the metadata. Another tenant, or a slash at the end, will do that.",
  ],
  [
    /provider doesn'?t exist|ManifestNotFound/i,
    'There is no SAML provider of this name in the account. Correct the provider in the Role attribute.',
  ],
  [
    /requested Role and Metadata/i,
    'The role and provider that were asked for are not a value of the Role attribute.',
  ],
  [
    /Recipient and NotOnOrAfter/i,
    'SubjectConfirmationData lacks Recipient or NotOnOrAfter, as in a token of WS-Federation.',
  ],
  [/required audience/i, 'Audience is none that AWS takes.'],
  [
    /exceeds the MaxSessionDuration|exceeds MaxSessionDuration/i,
    'More time was asked for than the role allows.',
  ],
  [
    /base64/i,
    'What was sent as SAMLAssertion is no base64: it was copied with &RelayState=…, or with spaces in place of +.',
  ],
  [
    /AccessDenied|Not authorized/i,
    'The role does not exist, its trust policy does not let the provider in, lacks sts:TagSession or sts:SetSourceIdentity, or has a condition that does not hold; or NameID is missing. AWS does not say which; --aws-roles shows it.',
  ],
  [/ExpiredToken/i, 'The assertion came too late.'],
  [/PackedPolicyTooLarge/i, 'Session tags and policies are too large together.'],
  [/IDPRejectedClaim/i, 'The identity provider refused, or the claim is no longer good.'],
  [/RegionDisabled/i, 'STS is not switched on in that region for the account.'],
  [/InvalidIdentityToken/i, 'The response could not be validated.'],
];

/** What an error code and its message in CloudTrail mean; `undefined` for one we do not know. */
export function meaningOf(code: string | undefined, message: string | undefined): string | undefined {
  const text = `${message?.slice(0, 2000) ?? ''}\n${code?.slice(0, 200) ?? ''}`;
  return MEANINGS.find(([pattern]) => pattern.test(text))?.[1];
}
