// OpenSAML in its two languages, and what is built on it.
import type { Peer } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_CONFIRMATION,
  NO_XML,
  OTHER_ELEMENT,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';

const checkedOn = '2026-11-25';

const TEMPLATE =
  'https://github.com/spring-projects/spring-security, saml2/saml2-service-provider/…/OpenSaml4Template.java';
const LOGOUT =
  'https://github.com/spring-projects/spring-security, saml2/saml2-service-provider/…/authentication/logout/';

export const springSecurity: Peer = {
  id: 'spring-security',
  name: 'Spring Security',
  source:
    'https://github.com/spring-projects/spring-security, saml2/saml2-service-provider/…/authentication/BaseOpenSamlAuthenticationProvider.java',
  checkedOn,
  differs: 'It forgives five minutes of clock difference.',
  refusals: [
    {
      says: 'Either the response or one of the assertions is unsigned. Please either sign the response or all of the assertions.',
      checks: UNSIGNED,
    },
    { says: 'Invalid signature for object [{id}]', checks: SIGNATURE_NOT_VERIFIED },
    {
      says: 'Did not decrypt response [{id}] since it is not signed',
      checks: ['signature/absent', 'assertion/encrypted-unread'],
      means: 'An encrypted assertion is read only where the Response round it is signed.',
      note: 'it asks for a signature on the Response wherever an assertion is encrypted',
    },
    { says: 'Invalid status [{code}] for SAML response [{id}]', checks: FAILED_STATUS },
    {
      says: 'Invalid destination [{url}] for SAML response [{id}]',
      checks: ['response/destination-mismatch'],
    },
    {
      says: 'Invalid issuer [{issuer}] for SAML response [{id}]',
      checks: ['issuer/mismatch', 'issuer/missing'],
    },
    { says: 'No assertions found in response.', checks: ['response/assertion-missing'] },
    {
      says: 'The response contained an InResponseTo attribute [{id}] but no saved authentication request was found',
      checks: ['subject/in-response-to-mismatch'],
      means:
        'The session that held the request is gone: its cookie is not sent along with a POST from another site (SameSite), or another node answered.',
    },
    {
      says: 'The InResponseTo attribute [{actual ID}] does not match the ID of the authentication request [{expected ID}]',
      checks: ['subject/in-response-to-mismatch'],
    },
    { says: 'Assertion [{id}] is missing a subject', checks: ['subject/name-id-missing'] },
    {
      says: 'Invalid assertion [{id}] for SAML response [{id}]: {problem}',
      checks: [
        ...NO_CONFIRMATION,
        'conditions/expired',
        'conditions/not-yet-valid',
        'conditions/audience-mismatch',
      ],
      means: 'What stands after the colon is by OpenSAML, and says which rule the assertion breaks.',
    },
    {
      says: 'Missing signature algorithm for object [{id}]',
      checks: ['binding/signature-undecidable', 'logout/not-signed'],
      source: TEMPLATE,
    },
    {
      says: 'Missing signature for object [{id}]',
      checks: ['logout/not-signed', 'binding/signature-undecidable'],
      source: TEMPLATE,
    },
    { says: 'Failed to find issuer in LogoutRequest', checks: ['issuer/missing'], source: LOGOUT },
    { says: 'Failed to find issuer in LogoutResponse', checks: ['issuer/missing'], source: LOGOUT },
    {
      says: 'Failed to match issuer to configured issuer',
      checks: ['issuer/mismatch'],
      source: LOGOUT,
    },
    {
      says: 'Failed to find destination in LogoutRequest',
      checks: ['logout/destination-mismatch'],
      note: 'it asks for Destination, which SAML leaves optional where nothing is signed inside the XML',
      source: LOGOUT,
    },
    {
      says: 'Failed to find destination in LogoutResponse',
      checks: ['logout/destination-mismatch'],
      note: 'it asks for Destination, which SAML leaves optional where nothing is signed inside the XML',
      source: LOGOUT,
    },
    {
      says: 'Failed to match destination to configured destination',
      checks: ['logout/destination-mismatch'],
      source: LOGOUT,
    },
    {
      says: 'Failed to find subject in LogoutRequest',
      checks: ['structure/element-missing', 'assertion/encrypted-unread'],
      source: LOGOUT,
    },
    {
      says: 'Failed to match subject in LogoutRequest with currently logged in user',
      checks: [],
      means: 'The request names another user than the one whose browser brings it.',
      source: LOGOUT,
    },
    { says: 'Response indicated logout failed', checks: ['logout/not-successful'], source: LOGOUT },
    {
      says: "LogoutResponse InResponseTo doesn't match ID of associated LogoutRequest",
      checks: ['logout/in-response-to-mismatch'],
      source: LOGOUT,
    },
  ],
};

