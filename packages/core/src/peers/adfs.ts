import type { Peer } from './peer.ts';

/** AD FS as the receiver of requests, and of assertions of another identity provider. */
export const adfs: Peer = {
  id: 'adfs',
  name: 'AD FS',
  source: 'reports of users; Microsoft publishes no list',
  checkedOn: '2026-11-25',
  refusals: [
    {
      says: "MSIS7046: The SAML protocol parameter '{name}' was not found or not valid.",
      checks: [],
      means: 'A parameter of the request is missing or empty; RelayState and SigAlg must not be sent empty.',
    },
    {
      says: 'MSIS0037: No signature verification certificate found for issuer {issuer}',
      checks: ['binding/signature-key-not-trusted', 'signature/key-not-trusted'],
      means: 'The request is signed, and the relying party trust has no certificate to verify it with.',
    },
    {
      says: 'MSIS0038: SAML Message has wrong signature. Issuer: {issuer}',
      checks: ['binding/signature-mismatch', 'signature/value-mismatch', 'signature/digest-mismatch'],
      unverified: true,
    },
    {
      says: 'MSIS3200: No AssertionConsumerService is configured on the relying party trust',
      checks: ['request/acs-url-unknown', 'request/acs-index-unknown'],
      means:
        'The AssertionConsumerServiceURL of the request is not among the endpoints of the relying party trust.',
      unverified: true,
    },
    {
      says: 'MSIS3020: The relying party trust with identifier {issuer} could not be located.',
      checks: ['request/issuer-unknown'],
      means: 'The Issuer of the request is the identifier of no relying party trust.',
      unverified: true,
    },
    {
      says: 'MSIS7012: An error occurred while processing the request.',
      checks: [],
      means: 'The reason stands in the AD FS event log, under the activity ID of the page.',
      unverified: true,
    },
    {
      says: 'MSIS7015: This request does not contain the expected protocol message',
      checks: ['structure/not-saml', 'structure/not-well-formed'],
    },
    {
      says: "MSIS7042: The same client browser session has made '{count}' requests in the last '{seconds}' seconds",
      checks: [],
      means:
        'The service provider refuses each response and sends the user back: find its reason in its own log.',
    },
    {
      says: 'MSIS7075: SAML authentication request for the WebSSO profile must not specify any SubjectConfirmations.',
      checks: ['request/subject-confirmation'],
      means: 'Leave SubjectConfirmation out of the Subject of the request.',
      unverified: true,
    },
    {
      says: 'MSIS7070: The SAML request contained a NameIDPolicy that was not satisfied by the issued token.',
      checks: ['name-id/not-as-requested'],
      means: 'A claim rule issues no NameID, or one of another format than the request asks for.',
      unverified: true,
    },
    {
      says: 'MSIS7085: The SAML authentication request had a NameID Policy that could not be satisfied.',
      checks: ['request/name-id-format-not-offered', 'request/name-id-format-misspelt'],
      means: 'The request asks for a format that no claim rule issues.',
      unverified: true,
    },
  ],
};
