// The two libraries of Go, which verify with the same one underneath.
import type { Peer, Refusal } from './peer.ts';
import { ENCRYPTED, NO_XML, OTHER_ELEMENT, SCHEMA, SIGNATURE_BROKEN, UNSIGNED } from './reasons.ts';

const checkedOn = '2026-11-25';
const DSIG = 'https://github.com/russellhaering/goxmldsig, validate.go';
const DSIG2 = 'https://github.com/russellhaering/goxmldsig, errors.go of version 2';
const DECODE = 'https://github.com/russellhaering/gosaml2, decode_response.go';
const RETRIEVE = 'https://github.com/russellhaering/gosaml2, retrieve_assertion.go';
const MALFORMED = [
  'signature/undecidable',
  'attack/hollow-signature',
  'attack/multiple-signed-info',
  'structure/element-missing',
  'structure/element-repeated',
] as const;

/** What goxmldsig says, after words of the library's own or alone. */
const dsig: readonly [Refusal, ...Refusal[]] = [
  {
    says: 'Missing signature referencing the top-level element',
    checks: [...OTHER_ELEMENT, ...UNSIGNED],
    source: DSIG,
  },
  {
    says: 'Could not verify certificate against trusted certs',
    checks: ['signature/key-not-trusted', 'attack/cloned-certificate'],
    means: 'The certificate in the message is none of those in the metadata of the identity provider.',
    source: DSIG,
  },
  {
    says: 'Cert is not valid at this time',
    checks: ['certificate/expired'],
    note: 'it refuses an expired certificate even where the metadata lists it',
    source: DSIG,
  },
  { says: 'Signature could not be verified', checks: SIGNATURE_BROKEN, source: DSIG },
  {
    says: 'Missing x509 Element',
    checks: ['signature/undecidable'],
    means: 'The signature brings no certificate, and the metadata lists several, so that none is tried.',
    source: DSIG,
  },
  { says: 'missing X509Certificate within KeyInfo', checks: ['signature/undecidable'], source: DSIG },
  { says: 'Failed to parse certificate', checks: ['signature/undecidable'], source: DSIG },
  { says: 'Invalid Signature', checks: MALFORMED, source: DSIG },
  { says: 'Missing SignedInfo', checks: MALFORMED, source: DSIG },
  { says: 'missing CanonicalizationMethod on Signature', checks: MALFORMED, source: DSIG },
  {
    says: 'invalid CanonicalizationMethod on Signature: {algorithm}',
    checks: ['signature/undecidable'],
    source: DSIG,
  },
  {
    says: 'Unknown Transform Algorithm: {algorithm}',
    checks: ['signature/transform-not-allowed', 'attack/transform-program'],
    source: DSIG,
  },
  {
    says: 'Unknown digest algorithm: {algorithm}',
    checks: ['signature/undecidable', 'signature/weak-algorithm'],
    source: DSIG,
  },
  {
    says: 'Unknown signature method: {algorithm}',
    checks: ['signature/undecidable', 'attack/keyed-hash', 'signature/weak-algorithm'],
    source: DSIG,
  },
  { says: 'Could not decode signature', checks: ['signature/undecidable'], source: DSIG },
  {
    says: 'Error applying canonicalization transform: Signature not found',
    checks: ['signature/undecidable', ...OTHER_ELEMENT],
    source: DSIG,
  },
  {
    says: 'crypto/rsa: verification error',
    checks: ['signature/value-mismatch', 'signature/key-not-trusted'],
    means: 'SignatureValue does not match under the certificate of the identity provider.',
    source: 'https://github.com/golang/go, src/crypto/rsa/rsa.go',
    unverified: true,
  },
];

