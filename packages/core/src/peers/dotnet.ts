// Libraries of .NET, which validate tokens with Microsoft.IdentityModel underneath.
import type { Peer, Refusal } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_XML,
  QUERY_SIGNATURE,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';

const checkedOn = '2026-11-25';
const TOKENS =
  'https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Microsoft.IdentityModel.Tokens';

const SAML_TOKENS =
  'https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Microsoft.IdentityModel.Tokens.Saml';

/** What Microsoft.IdentityModel says of a token; the values differ between its versions. */
const identityModel: readonly Refusal[] = [
  {
    says: 'IDX10214: Audience validation failed. {values}',
    checks: ['conditions/audience-mismatch'],
    source: TOKENS,
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
  },
  {
    says: 'IDX10223: Lifetime validation failed. The token is expired. {values}',
    checks: ['conditions/expired'],
    note: 'five minutes of clock difference are forgiven',
    source: TOKENS,
  },
  {
    says: 'IDX10224: Lifetime validation failed. The NotBefore: {moment} is after Expires: {moment}',
    checks: ['conditions/window-inverted'],
    source: TOKENS,
  },
  {
    says: 'IDX10225: Lifetime validation failed. The token is missing an Expiration Time. {values}',
    checks: ['conditions/window-missing'],
    source: TOKENS,
  },
  {
    says: 'IDX10205: Issuer validation failed. {values}',
    checks: ['issuer/mismatch'],
    source: TOKENS,
  },
  {
    says: "IDX10211: Unable to validate issuer. The 'issuer' parameter is null or whitespace",
    checks: ['issuer/missing'],
    source: TOKENS,
  },
  {
    says: 'IDX10204: Unable to validate issuer. validationParameters.ValidIssuer is null or whitespace AND validationParameters.ValidIssuers is null.',
    checks: [],
    means: 'The program was not told the entityID of the identity provider.',
    source: TOKENS,
  },
  {
    says: 'IDX10213: SecurityTokens must be signed. {values}',
    checks: UNSIGNED,
    source: SAML_TOKENS,
  },
  {
    says: 'IDX10504: Unable to validate signature, token does not have a signature: {token}',
    checks: UNSIGNED,
    source: TOKENS,
  },
  {
    says: 'IDX10500: Signature validation failed. No security keys were provided to validate the signature.',
    checks: ['signature/key-not-trusted'],
    means: 'The program was given no certificate of the identity provider.',
    source: TOKENS,
  },
  {
    says: 'IDX10501: Signature validation failed. Unable to match key: {values}',
    checks: ['signature/key-not-trusted', 'signature/value-mismatch'],
    source: TOKENS,
  },
  {
    says: 'IDX10503: Signature validation failed. Keys tried: {values}',
    checks: SIGNATURE_NOT_VERIFIED,
    source: TOKENS,
  },
  {
    says: 'IDX10511: Signature validation failed. Keys tried: {values}',
    checks: SIGNATURE_NOT_VERIFIED,
    source: TOKENS,
  },
  {
    says: 'IDX10508: Signature validation failed. Signature is improperly formatted.',
    checks: ['signature/undecidable'],
    source: TOKENS,
  },
  {
    says: 'IDX10228: The securityToken has previously been validated',
    checks: [],
    means: 'The same assertion came before: the page was loaded again, or somebody replays it.',
    source: TOKENS,
  },
  {
    says: 'IDX10227: TokenValidationParameters.TokenReplayCache is not null, indicating to check for token replay but the security token has no expiration time',
    checks: ['conditions/window-missing'],
    source: TOKENS,
  },
  {
    says: 'IDX10248: X509SecurityKey validation failed. The associated certificate is not yet valid. {values}',
    checks: ['metadata/certificate-not-yet-valid', 'certificate/expired'],
    source: TOKENS,
  },
  {
    says: 'IDX10249: X509SecurityKey validation failed. The associated certificate has expired. {values}',
    checks: ['certificate/expired'],
    source: TOKENS,
  },
  {
    says: 'IDX10209: Token has length: {number} which is larger than the MaximumTokenSizeInBytes: {number}',
    checks: ['sp/response-too-large'],
    source: TOKENS,
  },
];

