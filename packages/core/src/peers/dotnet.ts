// Libraries of .NET, which validate tokens with Microsoft.IdentityModel underneath.
import type { Peer, Refusal } from './peer.ts';
import { ENCRYPTED, FAILED_STATUS, NO_XML, SIGNATURE_NOT_VERIFIED, UNSIGNED } from './reasons.ts';

const checkedOn = '2026-11-25';
const TOKENS =
  'https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Microsoft.IdentityModel.Tokens';

/** What Microsoft.IdentityModel says of a token; the values differ between its versions. */
const identityModel: readonly Refusal[] = [
  {
    says: 'IDX10214: Audience validation failed. {values}',
    checks: ['conditions/audience-mismatch'],
    source: TOKENS,
    unverified: true,
  },
  {
    says: 'IDX10207: Unable to validate audience',
    checks: ['conditions/audience-missing'],
    source: TOKENS,
  },
  {
    says: 'IDX10206: Unable to validate audience',
    checks: ['conditions/audience-missing'],
    source: TOKENS,
  },
  {
    says: 'IDX10208: Unable to validate audience. validationParameters.ValidAudience is null or whitespace and validationParameters.ValidAudiences is null.',
    checks: [],
    means: 'The program was not told its own entityID.',
    source: TOKENS,
  },
  {
    says: 'IDX10222: Lifetime validation failed. The token is not yet valid. {values}',
    checks: ['conditions/not-yet-valid'],
    note: 'five minutes of clock difference are forgiven',
    source: TOKENS,
    unverified: true,
  },
  {
    says: 'IDX10223: Lifetime validation failed. The token is expired. {values}',
    checks: ['conditions/expired'],
    note: 'five minutes of clock difference are forgiven',
    source: TOKENS,
    unverified: true,
  },
];

export const sustainsys: Peer = {
  id: 'sustainsys-saml2',
  name: 'Sustainsys.Saml2',
  source: 'https://github.com/Sustainsys/Saml2, Sustainsys.Saml2/SAML2P/Saml2Response.cs',
  checkedOn,
  refusals: [
    {
      says: 'The SAML Response is not signed and contains unsigned Assertions. Response cannot be trusted.',
      checks: UNSIGNED,
    },
    {
      says: 'Unsolicited responses are not allowed for idp "{issuer}".',
      checks: ['subject/in-response-to-mismatch'],
      means: 'The login began at the identity provider; AllowUnsolicitedAuthnResponse allows that.',
    },
    { says: 'The Saml2Response must have status success to extract claims.', checks: FAILED_STATUS },
    {
      says: 'Encrypted Assertion(s) could not be decrypted using the configured Service Certificate(s).',
      checks: ENCRYPTED,
    },
    {
      says: 'Encrypted Assertions encountered but Service Certificate was not provided.',
      checks: ['assertion/encrypted-unread'],
    },
    {
      says: "Signature didn't verify. Have the contents been tampered with?",
      checks: SIGNATURE_NOT_VERIFIED,
      unverified: true,
    },
    {
      says: 'The signature verified correctly with the key contained in the signature, but that key is not trusted.',
      checks: ['signature/key-not-trusted'],
      unverified: true,
    },
    {
      says: 'Incorrect reference on Xml signature. The reference must be to the root element of the element containing the signature.',
      checks: ['signature/covers-other-element', 'signature/reference-uri', 'attack/signature-wrapping'],
      unverified: true,
    },
    {
      says: 'Multiple references for Xml signatures are not allowed.',
      checks: ['signature/reference-count'],
      unverified: true,
    },
    {
      says: "No reference found in Xml signature, it doesn't validate the Xml data.",
      checks: ['signature/reference-count', 'attack/hollow-signature'],
    },
    ...identityModel,
  ],
};

export const itfoxtec: Peer = {
  id: 'itfoxtec-saml2',
  name: 'ITfoxtec Identity SAML 2.0',
  source: 'https://github.com/ITfoxtec/ITfoxtec.Identity.Saml2, src/ITfoxtec.Identity.Saml2/Request/',
  checkedOn,
  differs:
    'It looks at NotOnOrAfter of the first SubjectConfirmation and forgives no clock difference there.',
  refusals: [
    { says: 'Signature is invalid.', checks: [...SIGNATURE_NOT_VERIFIED, ...UNSIGNED] },
    { says: 'There is more then one Signature element.', checks: ['structure/element-repeated'] },
    { says: 'Not SAML2 Protocol.', checks: ['structure/not-saml', 'structure/namespace-wrong'] },
    { says: 'Not a SAML2 Authn Response.', checks: ['structure/not-saml'] },
    { says: 'Invalid SAML2 version.', checks: ['version/unsupported', 'structure/attribute-missing'] },
    {
      says: "Invalid Issuer. Actually '{actual issuer}', allowed '{allowed issuer}'",
      checks: ['issuer/mismatch', 'issuer/missing'],
    },
    {
      says: 'There is not exactly one Assertion element.',
      checks: [
        'response/assertion-missing',
        'response/several-assertions',
        'assertion/encrypted-unread',
        'attack/signature-wrapping',
      ],
    },
    { says: 'Subject Not Found.', checks: ['subject/name-id-missing', 'subject/confirmation-missing'] },
    { says: 'SubjectConfirmationElement Not Found.', checks: ['subject/confirmation-missing'] },
    {
      says: 'SubjectConfirmationData Not Found.',
      checks: ['subject/bearer-window-missing', 'subject/recipient-missing'],
    },
    {
      says: 'Assertion has expired. Assertion valid NotOnOrAfter {moment}.',
      checks: ['subject/bearer-window-closed'],
    },
    { says: 'Data at the root level is invalid. {place}', checks: NO_XML, unverified: true },
    ...identityModel,
  ],
};
