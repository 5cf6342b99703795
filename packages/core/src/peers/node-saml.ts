import type { Peer } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_CONFIRMATION,
  NO_XML,
  NOT_PROVEN,
  OTHER_ELEMENT,
  QUERY_SIGNATURE,
  SIGNATURE_NOT_VERIFIED,
} from './reasons.ts';
import { xmlCrypto } from './xml-crypto.ts';

const XML = 'https://github.com/node-saml/node-saml, src/xml.ts';

export const nodeSaml: Peer = {
  id: 'node-saml',
  name: 'node-saml',
  source: 'https://github.com/node-saml/node-saml, src/saml.ts',
  checkedOn: '2026-11-25',
  differs:
    'It forgives no clock difference unless acceptedClockSkewMs is set, and looks at Recipient and Destination not at all.',
  refusals: [
    {
      says: 'Invalid document signature',
      checks: NOT_PROVEN,
      means:
        'The Response itself is not signed, or its signature does not verify under the certificate configured. Many identity providers sign the Assertion alone.',
      note: 'it asks for a signature on the Response unless wantAuthnResponseSigned is false, even where the Assertion is signed',
    },
    {
      says: 'Invalid signature',
      checks: NOT_PROVEN,
      means:
        'The Assertion is not signed, or its signature does not verify under the certificate configured.',
      note: 'it asks for a signature on the Assertion unless wantAssertionsSigned is false, even where the Response is signed',
    },
    {
      says: 'Invalid signature from encrypted assertion',
      checks: NOT_PROVEN,
      means: 'The Assertion inside the EncryptedAssertion is not signed, or its signature does not verify.',
    },
    { says: 'Invalid signature on documentElement', checks: SIGNATURE_NOT_VERIFIED },
    {
      says: 'Invalid signature, too many transforms',
      checks: ['signature/transform-not-allowed', 'attack/transform-program'],
      note: 'it counts transforms, two at most, and does not ask which they are',
      source: XML,
    },
    {
      says: 'Invalid signature: multiple assertions',
      checks: ['response/several-assertions', 'attack/signature-wrapping', 'attack/stray-identity'],
      means: 'There is more than one Assertion in the Response; node-saml takes one.',
    },
    {
      says: 'Invalid signature: ID cannot refer to more than one element',
      checks: ['attack/duplicate-id', 'structure/duplicate-id'],
      source: XML,
    },
    {
      says: "Invalid signature: Referenced node does not refer to it's parent element",
      checks: OTHER_ELEMENT,
      source: XML,
    },
    {
      says: 'Only 1 signed references should be present in signature',
      checks: ['signature/reference-count'],
      source: XML,
    },
    {
      says: 'ref URI included quote character \' or ". Not a valid ID, and not allowed',
      checks: ['signature/reference-uri', 'id/not-ncname', 'signature/undecidable'],
      source: XML,
    },
    { says: 'Cannot obtain assertion from signed data', checks: OTHER_ELEMENT },
    {
      says: 'Too many signatures found for this element',
      checks: ['structure/element-repeated'],
      source: XML,
    },
    { says: 'signature reference uri not found', checks: ['signature/reference-uri'], source: XML },
    { says: 'Invalid signature: NoPassive', checks: ['response/status-not-success'] },
    { says: 'Invalid signature: No response found', checks: ['structure/not-saml'] },
    { says: 'Invalid query signature', checks: QUERY_SIGNATURE },
    { says: 'SAML provider returned {code} error: {message}', checks: FAILED_STATUS },
    { says: 'Bad status code: {code}', checks: ['logout/not-successful'] },
    { says: 'Missing SAML assertion', checks: ['response/assertion-missing'] },
    { says: 'Unknown SAML response message', checks: ['structure/not-saml'] },
    { says: 'Unknown SAML request message', checks: ['structure/not-saml', 'binding/parameter-swapped'] },
    { says: 'Missing SAML LogoutRequest ID', checks: ['structure/attribute-missing'] },
    {
      says: 'Invalid LogoutRequest: multiple ID elements',
      checks: ['structure/element-repeated'],
      source: XML,
    },
    {
      says: 'Invalid LogoutRequest: no EncryptedData element found',
      checks: ['structure/element-missing'],
      source: XML,
    },
    { says: 'Invalid EncryptedData content', checks: ENCRYPTED, source: XML },
    {
      says: "Error parsing {name}: '{value}' is not a valid date",
      checks: ['time/instant-malformed'],
      source: 'https://github.com/node-saml/node-saml, src/date-time.ts',
    },
    {
      says: 'http://www.w3.org/{algorithm} is not supported',
      checks: ['binding/signature-undecidable'],
      note: 'of SigAlg in the query of a redirect',
    },
    {
      says: 'No decryption key for encrypted SAML response',
      checks: ['assertion/encrypted-unread'],
      means: 'decryptionPvk is not set, and the assertion is encrypted.',
    },
    {
      says: 'Invalid EncryptedAssertion content',
      checks: ['encryption/plaintext-not-assertion', ...ENCRYPTED],
    },
    {
      says: 'InResponseTo is not valid',
      checks: ['subject/in-response-to-mismatch'],
      means:
        'The request that the Response answers is not in the cache: it expired, was answered before, or was sent by another process that has a cache of its own.',
      note: 'only where validateInResponseTo is set',
    },
    {
      says: 'InResponseTo is missing from response',
      checks: ['subject/in-response-to-mismatch'],
      means: 'The login began at the identity provider, and validateInResponseTo is "always".',
    },
    {
      says: 'InResponseTo does not match subjectInResponseTo',
      checks: [
        'response/in-response-to-differs',
        'subject/in-response-to-mismatch',
        'subject/confirmations-unmet',
      ],
    },
    { says: 'SubjectInResponseTo is not valid', checks: ['subject/in-response-to-mismatch'] },
    {
      says: 'No valid subject confirmation found among those available in the SAML assertion',
      checks: NO_CONFIRMATION,
      note: 'only where InResponseTo is validated; otherwise it passes over confirmations that ended',
    },
    {
      says: 'Unable to process multiple SubjectConfirmations in SAML assertion',
      checks: ['subject/confirmations-unmet'],
      means: 'There is more than one SubjectConfirmation, which versions before 4.0 did not read.',
    },
    {
      says: 'SAML assertion not yet valid',
      checks: ['conditions/not-yet-valid', 'subject/bearer-not-before'],
    },
    {
      says: 'SAML assertion expired: clocks skewed too much',
      checks: ['conditions/expired', 'logout/expired', 'subject/bearer-window-closed'],
    },
    {
      says: 'SAML assertion expired: assertion too old',
      checks: [],
      means: 'More time went by since IssueInstant than maxAssertionAgeMs allows.',
    },
    { says: 'SAML assertion has no AudienceRestriction', checks: ['conditions/audience-missing'] },
    {
      says: 'SAML assertion AudienceRestriction has no Audience value',
      checks: ['conditions/audience-missing', 'structure/element-missing', 'structure/value-blank'],
    },
    {
      says: 'SAML assertion audience mismatch',
      checks: ['conditions/audience-mismatch'],
      note: 'it compares with audience, which is the issuer configured unless set, and looks at the first Audience of each AudienceRestriction',
    },
    { says: 'Unable to process multiple conditions in SAML assertion', checks: ['conditions/repeated'] },
    {
      says: 'Unknown SAML issuer. Expected: {expected issuer} Received: {received issuer}',
      checks: ['issuer/mismatch'],
    },
    { says: 'Missing SAML issuer', checks: ['issuer/missing'] },
    { says: 'Missing SAML NameID', checks: ['subject/name-id-missing'], source: XML },
    { says: 'SAMLResponse is not valid base64-encoded XML', checks: NO_XML },
    { says: 'Not a valid XML document', checks: NO_XML, source: XML },
    {
      says: '[xmldom error] element parse error: {problem}',
      checks: NO_XML,
      source: 'https://github.com/xmldom/xmldom, which node-saml reads XML with',
      unverified: true,
    },
    ...xmlCrypto,
  ],
};