/** What version 2 of goxmldsig says, which gosaml2 has used since. */
const dsig2: readonly Refusal[] = [
  {
    says: 'dsig: missing signature referencing the top-level element',
    checks: [...OTHER_ELEMENT, ...UNSIGNED],
    source: DSIG2,
  },
  {
    says: 'dsig: signing certificate not in trusted set',
    checks: ['signature/key-not-trusted', 'attack/cloned-certificate'],
    source: DSIG2,
  },
  {
    says: 'dsig: certificate not valid at current time',
    checks: ['certificate/expired'],
    note: 'it refuses an expired certificate even where the metadata lists it',
    source: DSIG2,
  },
  {
    says: 'dsig: signature or digest algorithm not allowed',
    checks: ['signature/weak-algorithm', 'signature/undecidable', 'attack/keyed-hash'],
    note: 'it takes no SHA-1 unless AllowSHA1 is set',
    source: DSIG2,
  },
  {
    says: 'dsig: computed digest does not match signed digest value',
    checks: ['signature/digest-mismatch'],
    source: DSIG2,
  },
  {
    says: 'dsig: cryptographic signature verification failed',
    checks: ['signature/value-mismatch', 'signature/key-not-trusted'],
    source: DSIG2,
  },
  { says: 'dsig: signature element has unexpected structure', checks: MALFORMED, source: DSIG2 },
];

export const crewjamSaml: Peer = {
  id: 'crewjam-saml',
  name: 'crewjam/saml',
  source: 'https://github.com/crewjam/saml, service_provider.go',
  checkedOn,
  differs:
    'It refuses what was issued longer ago than MaxIssueDelay, 90 seconds by default, however long the assertion is valid, and forgives a clock difference of MaxClockSkew for the times in the assertion.',
  refusals: [
    ...dsig,
    { says: 'cannot validate signature on Response: {problem}', checks: SIGNATURE_BROKEN },
    { says: 'cannot validate signature on Assertion: {problem}', checks: SIGNATURE_BROKEN },
    { says: 'either the Response or Assertion must be signed', checks: UNSIGNED },
    { says: 'signature element not present', checks: [...UNSIGNED, 'attack/signature-wrapping'] },
    {
      says: '`InResponseTo` does not match any of the possible request IDs (expected {ids})',
      checks: ['subject/in-response-to-mismatch'],
      means: 'The cookie with the ID of the request was lost, or the login began at the identity provider.',
    },
    {
      says: 'assertion SubjectConfirmation one of the possible request IDs ({ids})',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'response IssueInstant expired at {moment}',
      checks: ['conditions/expired', 'subject/bearer-window-closed'],
      note: 'it counts 90 seconds from IssueInstant, whatever NotOnOrAfter says',
    },
    {
      says: 'response Issuer does not match the IDP metadata (expected {issuer})',
      checks: ['issuer/mismatch'],
    },
    {
      says: '`Destination` does not match requested URL or AcsURL {urls}',
      checks: ['response/destination-mismatch', 'response/destination-missing'],
    },
    {
      says: '`Destination` does not match AcsURL (expected {expected URL}, actual {actual URL})',
      checks: ['response/destination-mismatch', 'response/destination-missing'],
    },
    {
      says: '`Destination` does not match SloURL (expected {url})',
      checks: ['logout/destination-mismatch'],
    },
    { says: 'issuer does not match the IDP metadata (expected {issuer})', checks: ['issuer/mismatch'] },
    {
      says: 'status code was not urn:oasis:names:tc:SAML:2.0:status:Success',
      checks: ['logout/not-successful'],
    },
    {
      says: 'issueInstant expired at {moment}',
      checks: ['logout/expired'],
      note: 'it counts 90 seconds from IssueInstant of the LogoutResponse',
    },
    {
      says: 'expected at least one valid Assertion, none found',
      checks: ['response/assertion-missing', 'assertion/encrypted-unread'],
    },
    {
      says: '`InResponseTo` does not match the artifact request ID (expected {id})',
      checks: ['binding/artifact-in-response-to-missing'],
      note: 'it compares with the ID of its ArtifactResolve',
    },
    {
      says: 'either the ArtifactResponse, Response or Assertion must be signed',
      checks: UNSIGNED,
    },
    {
      says: 'cannot find http://schemas.xmlsoap.org/soap/envelope/:Body element',
      checks: ['binding/soap-version', 'structure/not-saml'],
    },
    { says: 'expected a SOAP Envelope', checks: ['binding/soap-version', 'structure/not-saml'] },
    {
      says: 'cannot find urn:oasis:names:tc:SAML:2.0:protocol:{name} element',
      checks: ['structure/element-missing', 'structure/not-saml'],
    },
    {
      says: 'expected exactly one urn:oasis:names:tc:SAML:2.0:protocol:{name} element',
      checks: ['structure/element-repeated', 'binding/soap-several'],
    },
    {
      says: 'expected at most one http://www.w3.org/2000/09/xmldsig#:Signature element',
      checks: ['structure/element-repeated', 'attack/signature-wrapping'],
    },
    { says: 'missing inner Response', checks: ['binding/artifact-not-resolved'] },
    { says: 'missing ArtifactResponse', checks: ['structure/not-saml'] },
    { says: 'cannot resolve artifact: {problem}', checks: ['binding/artifact-not-resolved'] },
    {
      says: 'Error during artifact resolution: {problem}',
      checks: ['binding/artifact-not-resolved'],
    },
    { says: 'plaintext response contains invalid XML: {problem}', checks: ENCRYPTED },
    { says: 'cannot parse plaintext response {problem}', checks: ENCRYPTED },
    { says: 'response contains invalid XML: {problem}', checks: NO_XML },
    { says: 'unable to parse base64: {problem}', checks: NO_XML },
    { says: '{element} cannot find prefix {prefix}', checks: ['structure/not-well-formed'] },
    {
      says: 'cannot validate signature on LogoutResponse: {problem}',
      checks: SIGNATURE_BROKEN,
    },
    { says: 'expected to find a response object, not {name}', checks: ['structure/not-saml'] },
    { says: 'failed to decrypt key from response: {problem}', checks: ENCRYPTED },
    { says: 'failed to decrypt response: {problem}', checks: ENCRYPTED },
    { says: 'failed to decrypt EncryptedAssertion: {problem}', checks: ENCRYPTED },
    { says: 'cannot parse base64: {problem}', checks: NO_XML },
    { says: 'invalid xml: {problem}', checks: ['attack/xmlns-attribute', ...NO_XML] },
    { says: 'cannot unmarshal response: {problem}', checks: ['time/instant-malformed', ...NO_XML] },
    {
      says: 'assertion invalid: expired on {moment}',
      checks: ['conditions/expired', 'subject/bearer-window-closed'],
      note: 'it counts 90 seconds from IssueInstant, whatever NotOnOrAfter says',
    },
    { says: 'assertion invalid: issuer is not {issuer}', checks: ['issuer/mismatch', 'issuer/missing'] },
    {
      says: 'assertion SubjectConfirmation Recipient is not {url}',
      checks: ['subject/recipient-mismatch', 'subject/recipient-missing'],
    },
    {
      says: 'assertion SubjectConfirmationData is expired',
      checks: ['subject/bearer-window-closed', 'subject/bearer-window-missing'],
    },
    { says: 'assertion Conditions is not yet valid', checks: ['conditions/not-yet-valid'] },
    { says: 'assertion Conditions is expired', checks: ['conditions/expired', 'conditions/window-missing'] },
    {
      says: 'assertion Conditions AudienceRestriction does not contain {audience}',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'Authentication failed',
      checks: [],
      means:
        'What crewjam/saml tells the user of any refusal; the reason is PrivateErr of InvalidResponseError.',
    },
  ],
};