const PROFILE =
  'java-opensaml: opensaml-saml-impl/…/saml/security/impl/SAMLSignatureProfileValidator.java, read in a public copy';
const ENDPOINT =
  'java-opensaml: opensaml-saml-impl/…/binding/security/impl/ReceivedEndpointSecurityHandler.java, as its users quote it';

export const openSamlJava: Peer = {
  id: 'opensaml',
  name: 'OpenSAML (Java)',
  source:
    'https://git.shibboleth.net, java-opensaml: opensaml-saml-impl/…/saml2/assertion/impl/, read in a public mirror',
  checkedOn,
  refusals: [
    {
      says: "SubjectConfirmationData/@Recipient for assertion '{id}' did not match any valid recipients: {urls}",
      checks: ['subject/recipient-mismatch'],
    },
    {
      says: 'SubjectConfirmationData/@Recipient was missing and was required',
      checks: ['subject/recipient-missing'],
    },
    {
      says: "SubjectConfirmationData/@InResponseTo for assertion '{id}' did not match the valid value: {id}",
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'SubjectConfirmationData/@InResponseTo was missing and was required',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: "SubjectConfirmationData in assertion '{id}', with NotBefore condition of '{moment}' is not yet valid",
      checks: ['subject/bearer-not-before'],
    },
    {
      says: "SubjectConfirmationData, in assertion '{id}', with NotOnOrAfter condition of '{moment}' is no longer valid",
      checks: ['subject/bearer-window-closed'],
    },
    {
      says: 'SubjectConfirmationData/@NotOnOrAfter was missing and was required',
      checks: ['subject/bearer-window-missing'],
    },
    {
      says: 'SubjectConfirmationData was null and one or more data elements were required',
      checks: ['subject/recipient-missing', 'subject/bearer-window-missing'],
    },
    {
      says: 'SubjectConfirmationData/@NotBefore was missing and was required',
      checks: [],
      means: 'The deployment asks for NotBefore, which a bearer confirmation must not have.',
    },
    {
      says: 'SubjectConfirmationData/@Address was missing and was required',
      checks: [],
      means: 'The deployment asks for Address, which few identity providers send.',
    },
    {
      says: "SubjectConfirmationData/@Address for assertion '{id}' did not match supplied valid addresses: {addresses}",
      checks: ['subject/address-bound'],
    },
    {
      says: "SubjectConfirmationData/@Address '{address}' is not resolvable to hostname or IP address",
      checks: ['subject/address-bound'],
    },
    {
      says: "SubjectLocality/@Address for assertion '{id}' did not match supplied valid addresses: {addresses}",
      checks: ['subject/address-bound'],
      note: 'it compares Address of SubjectLocality, and the check looks at the confirmation',
    },
    {
      says: "AuthnStatement/@AuthnInstant '{moment}' eval failed, now is after latest valid (including skew) '{moment}'",
      checks: ['authn-statement/old'],
      note: 'only where the deployment sets a greatest age',
    },
    {
      says: 'AuthnStatement/@AuthnInstant is required but was not supplied, failing',
      checks: ['structure/attribute-missing'],
    },
    {
      says: "Subject confirmation data is not of type '{type}'",
      checks: ['subject/key-missing'],
    },
    {
      says: "No key information for holder of key subject confirmation in assertion '{id}'",
      checks: ['subject/key-missing'],
    },
    {
      says: "Neither the presenter's certificate nor its public key were provided",
      checks: ['subject/confirmation-missing'],
      means: 'The confirmation is by holder-of-key, and the browser showed no certificate.',
    },
    {
      says: "Assertion '{id}' has a one time use condition and has been used before",
      checks: [],
      means: 'The same assertion came before, and it may be used once.',
    },
    { says: "Assertion '{id}' is not a SAML 2.0 version Assertion", checks: ['version/unsupported'] },
    {
      says: "Assertion '{id}' did not contain the required IssueInstant",
      checks: ['structure/attribute-missing', 'time/instant-malformed'],
    },
    {
      says: 'Assertion IssueInstant was invalid, issued in future',
      checks: ['time/issued-in-future'],
    },
    {
      says: 'Assertion IssueInstant was invalid, expired',
      checks: ['conditions/expired', 'subject/bearer-window-closed'],
      note: 'it counts from IssueInstant, five minutes by default, whatever NotOnOrAfter says',
    },
    { says: 'Assertion Issuer was missing and was required', checks: ['issuer/missing'] },
    { says: "Issuer of Assertion '{id}' did not match any valid issuers", checks: ['issuer/mismatch'] },
    {
      says: "A problem was encountered evaluating the signature over Assertion with ID '{id}': {problem}",
      checks: ['signature/undecidable', ...SIGNATURE_NOT_VERIFIED],
    },
    {
      says: 'Assertion signature could not be evaluated due to internal error',
      checks: [],
      means: 'The program was given no keys to verify with.',
    },
    {
      says: "Condition '{name}' of type '{type}' in assertion '{id}' was not valid.",
      checks: ['conditions/audience-mismatch', 'conditions/not-understood'],
    },
    {
      says: 'At least 1 Condition was indicated as required, but Assertion contained no Conditions',
      checks: ['conditions/audience-missing', 'conditions/window-missing'],
    },
    {
      says: "Condition '{name}' was required, but was not found in assertion '{id}'",
      checks: ['conditions/audience-missing'],
    },
    {
      says: 'Signature SignedInfo must have exactly 1 Reference element',
      checks: ['signature/reference-count', 'attack/hollow-signature'],
      source: PROFILE,
    },
    {
      says: 'Signature Reference URI was not a document fragment reference',
      checks: ['signature/reference-uri', 'attack/external-reference'],
      source: PROFILE,
    },
    {
      says: 'SignableSAMLObject did not contain an ID attribute',
      checks: ['structure/attribute-missing'],
      source: PROFILE,
    },
    { says: 'Reference URI did not point to parent ID', checks: OTHER_ELEMENT, source: PROFILE },
    {
      says: 'Signature Reference URI did not resolve to the expected parent Element',
      checks: ['attack/duplicate-id', ...OTHER_ELEMENT],
      source: PROFILE,
    },
    {
      says: 'Apache xmlsec IdResolver could not resolve the Element for id reference: {id}',
      checks: ['signature/undecidable', ...OTHER_ELEMENT],
      source: PROFILE,
    },
    {
      says: 'Invalid number of transforms',
      checks: ['signature/transform-not-allowed'],
      source: PROFILE,
    },
    {
      says: 'Signature contained an invalid transform',
      checks: ['signature/transform-not-allowed', 'attack/transform-program'],
      source: PROFILE,
    },
    {
      says: 'Transforms did not contain the required enveloped transform',
      checks: ['signature/transform-not-allowed'],
      source: PROFILE,
    },
    {
      says: 'Signature contained illegal ds:Object children',
      checks: ['signature/object-present'],
      source: PROFILE,
    },
    {
      says: 'Signature is not an immediate child of a SignableSAMLObject.',
      checks: ['signature/misplaced'],
      source: PROFILE,
    },
    {
      says: "SAML message intended destination endpoint '{actual URL}' did not match the recipient endpoint '{expected URL}'",
      checks: [
        'response/destination-mismatch',
        'request/destination-mismatch',
        'logout/destination-mismatch',
        'binding/destination-not-where-sent',
      ],
      means:
        'Destination is not the URL as the server sees it: behind a proxy, scheme, host and port differ.',
      source: ENDPOINT,
    },
    {
      says: 'SAML message failed received endpoint check',
      checks: [
        'response/destination-mismatch',
        'request/destination-mismatch',
        'logout/destination-mismatch',
      ],
      source: ENDPOINT,
    },
    {
      says: 'SAML message intended destination (required by binding) was not present',
      checks: ['response/destination-missing'],
      source: ENDPOINT,
    },
    {
      says: "No subject confirmation methods were met for assertion with ID '{id}'",
      checks: NO_CONFIRMATION,
    },
    {
      says: "None of the audiences within Assertion '{id}' matched the list of valid audiances",
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: "'{name}' condition in assertion '{id}' is malformed as it does not contain any audiences",
      checks: ['conditions/audience-missing', 'structure/element-missing'],
    },
    {
      says: "Assertion '{id}' with NotBefore condition of '{moment}' is not yet valid",
      checks: ['conditions/not-yet-valid'],
    },
    {
      says: "Assertion '{id}' with NotOnOrAfter condition of '{moment}' is no longer valid",
      checks: ['conditions/expired'],
    },
    {
      says: "Unknown Condition '{name}' of type '{type}' in assertion '{id}'",
      checks: ['conditions/not-understood'],
    },
    { says: 'Assertion was required to be signed, but was not', checks: UNSIGNED },
    {
      says: "Signature of Assertion '{id}' from Issuer '{issuer}' was not valid",
      checks: SIGNATURE_NOT_VERIFIED,
    },
    {
      says: 'Assertion Signature failed pre-validation: {problem}',
      checks: [
        'signature/reference-count',
        'signature/reference-uri',
        'signature/transform-not-allowed',
        'signature/object-present',
        'signature/covers-other-element',
      ],
    },
  ],
};