const XML_HELPERS = 'https://github.com/Sustainsys/Saml2, Sustainsys.Saml2/XmlHelpers.cs';

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
      source: XML_HELPERS,
    },
    {
      says: 'The signature verified correctly with the key contained in the signature, but that key is not trusted.',
      checks: ['signature/key-not-trusted'],
      source: XML_HELPERS,
    },
    {
      says: 'Incorrect reference on Xml signature. The reference must be to the root element of the element containing the signature.',
      checks: ['signature/covers-other-element', 'signature/reference-uri', 'attack/signature-wrapping'],
      source: XML_HELPERS,
    },
    {
      says: 'Multiple references for Xml signatures are not allowed.',
      checks: ['signature/reference-count'],
      source: XML_HELPERS,
    },
    {
      says: "No reference found in Xml signature, it doesn't validate the Xml data.",
      checks: ['attack/hollow-signature', 'signature/reference-count'],
      source: XML_HELPERS,
    },
    {
      says: 'Transform "{algorithm}" found in Xml signature SHOULD NOT be used with SAML2.',
      checks: ['signature/transform-not-allowed', 'attack/transform-program'],
      source: XML_HELPERS,
    },
    {
      says: 'The signing algorithm {algorithm} is weaker than the minimum accepted {algorithm}',
      checks: ['signature/weak-algorithm', 'binding/signature-algorithm-weak'],
      source: XML_HELPERS,
    },
    {
      says: 'The digest method {algorithm} is weaker than the minimum accepted {algorithm}',
      checks: ['signature/weak-algorithm'],
      source: XML_HELPERS,
    },
    {
      says: 'The signature was valid, but the verification of the certificate failed. Is it expired or revoked?',
      checks: ['certificate/expired'],
      note: 'only where ValidateCertificates is set',
      source: XML_HELPERS,
    },
    {
      says: 'Expected a SAML2 assertion document',
      checks: ['structure/not-saml', 'structure/namespace-wrong'],
    },
    { says: 'Wrong or unsupported SAML2 version', checks: ['version/unsupported'] },
    {
      says: 'Destination value was not a valid Uri',
      checks: ['structure/uri-not-absolute', 'response/destination-mismatch', 'structure/value-blank'],
    },
    {
      says: 'contains unexpected InResponseTo "{id}". No cookie preserving state from the request was found',
      checks: ['subject/in-response-to-mismatch'],
      means:
        'The cookie with the request was lost on the way: SameSite, another host name, or a login that took too long.',
    },
    {
      says: 'InResponseTo Id "{actual ID}" in received response does not match Id "{expected ID}" of the sent request.',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'Expected message to contain InResponseTo "{id}", but found none.',
      checks: ['subject/in-response-to-mismatch'],
      note: 'it looks at InResponseTo of the Response',
    },
    ...identityModel,
  ],
};

const BINDINGS = 'https://github.com/ITfoxtec/ITfoxtec.Identity.Saml2, src/ITfoxtec.Identity.Saml2/Bindings/';

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
    { says: 'Not HTTP POST Method.', checks: ['binding/response-by-redirect'], source: BINDINGS },
    {
      says: 'Not HTTP GET Method.',
      checks: ['request/response-by-redirect', 'saml2int/request-not-by-redirect'],
      means: 'The message came by POST to an endpoint that reads it from the query.',
      source: BINDINGS,
    },
    {
      says: 'HTTP Form does not contain {parameter}',
      checks: ['binding/parameter-swapped'],
      source: BINDINGS,
    },
    {
      says: 'HTTP Query String does not contain {parameter}',
      checks: ['binding/signature-undecidable', 'binding/parameter-swapped'],
      source: BINDINGS,
    },
    {
      says: 'Signature Algorithm do not match. Expected algorithm {algorithm} actual algorithm {algorithm}',
      checks: [...QUERY_SIGNATURE, 'binding/signature-algorithm-weak'],
      source: BINDINGS,
    },
    ...identityModel,
  ],
};
