// OpenSAML in its two languages, and what is built on it.
import type { Peer } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_CONFIRMATION,
  NO_XML,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';

const checkedOn = '2026-11-25';

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
      unverified: true,
    },
  ],
};

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
      says: 'SubjectConfirmationData/@Address was missing and was required',
      checks: [],
      means: 'The deployment asks for Address, which few identity providers send.',
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
      unverified: true,
    },
    {
      says: 'A valid authentication statement was not found in the incoming message.',
      checks: ['authn-statement/missing', ...ENCRYPTED],
      unverified: true,
    },
    {
      says: 'Rejected replayed message ID ({id}).',
      checks: [],
      means: 'The same message came before: the page was loaded again, or somebody replays it.',
      unverified: true,
    },
    {
      says: 'Message expired, was issued too long ago.',
      checks: ['conditions/expired', 'subject/bearer-window-closed'],
      unverified: true,
    },
    {
      says: 'Message rejected, was issued in the future.',
      checks: ['time/issued-in-future'],
      unverified: true,
    },
    {
      says: 'Message was not an AuthnResponse/Response.',
      checks: ['structure/not-saml', ...NO_XML],
      unverified: true,
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