export const shibbolethSp: Peer = {
  id: 'shibboleth-sp',
  name: 'Shibboleth SP',
  source: 'https://git.shibboleth.net, cpp-opensaml and cpp-sp, read in a public mirror',
  checkedOn,
  differs: 'It forgives three minutes of clock difference unless clockSkew says otherwise.',
  refusals: [
    { says: 'Message was signed, but signature could not be verified.', checks: SIGNATURE_NOT_VERIFIED },
    {
      says: 'Unable to establish security of incoming assertion.',
      checks: [...UNSIGNED, ...SIGNATURE_NOT_VERIFIED, 'issuer/mismatch'],
      means:
        'Neither the Response nor the Assertion was proven to be by an identity provider in the metadata.',
    },
    {
      says: 'SAML message delivered with POST to incorrect server URL.',
      checks: ['response/destination-mismatch'],
      means:
        'Destination is not the URL as the server sees it: behind a proxy, scheme, host and port differ.',
    },
    {
      says: 'bearer confirmation failed with recipient mismatch',
      checks: ['subject/recipient-mismatch', 'subject/recipient-missing'],
    },
    {
      says: 'bearer confirmation failed with request correlation mismatch',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'bearer SubjectConfirmationData missing NotOnOrAfter attribute',
      checks: ['subject/bearer-window-missing'],
    },
    { says: 'bearer confirmation missing NotOnOrAfter attribute', checks: ['subject/bearer-window-missing'] },
    { says: 'bearer confirmation has expired', checks: ['subject/bearer-window-closed'] },
    { says: 'bearer confirmation not yet valid', checks: ['subject/bearer-not-before'] },
    {
      says: 'assertion is missing bearer SubjectConfirmation',
      checks: ['subject/confirmation-missing', 'subject/method-misspelt'],
    },
    {
      says: 'Unable to locate satisfiable bearer SubjectConfirmation in assertion.',
      checks: NO_CONFIRMATION,
      means: 'The log has the reason one line before this.',
    },
    {
      says: 'Assertion contains an unacceptable AudienceRestriction.',
      checks: ['conditions/audience-mismatch'],
    },
    { says: 'Assertion is not yet valid.', checks: ['conditions/not-yet-valid'] },
    { says: 'Assertion is no longer valid.', checks: ['conditions/expired'] },
    {
      says: 'Unable to locate metadata for identity provider ({issuer})',
      checks: ['issuer/mismatch'],
    },
    {
      says: 'A valid authentication statement was not found in the incoming message.',
      checks: ['authn-statement/missing', ...ENCRYPTED],
    },
    {
      says: 'Rejecting replayed message ID ({id}).',
      checks: [],
      means: 'The same message came before: the page was loaded again, or somebody replays it.',
    },
    {
      says: 'Message expired, was issued too long ago.',
      checks: ['conditions/expired', 'subject/bearer-window-closed'],
    },
    {
      says: 'Message rejected, was issued in the future.',
      checks: ['time/issued-in-future'],
    },
    {
      says: 'Incoming message was not a samlp:Response.',
      checks: ['structure/not-saml', ...NO_XML],
    },
    { says: 'Assertion has wrong SAML Version.', checks: ['version/unsupported'] },
    { says: 'SAML response reported an IdP error.', checks: FAILED_STATUS },
    {
      says: 'SAML message delivered with Redirect to incorrect server URL.',
      checks: ['logout/destination-mismatch', 'response/destination-mismatch'],
    },
    {
      says: 'unsolicited bearer confirmation rejected by policy',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'Unsolicited response rejected by policy.',
      checks: ['subject/in-response-to-mismatch'],
    },
    {
      says: 'bearer confirmation failed on lack of request/response correlation',
      checks: ['subject/in-response-to-mismatch'],
      means: 'The cookie that remembers the request did not come back with the response.',
    },
    {
      says: 'bearer confirmation issued in response to request failed on lack of correlation ID',
      checks: ['subject/in-response-to-mismatch'],
      means: 'The cookie that remembers the request did not come back with the response.',
    },
    {
      says: 'The incoming assertion was unsigned, violating local security policy.',
      checks: ['signature/absent', 'assertion/signature-wanted'],
      note: 'only where the deployment asks for signed assertions',
    },
    {
      says: 'The decrypted assertion was unsigned, violating local security policy.',
      checks: ['signature/absent', 'assertion/signature-wanted'],
      note: 'only where the deployment asks for signed assertions',
    },
    {
      says: 'A non-entity Issuer was supplied, violating policy.',
      checks: ['issuer/format-not-entity'],
    },
    {
      says: 'An Issuer was supplied that conflicts with previous results.',
      checks: ['issuer/differs'],
    },
    { says: 'Invalid signature profile for SAML object.', checks: OTHER_ELEMENT },
    {
      says: 'Browser SSO assertions MUST contain NotBefore/NotOnOrAfter attributes.',
      checks: ['conditions/window-missing'],
    },
    {
      says: 'Your identity provider did not supply a time of login, violating local policy.',
      checks: ['structure/attribute-missing', 'authn-statement/missing'],
    },
    {
      says: 'AudienceRestriction condition not successfully validated by policy.',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'Extension condition ({name}) not successfully validated by policy.',
      checks: ['conditions/not-understood'],
    },
    {
      says: 'Metadata lookup failed, unable to determine artifact issuer',
      checks: ['binding/artifact-not-resolved'],
    },
    {
      says: 'ArtifactResponse message did not contain a protocol message',
      checks: ['binding/artifact-not-resolved'],
    },
  ],
};

