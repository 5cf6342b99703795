import type { Peer } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_CONFIRMATION,
  SCHEMA,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';

const MESSAGE = 'https://github.com/simplesamlphp/simplesamlphp, modules/saml/src/Message.php';

export const simpleSamlPhp: Peer = {
  id: 'simplesamlphp',
  name: 'SimpleSAMLphp',
  source: 'https://github.com/simplesamlphp/saml2, src/SAML2/Assertion/Validation/ConstraintValidator/',
  checkedOn: '2026-11-25',
  differs: 'The library forgives a minute of clock difference, SimpleSAMLphp 1.19 three minutes.',
  refusals: [
    {
      says: 'Received an assertion that is valid in the future. Check clock synchronization on IdP and SP.',
      checks: ['conditions/not-yet-valid'],
    },
    {
      says: 'Received an assertion that has expired. Check clock synchronization on IdP and SP.',
      checks: ['conditions/expired'],
    },
    {
      says: 'Received an assertion with a session that has expired. Check clock synchronization on IdP and SP.',
      checks: ['authn-statement/session-over'],
    },
    {
      says: 'The configured Service Provider [{expected audience}] is not a valid audience for the assertion. Audiences: [{actual audience}]',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'This SP [{audience}] is not a valid audience for the assertion. Candidates were: [{audience}]',
      checks: ['conditions/audience-mismatch'],
      source: MESSAGE,
    },
    {
      says: 'Recipient in SubjectConfirmationData ("{actual URL}") does not match the current destination ("{expected URL}")',
      checks: ['subject/recipient-mismatch'],
    },
    {
      says: 'InResponseTo in SubjectConfirmationData ("{actual ID}") does not match the Response InResponseTo ("{expected ID}")',
      checks: ['response/in-response-to-differs', 'subject/in-response-to-mismatch'],
      note: 'it compares with InResponseTo of the Response, not with the request that was sent',
    },
    {
      says: 'NotOnOrAfter in SubjectConfirmationData is in the past',
      checks: ['subject/bearer-window-closed'],
    },
    {
      says: 'NotBefore in SubjectConfirmationData is in the future',
      checks: ['subject/bearer-not-before'],
    },
    {
      says: 'Error validating SubjectConfirmation in Assertion: {problem}',
      checks: NO_CONFIRMATION,
      source: MESSAGE,
    },
    { says: 'Neither the assertion nor the response was signed.', checks: UNSIGNED, source: MESSAGE },
    {
      says: 'Unable to validate Signature',
      checks: SIGNATURE_NOT_VERIFIED,
      source: 'https://github.com/simplesamlphp/saml2, src/SAML2/Utils.php',
    },
    {
      says: 'Reference validation failed',
      checks: ['signature/digest-mismatch', ...SIGNATURE_NOT_VERIFIED],
      source: 'https://github.com/robrichards/xmlseclibs, src/XMLSecurityDSig.php',
    },
    {
      says: 'Unable to find a certificate matching the configured fingerprint. Candidates: {fingerprints}',
      checks: ['signature/key-not-trusted'],
      source: MESSAGE,
    },
    {
      says: 'Validation of received messages enabled, but no signature found on message.',
      checks: [...UNSIGNED, 'binding/signature-undecidable'],
      source: MESSAGE,
    },
    {
      says: 'Missing certificate in metadata for {issuer}',
      checks: ['metadata/signing-key-missing'],
      source: MESSAGE,
    },
    {
      says: 'Received unencrypted assertion, but encryption was enabled.',
      checks: ['saml2int/assertion-not-encrypted'],
      source: MESSAGE,
    },
    { says: 'Error decrypting assertion: {problem}', checks: ENCRYPTED, source: MESSAGE },
    { says: 'Error decrypting NameID: {problem}', checks: ENCRYPTED, source: MESSAGE },
    { says: 'Error decrypting attributes: {problem}', checks: ENCRYPTED, source: MESSAGE },
    {
      says: 'Invalid SAML2 timestamp passed to xsDateTimeToTimestamp: {value}',
      checks: ['time/offset', 'time/zone-missing', 'time/instant-malformed'],
      note: 'it reads nothing but Z at the end, not even +00:00',
      source: 'https://github.com/simplesamlphp/saml2, src/SAML2/Utils.php',
    },
    {
      says: 'No SubjectConfirmation element in Subject.',
      checks: ['subject/confirmation-missing'],
      source: MESSAGE,
    },
    {
      says: 'Invalid Method on SubjectConfirmation: {method}',
      checks: ['subject/method-misspelt', 'subject/confirmation-missing'],
      source: MESSAGE,
    },
    {
      says: 'No SubjectConfirmationData provided',
      checks: ['subject/bearer-window-missing', 'subject/recipient-missing'],
      source: MESSAGE,
    },
    {
      says: 'Recipient in SubjectConfirmationData does not match the current URL. Recipient is {actual URL}, current URL is {expected URL}.',
      checks: ['subject/recipient-mismatch'],
      source: MESSAGE,
    },
    {
      says: 'InResponseTo in SubjectConfirmationData does not match the Response. Response has {expected ID}, SubjectConfirmationData has {actual ID}.',
      checks: ['response/in-response-to-differs'],
      source: MESSAGE,
    },
    {
      says: 'InResponseTo in assertion did not match InResponseTo in message.',
      checks: ['response/in-response-to-differs'],
    },
    {
      says: 'Destination in response doesn\'t match the current URL. Destination is "{url}", current URL is "{url}".',
      checks: ['response/destination-mismatch'],
      source: MESSAGE,
    },
    {
      says: 'No assertions found in response from IdP.',
      checks: ['response/assertion-missing'],
      source: MESSAGE,
    },
    {
      says: "Metadata not found Unable to locate metadata for '{issuer}'",
      checks: ['issuer/mismatch'],
      unverified: true,
    },
    { says: "Unable to locate metadata for '{issuer}'", checks: ['issuer/mismatch'], unverified: true },
    { says: 'SAML2 Response: {code}', checks: [...FAILED_STATUS, ...SCHEMA], unverified: true },
  ],
};