export const gosaml2: Peer = {
  id: 'gosaml2',
  name: 'gosaml2',
  source: 'https://github.com/russellhaering/gosaml2, validate.go',
  checkedOn,
  differs:
    'A wrong audience, and Conditions whose time is over, are warnings that the program may overlook (WarningInfo); it wants NotBefore and NotOnOrAfter in Conditions.',
  refusals: [
    ...dsig,
    ...dsig2,
    {
      says: 'Unrecognized Issuer value, Expected: {expected issuer}, Actual: {actual issuer}',
      checks: ['issuer/mismatch'],
    },
    {
      says: 'Unrecognized Recipient value, Expected: {expected URL}, Actual: {actual URL}',
      checks: ['subject/recipient-mismatch', 'subject/recipient-missing'],
    },
    {
      says: 'Unrecognized StatusCode value, Expected: {code}, Actual: {code}',
      checks: ['response/status-not-success'],
    },
    {
      says: 'Unrecognized Destination value, Expected: {expected URL}, Actual: {actual URL}',
      checks: ['response/destination-mismatch', 'logout/destination-mismatch'],
    },
    {
      says: 'Unsupported SAML version value, Expected: {version}, Actual: {version}',
      checks: ['version/unsupported', 'structure/attribute-missing'],
      source: DECODE,
    },
    {
      says: 'Expired NotOnOrAfter value, Expected: {moment}, Actual: {moment}',
      checks: ['subject/bearer-window-closed'],
    },
    {
      says: 'Unsupported SubjectConfirmation value, Expected: {method}, Actual: {method}',
      checks: ['subject/confirmation-missing', 'subject/method-misspelt'],
    },
    {
      says: 'Error parsing {name} tag value as type {value}',
      checks: ['time/instant-malformed', 'time/zone-missing'],
    },
    { says: 'missing Assertion element', checks: ['response/assertion-missing'], source: RETRIEVE },
    { says: 'missing Issuer element', checks: ['issuer/missing'], source: RETRIEVE },
    { says: 'missing Subject element', checks: ['subject/confirmation-missing'], source: RETRIEVE },
    {
      says: 'missing SubjectConfirmation element',
      checks: ['subject/confirmation-missing'],
      source: RETRIEVE,
    },
    {
      says: 'missing SubjectConfirmationData element',
      checks: ['subject/bearer-window-missing', 'subject/recipient-missing'],
      source: RETRIEVE,
    },
    { says: 'missing NameID element', checks: ['subject/name-id-missing'], source: RETRIEVE },
    {
      says: 'missing AttributeStatement element',
      checks: ['sp/required-attribute-missing', 'attribute/required-missing'],
      source: RETRIEVE,
    },
    {
      says: 'missing Conditions element',
      checks: ['conditions/window-missing', 'conditions/audience-missing'],
      source: RETRIEVE,
    },
    {
      says: 'missing NotOnOrAfter attribute on SubjectConfirmationData element',
      checks: ['subject/bearer-window-missing'],
      source: RETRIEVE,
    },
    {
      says: 'missing {attribute} attribute on Conditions element',
      checks: ['conditions/window-missing'],
      note: 'it wants both NotBefore and NotOnOrAfter',
      source: RETRIEVE,
    },
    { says: 'missing Status element', checks: ['structure/element-missing'], source: RETRIEVE },
    { says: 'missing StatusCode element', checks: ['structure/element-missing'], source: RETRIEVE },
    {
      says: 'found assertion with unexpected parent element: {name}',
      checks: ['attack/signature-wrapping', 'attack/stray-identity', 'structure/element-misplaced'],
      source: DECODE,
    },
    {
      says: 'found encrypted assertion with unexpected parent element: {name}',
      checks: ['attack/stray-identity', 'structure/element-misplaced'],
      source: DECODE,
    },
    {
      says: 'invalid to have both signed and unsigned assertions',
      checks: ['signature/absent', 'attack/stray-identity', 'response/several-assertions'],
      source: DECODE,
    },
    { says: 'unable to decrypt encrypted assertion: {problem}', checks: ENCRYPTED, source: DECODE },
    {
      says: 'unable to create element from decrypted assertion bytes: {problem}',
      checks: ENCRYPTED,
      source: DECODE,
    },
    {
      says: 'unable to get decryption certificate: {problem}',
      checks: ['assertion/encrypted-unread'],
      source: DECODE,
    },
    { says: 'unable to parse response', checks: NO_XML, source: DECODE },
    { says: 'unable to unmarshal response: {problem}', checks: [...SCHEMA, ...NO_XML], source: DECODE },
    { says: 'unable to unmarshal assertion: {problem}', checks: SCHEMA, source: DECODE },
    {
      says: 'deflated response exceeds maximum size of {number} bytes',
      checks: [],
      means: 'The message is longer than MaximumDecompressedBodySize.',
      source: DECODE,
    },
    {
      says: 'error validating response: {problem}',
      checks: [],
      means: 'What gosaml2 puts before the reason.',
      source: RETRIEVE,
    },
  ],
};