export const shibbolethIdp: Peer = {
  id: 'shibboleth-idp',
  name: 'Shibboleth IdP',
  source: 'https://shibboleth.atlassian.net/wiki/spaces/IDP5, EventIds',
  checkedOn,
  differs: 'These are refusals of requests, by the identity provider.',
  refusals: [
    {
      says: 'UnableToSelectEndpoint',
      checks: ['request/acs-url-unknown', 'request/acs-index-unknown', 'request/response-by-redirect'],
      means:
        'The AssertionConsumerServiceURL of the request is in no AssertionConsumerService of the metadata of the service provider, or the binding differs.',
      unverified: true,
    },
    {
      says: 'MessageAuthenticationError',
      checks: ['binding/signature-mismatch', 'signature/value-mismatch', 'signature/absent'],
      unverified: true,
    },
    {
      says: 'MessageExpired',
      checks: [],
      means: 'The request is too old, or a clock is wrong.',
      unverified: true,
    },
    { says: 'MessageReplay', checks: [], means: 'The same request came before.', unverified: true },
    {
      says: 'InvalidProfileConfiguration',
      checks: ['request/issuer-unknown'],
      means: 'No metadata of the service provider was found, or its profile is not enabled.',
      unverified: true,
    },
    {
      says: 'Unsupported Request',
      checks: ['request/issuer-unknown'],
      means: 'The page for a service provider whose metadata the identity provider does not have.',
      unverified: true,
    },
  ],
};
