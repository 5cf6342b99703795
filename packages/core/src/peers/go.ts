// The two libraries of Go, which verify with the same one underneath.
import type { Peer, Refusal } from './peer.ts';
import { ENCRYPTED, NO_XML, OTHER_ELEMENT, SIGNATURE_BROKEN, UNSIGNED } from './reasons.ts';

const checkedOn = '2026-11-25';
const DSIG = 'https://github.com/russellhaering/goxmldsig, validate.go';

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
  { says: 'Missing x509 Element', checks: ['signature/undecidable'], source: DSIG },
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
      says: '`Destination` does not match AcsURL (expected {url})',
      checks: ['response/destination-mismatch'],
      unverified: true,
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
      checks: ['response/destination-mismatch'],
      unverified: true,
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
    {
      says: 'missing element {name}',
      checks: ['structure/element-missing', 'response/assertion-missing'],
      unverified: true,
    },
  ],
};
