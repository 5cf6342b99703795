import type { Peer } from './peer.ts';
import { FAILED_STATUS, NO_CONFIRMATION, SIGNATURE_NOT_VERIFIED } from './reasons.ts';

export const pysaml2: Peer = {
  id: 'pysaml2',
  name: 'pysaml2',
  source: 'https://github.com/IdentityPython/pysaml2, src/saml2/response.py',
  checkedOn: '2026-11-25',
  differs:
    'It forgives accepted_time_diff, none by default, and refuses what was issued more than a day ago or from now.',
  refusals: [
    {
      says: "Can't use it, it's too old {seconds} > {seconds}",
      checks: ['conditions/expired', 'subject/bearer-window-closed', 'authn-statement/session-over'],
    },
    {
      says: "Can't use it yet {seconds} <= {seconds}",
      checks: ['conditions/not-yet-valid', 'subject/bearer-not-before'],
      unverified: true,
    },
    {
      says: 'Unsolicited response: {id}',
      checks: ['subject/in-response-to-mismatch'],
      means:
        'The Response answers no request that is remembered; the session was lost, or the login began at the identity provider.',
    },
    {
      says: "Combination of session id and requestURI I don't recall",
      checks: ['subject/in-response-to-mismatch'],
    },
    { says: 'Not for me!!!', checks: ['conditions/audience-mismatch'] },
    { says: 'No valid recipient', checks: ['subject/recipient-mismatch', 'subject/recipient-missing'] },
    { says: 'No valid subject confirmation', checks: NO_CONFIRMATION },
    { says: 'No valid attesting address', checks: ['subject/address-bound'] },
    {
      says: 'Unknown subject confirmation method: {method}',
      checks: ['subject/method-misspelt', 'subject/confirmation-missing'],
    },
    { says: 'Unknown condition', checks: ['conditions/not-understood'] },
    { says: 'Missing xsi:type specification', checks: ['conditions/not-understood'] },
    { says: 'No AuthnStatement', checks: ['authn-statement/missing'] },
    { says: 'No assertion part', checks: ['response/assertion-missing'] },
    { says: 'Not the id I expected: {id} != {id}', checks: ['subject/in-response-to-mismatch'] },
    { says: '{url} not in [{urls}]', checks: ['response/destination-mismatch'] },
    { says: 'Missing Attribute Statement', checks: [], means: 'The identity provider sends no attributes.' },
    { says: '{message} from urn:oasis:names:tc:SAML:2.0:status:{code}', checks: FAILED_STATUS },
    { says: 'Failed to verify signature', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'SignatureError', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'IncorrectlySigned', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'Response was not correctly signed', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'Signature missing for assertion', checks: ['signature/absent'] },
    {
      says: 'AudienceRestrictions conditions not satisfied! (Local entity_id={expected audience})',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'Invalid number of AuthnStatement found in Response: {number}',
      checks: ['authn-statement/missing', 'saml2int/authn-statement-count'],
    },
    {
      says: 'Invalid number of assertions in Response: {number}',
      checks: ['response/assertion-missing', 'response/several-assertions'],
    },
    {
      says: 'Invalid assertion subject: {subject}',
      checks: ['subject/name-id-missing', 'subject/confirmation-missing'],
    },
    { says: 'RequestVersionTooLow', checks: ['version/unsupported'] },
    { says: 'RequestVersionTooHigh', checks: ['version/unsupported'] },
  ],
};
