import type { Peer } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_XML,
  QUERY_SIGNATURE,
  SCHEMA,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';
import { xmlCrypto } from './xml-crypto.ts';

const API = 'https://github.com/tngan/samlify, src/api.ts';
const LIB = 'https://github.com/tngan/samlify, src/libsaml.ts';

export const samlify: Peer = {
  id: 'samlify',
  name: 'samlify',
  source: 'https://github.com/tngan/samlify, src/flow.ts',
  checkedOn: '2026-11-25',
  differs:
    'It compares neither Audience nor Recipient nor Destination with its own settings, and where Conditions names no time it passes the message.',
  refusals: [
    { says: 'ERR_FAIL_TO_VERIFY_ETS_SIGNATURE', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'FAILED_TO_VERIFY_SIGNATURE', checks: SIGNATURE_NOT_VERIFIED },
    { says: 'ERR_FAILED_MESSAGE_SIGNATURE_VERIFICATION', checks: QUERY_SIGNATURE },
    { says: 'ERR_MISSING_SIG_ALG', checks: ['binding/signature-undecidable'] },
    { says: 'ERR_ZERO_SIGNATURE', checks: UNSIGNED, source: LIB },
    {
      says: 'ERR_POTENTIAL_WRAPPING_ATTACK',
      checks: ['attack/signature-wrapping', 'attack/stray-identity'],
      note: 'it looks for an Assertion inside SubjectConfirmationData alone',
      source: LIB,
    },
    { says: 'NO_SELECTED_CERTIFICATE', checks: ['signature/key-not-trusted'], source: LIB },
    {
      says: 'NO_SIGNATURE_REFERENCES',
      checks: ['attack/hollow-signature', 'signature/undecidable'],
      source: LIB,
    },
    {
      says: 'ERR_UNDEFINED_SIGNATURE_VERIFIER_OPTIONS',
      checks: [],
      means: 'The program was given neither a certificate nor metadata of the identity provider.',
      source: LIB,
    },
    {
      says: 'ERR_UNSUPPORTED_SIGNATURE_ALGORITHM',
      checks: ['signature/undecidable', 'binding/signature-undecidable', 'signature/weak-algorithm'],
      source: LIB,
    },
    {
      says: 'ERR_MULTIPLE_ASSERTION',
      checks: ['response/several-assertions', 'attack/stray-identity'],
      note: 'of EncryptedAssertions in one Response',
      source: LIB,
    },
    { says: 'ERR_EXCEPTION_OF_ASSERTION_DECRYPTION', checks: ENCRYPTED, source: LIB },
    {
      says: 'ERR_UNDEFINED_ENCRYPTED_ASSERTION',
      checks: ['response/assertion-missing'],
      source: LIB,
    },
    {
      says: 'ERROR_UNMATCH_CERTIFICATE_DECLARATION_IN_METADATA',
      checks: ['signature/key-not-trusted'],
      means: 'The certificate in the message is none of those in the metadata of the identity provider.',
      source: LIB,
    },
    { says: 'ERR_UNMATCH_ISSUER', checks: ['issuer/mismatch', 'issuer/differs'] },
    { says: 'ERR_EXPIRED_SESSION', checks: ['authn-statement/session-over'] },
    {
      says: 'ERR_SUBJECT_UNCONFIRMED',
      checks: ['conditions/expired', 'conditions/not-yet-valid'],
      means:
        'The moment is outside NotBefore and NotOnOrAfter of Conditions; SubjectConfirmation is not looked at.',
    },
    { says: 'ERR_EMPTY_ASSERTION', checks: ['response/assertion-missing'] },
    { says: 'ERR_NO_ASSERTION', checks: ['response/assertion-missing'], source: LIB },
    { says: 'ERR_UNDEFINED_ASSERTION', checks: ['response/assertion-missing'], source: LIB },
    { says: 'ERR_UNDEFINED_STATUS', checks: ['structure/element-missing'] },
    {
      says: 'ERR_FAILED_STATUS with top tier code: {code}, second tier code: {code}',
      checks: FAILED_STATUS,
    },
    { says: 'ERR_EXCEPTION_VALIDATE_XML', checks: [...SCHEMA, ...NO_XML] },
    { says: 'ERR_INVALID_XML', checks: [...SCHEMA, ...NO_XML] },
    { says: 'XML parsing error: {problem}', checks: NO_XML, source: API },
    { says: 'XML fatal error: {problem}', checks: NO_XML, source: API },
    {
      says: 'ERR_REDIRECT_FLOW_BAD_ARGS',
      checks: ['binding/parameter-swapped'],
      means: 'The query holds no SAMLRequest or SAMLResponse, as the case may be.',
    },
    {
      says: 'ERR_SIMPLESIGN_FLOW_BAD_ARGS',
      checks: ['binding/parameter-swapped'],
      means: 'The form holds no SAMLRequest or SAMLResponse, as the case may be.',
    },
    {
      says: 'ERR_UNEXPECTED_FLOW',
      checks: [],
      means: 'The program was told another binding than those it reads.',
    },
    {
      says: 'Your application is potentially vulnerable because no validation function found.',
      checks: [],
      means: 'The program has set no schema validator; nothing is wrong with the message.',
      source: LIB,
    },
    {
      says: 'ERR_METADATA_CONFLICT_REQUEST_SIGNED_FLAG: SP AuthnRequestsSigned={value} but IdP WantAuthnRequestsSigned={value}',
      checks: ['request/signature-wanted', 'request/signature-announced'],
      means: 'The metadata of the two ends disagree on whether requests are signed.',
      source: 'https://github.com/tngan/samlify, src/entity-sp.ts',
    },
    {
      says: 'ERR_IDP_METADATA_MISSING_SINGLE_SIGN_ON_SERVICE',
      checks: ['metadata/sso-service-missing'],
      source: 'https://github.com/tngan/samlify, src/metadata-idp.ts',
    },
    {
      says: 'ERR_MULTIPLE_METADATA_ENTITYDESCRIPTOR',
      checks: ['aws/metadata-several-entities'],
      means: 'The metadata holds several entities; give it the one.',
      source: 'https://github.com/tngan/samlify, src/metadata.ts',
    },
    ...xmlCrypto,
  ],
};
