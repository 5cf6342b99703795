// The toolkits of SAML-Toolkits (once OneLogin) for Ruby, Python and PHP grew from one another and share their texts.
import type { Peer, Refusal } from './peer.ts';
import {
  ENCRYPTED,
  FAILED_STATUS,
  NO_CONFIRMATION,
  NO_XML,
  OTHER_ELEMENT,
  QUERY_SIGNATURE,
  SCHEMA,
  SIGNATURE_BROKEN,
  SIGNATURE_NOT_VERIFIED,
  UNSIGNED,
} from './reasons.ts';

const checkedOn = '2026-11-25';

/** Texts that are the same in all three. */
const shared: readonly Refusal[] = [
  { says: 'Unsupported SAML version', checks: ['version/unsupported', 'structure/attribute-missing'] },
  { says: 'Missing ID attribute on SAML Response', checks: ['structure/attribute-missing'] },
  {
    says: 'SAML Response must contain 1 assertion',
    checks: [
      'response/assertion-missing',
      'response/several-assertions',
      'attack/signature-wrapping',
      'attack/stray-identity',
    ],
    means: 'There is no Assertion, or more than one; Assertions anywhere in the document count.',
  },
  { says: 'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd', checks: SCHEMA },
  {
    says: 'The InResponseTo of the Response: {actual ID}, does not match the ID of the AuthNRequest sent by the SP: {expected ID}',
    checks: ['subject/in-response-to-mismatch'],
  },
  {
    says: 'The response has an empty Destination value',
    checks: ['response/destination-mismatch', 'structure/value-blank'],
  },
  {
    says: 'The response was received at {actual URL} instead of {expected URL}',
    checks: ['response/destination-mismatch'],
  },
  {
    says: 'Issuer of the Assertion not found or multiple.',
    checks: ['issuer/missing', 'structure/element-missing'],
  },
  {
    says: 'A valid SubjectConfirmation was not found on this Response',
    checks: NO_CONFIRMATION,
    means:
      'No bearer SubjectConfirmation has an InResponseTo, a Recipient and a NotOnOrAfter that hold; the text does not say which fails.',
  },
  {
    says: 'Duplicated ID. SAML Response rejected',
    checks: ['attack/duplicate-id', 'structure/duplicate-id', 'attack/reused-signature-value'],
  },
  { says: 'Duplicated Reference URI. SAML Response rejected', checks: ['attack/duplicate-id'] },
  { says: 'Found an invalid Signed Element. SAML Response rejected', checks: OTHER_ELEMENT },
  {
    says: 'Signed Element must contain an ID. SAML Response rejected',
    checks: ['structure/attribute-missing'],
  },
  { says: 'An empty NameID value found', checks: ['structure/value-blank', 'subject/name-id-missing'] },
  { says: 'Found an Attribute element with duplicated Name', checks: ['attribute/repeated'] },
];

/** Texts that are the same in Python and PHP. */
const pythonAndPhp: readonly Refusal[] = [
  { says: 'The status code of the Response was not Success, was {code} -> {message}', checks: FAILED_STATUS },
  { says: 'The status code of the Response was not Success, was {code}', checks: FAILED_STATUS },
  {
    says: 'The Assertion must include a Conditions element',
    checks: ['conditions/repeated', 'conditions/window-missing', 'conditions/audience-missing'],
  },
  { says: 'The Assertion must include an AuthnStatement element', checks: ['authn-statement/missing'] },
  {
    says: 'There is an EncryptedAttribute in the Response and this SP not support them',
    checks: ['saml2int/part-encrypted', 'assertion/encrypted-unread'],
    means: 'Attributes are encrypted one by one, which the toolkit does not read.',
  },
  {
    says: 'The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response',
    checks: ['authn-statement/session-over'],
  },
  {
    says: 'Invalid Signature Element {name} SAML Response rejected',
    checks: ['signature/misplaced', 'attack/signature-wrapping'],
  },
  { says: 'No Signature found. SAML Response rejected', checks: UNSIGNED },
  { says: 'Signature validation failed. SAML Response rejected', checks: SIGNATURE_NOT_VERIFIED },
  { says: 'NameID not found in the assertion of the Response', checks: ['subject/name-id-missing'] },
  {
    says: 'The SPNameQualifier value mistmatch the SP entityID value.',
    checks: ['name-id/sp-name-qualifier-mismatch', 'name-id/qualifier-unexpected'],
  },
  {
    says: 'Could not validate timestamp: not yet valid. Check system clock.',
    checks: ['conditions/not-yet-valid'],
  },
  { says: 'Could not validate timestamp: expired. Check system clock.', checks: ['conditions/expired'] },
  { says: 'Found an unexpected Signature Element. SAML Response rejected', checks: ['signature/misplaced'] },
  {
    says: 'Unexpected number of Response signatures found. SAML Response rejected.',
    checks: ['structure/element-repeated', 'attack/signature-wrapping'],
  },
  {
    says: 'Unexpected number of Assertion signatures found. SAML Response rejected.',
    checks: ['structure/element-repeated', 'attack/signature-wrapping'],
  },
];

/** What the three say of logout messages in the same words. */
const sharedLogout: readonly Refusal[] = [
  { says: 'Invalid SAML Logout Request. Not match the saml-schema-protocol-2.0.xsd', checks: SCHEMA },
];

/** What Python and PHP say of logout messages in the same words. */
const pythonAndPhpLogout: readonly Refusal[] = [
  {
    says: 'The InResponseTo of the Logout Response: {actual ID}, does not match the ID of the Logout request sent by the SP: {expected ID}',
    checks: ['logout/in-response-to-mismatch'],
  },
  {
    says: 'The LogoutResponse was received at {actual URL} instead of {expected URL}',
    checks: ['logout/destination-mismatch'],
  },
  {
    says: 'The LogoutRequest was received at {actual URL} instead of {expected URL}',
    checks: ['logout/destination-mismatch'],
  },
  { says: 'Invalid issuer in the Logout Response', checks: ['issuer/mismatch'] },
  { says: 'Invalid issuer in the Logout Request', checks: ['issuer/mismatch'] },
  { says: 'Signature validation failed. Logout Response rejected', checks: QUERY_SIGNATURE },
  { says: 'Signature validation failed. Logout Request rejected', checks: QUERY_SIGNATURE },
  {
    says: 'The Message of the Logout Request is not signed and the SP require it',
    checks: ['logout/not-signed'],
    note: 'only where wantMessagesSigned is set',
  },
  { says: 'NameID not found in the Logout Request', checks: ['structure/element-missing'] },
  { says: 'Missing Status on response', checks: ['structure/element-missing'] },
  { says: 'Missing Status Code on response', checks: ['structure/element-missing'] },
];

export const rubySaml: Peer = {
  id: 'ruby-saml',
  name: 'ruby-saml',
  source: 'https://github.com/SAML-Toolkits/ruby-saml, lib/onelogin/ruby-saml/response.rb',
  checkedOn,
  differs: 'It forgives the clock difference given as allowed_clock_drift, none by default.',
  refusals: [
    ...(shared as [Refusal, ...Refusal[]]),
    ...sharedLogout,
    {
      says: 'The status code of the Response was not Success, was {code} -> {message}',
      checks: FAILED_STATUS,
    },
    { says: 'The status code of the Response was not Success, was {code}', checks: FAILED_STATUS },
    {
      says: 'The status code of the Response was not Success',
      checks: [...FAILED_STATUS, 'structure/element-missing'],
    },
    { says: 'Blank response', checks: [], means: 'Nothing arrived in SAMLResponse.' },
    {
      says: 'No fingerprint or certificate on settings',
      checks: [],
      means: 'The service provider was given no certificate of the identity provider.',
    },
    {
      says: "Invalid Signature Element '{name}'. SAML Response rejected",
      checks: ['signature/misplaced', 'attack/signature-wrapping'],
    },
    {
      says: 'Found an unexpected number of Signature Element. SAML Response rejected',
      checks: [...UNSIGNED, 'attack/signature-wrapping'],
      means: 'There is no signature, or more than two.',
    },
    {
      says: 'The Assertion of the Response is not signed and the SP requires it',
      checks: ['signature/absent'],
      note: 'only where want_assertions_signed is set, and then even where the Response is signed',
    },
    {
      says: 'Invalid Audience. The audience {actual audience}, did not match the expected audience {expected audience}',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'Invalid Audiences. The audiences {actual audiences}, did not match the expected audience {expected audience}',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'Invalid Audiences. The <AudienceRestriction> element contained only empty <Audience> elements. Expected audience {audience}.',
      checks: ['conditions/audience-missing', 'structure/value-blank', 'conditions/audience-mismatch'],
    },
    {
      says: 'The Assertion must include one Conditions element',
      checks: ['conditions/repeated', 'conditions/window-missing', 'conditions/audience-missing'],
    },
    { says: 'The Assertion must include one AuthnStatement element', checks: ['authn-statement/missing'] },
    { says: 'Current time is on or after NotOnOrAfter condition', checks: ['conditions/expired'] },
    {
      says: 'Current time is earlier than NotBefore condition ({moment} < {moment})',
      checks: ['conditions/not-yet-valid'],
    },
    {
      says: 'Current time is on or after NotOnOrAfter condition ({moment} >= {moment})',
      checks: ['conditions/expired'],
    },
    {
      says: "Doesn't match the issuer, expected: <{expected issuer}>, but was: <{actual issuer}>",
      checks: ['issuer/mismatch'],
    },
    {
      says: 'Issuer of the Response not found or multiple.',
      checks: ['issuer/missing', 'structure/element-repeated'],
    },
    {
      says: 'The attributes have expired, based on the SessionNotOnOrAfter of the AuthnStatement of this Response',
      checks: ['authn-statement/session-over'],
    },
    { says: 'No NameID element found in the assertion of the Response', checks: ['subject/name-id-missing'] },
    {
      says: 'SPNameQualifier value does not match the SP entityID value.',
      checks: ['name-id/sp-name-qualifier-mismatch', 'name-id/qualifier-unexpected'],
    },
    { says: 'Invalid Signature on SAML Response', checks: SIGNATURE_NOT_VERIFIED },
    {
      says: 'Invalid Signature on Logout Request',
      checks: ['binding/signature-mismatch', ...SIGNATURE_NOT_VERIFIED],
    },
    {
      says: 'IdP x509 certificate expired',
      checks: ['certificate/expired'],
      note: 'only where check_idp_cert_expiration is set',
    },
    { says: 'Fingerprint mismatch', checks: ['signature/key-not-trusted'] },
    { says: 'Digest mismatch', checks: ['signature/digest-mismatch', ...SIGNATURE_BROKEN] },
    { says: 'Key validation error', checks: ['signature/value-mismatch', 'signature/key-not-trusted'] },
    {
      says: 'Certificate of the Signature element does not match provided certificate',
      checks: ['signature/key-not-trusted', 'attack/cloned-certificate'],
    },
    { says: 'Signed element id #{id} is not found', checks: ['signature/undecidable', ...OTHER_ELEMENT] },
    {
      says: 'XML load failed: Dangerous XML detected. No Doctype nodes allowed',
      checks: [
        'structure/doctype',
        'attack/entity-expansion',
        'attack/external-entity',
        'attack/doctype-attributes',
      ],
    },
    { says: 'XML load failed: {problem}', checks: NO_XML },
    {
      says: 'Encoded SAML Message exceeds {number} bytes, so was rejected',
      checks: [],
      means: 'The message is longer than message_max_bytesize of the settings.',
    },
    { says: 'Signed element id #{id} is found more than once', checks: ['attack/duplicate-id'] },
    { says: 'Digest mismatch. Duplicated ID found', checks: ['attack/duplicate-id'] },
    {
      says: 'Document Certificate Error',
      checks: ['signature/undecidable', 'metadata/certificate-unreadable'],
      means: 'The certificate in the message cannot be read.',
    },
    {
      says: 'Certificate element missing in response (ds:X509Certificate) and not cert provided at settings',
      checks: ['signature/undecidable', 'signature/key-not-trusted'],
      means: 'Only a fingerprint is configured, and the message brings no certificate to compare it with.',
    },
    {
      says: 'The SPNameQualifier value mistmatch the SP entityID value.',
      checks: ['name-id/sp-name-qualifier-mismatch', 'name-id/qualifier-unexpected'],
    },
    {
      says: 'An EncryptedAssertion found and no SP private key found on the settings to decrypt it.',
      checks: ['assertion/encrypted-unread'],
    },
    {
      says: 'An {name} found and no SP private key found on the settings to decrypt it',
      checks: ['assertion/encrypted-unread'],
    },
    { says: 'No settings on response', checks: [], means: 'The program gave no settings.' },
    {
      says: 'The status code of the Logout Response was not Success, was {code} -> {message}',
      checks: ['logout/not-successful'],
    },
    {
      says: 'The status code of the Logout Response was not Success',
      checks: ['logout/not-successful'],
    },
    { says: 'Invalid SAML Logout Response. Not match the saml-schema-protocol-2.0.xsd', checks: SCHEMA },
    {
      says: 'The InResponseTo of the Logout Response: {actual ID}, does not match the ID of the Logout Request sent by the SP: {expected ID}',
      checks: ['logout/in-response-to-mismatch'],
    },
    {
      says: 'Invalid Signature on Logout Response',
      checks: [...QUERY_SIGNATURE, ...SIGNATURE_NOT_VERIFIED],
    },
    { says: 'Missing ID attribute on Logout Request', checks: ['structure/attribute-missing'] },
    {
      says: 'Current time is on or after NotOnOrAfter ({moment} >= {moment})',
      checks: ['logout/expired'],
    },
    { says: 'Blank logout request', checks: [], means: 'Nothing arrived in SAMLRequest.' },
    { says: 'Blank logout response', checks: [], means: 'Nothing arrived in SAMLResponse.' },
  ],
};

export const python3Saml: Peer = {
  id: 'python3-saml',
  name: 'python3-saml',
  source: 'https://github.com/SAML-Toolkits/python3-saml, src/onelogin/saml2/response.py',
  checkedOn,
  differs: 'It forgives a clock difference for Conditions, and none for SubjectConfirmationData.',
  refusals: [
    ...(shared as [Refusal, ...Refusal[]]),
    ...pythonAndPhp,
    ...sharedLogout,
    ...pythonAndPhpLogout,
    {
      says: 'Issuer of the Response not found or multiple.',
      checks: ['issuer/missing', 'structure/element-repeated'],
    },
    { says: 'Issuer of the Response is multiple.', checks: ['structure/element-repeated'] },
    {
      says: 'The AuthnContext "{context}" was not a requested context "{context}"',
      checks: ['authn-statement/not-as-requested'],
      note: 'only where failOnAuthnContextMismatch is set',
    },
    {
      says: 'Found an Attribute element with duplicated FriendlyName',
      checks: ['attribute/repeated'],
      note: 'it compares FriendlyName here, and the check Name',
    },
    {
      says: 'No private key available to decrypt the assertion, check settings',
      checks: ['assertion/encrypted-unread'],
    },
    { says: 'No KeyInfo present, invalid Assertion', checks: ENCRYPTED },
    { says: 'KeyInfo has no children nodes, invalid Assertion', checks: ENCRYPTED },
    { says: 'Unsupported Retrieval Method found', checks: ENCRYPTED },
    {
      says: 'Expected exactly one signature node; got {number}.',
      checks: ['structure/element-repeated', ...UNSIGNED],
    },
    {
      says: 'time data {value} does not match format',
      checks: ['time/offset', 'time/instant-malformed'],
      note: 'it reads Z or no zone, and no offset, not even +00:00',
      source: 'https://github.com/SAML-Toolkits/python3-saml, src/onelogin/saml2/utils.py',
    },
    {
      says: 'SAML Response not found, Only supported HTTP_POST Binding',
      checks: ['binding/response-by-redirect', 'binding/parameter-swapped'],
    },
    {
      says: 'SAML LogoutRequest/LogoutResponse not found. Only supported HTTP_REDIRECT Binding',
      checks: ['binding/parameter-swapped', 'saml2int/logout-not-by-redirect'],
    },
    {
      says: 'The Message of the Logout Response is not signed and the SP require it',
      checks: ['saml2int/logout-not-signed'],
      note: 'only where wantMessagesSigned is set',
    },
    {
      says: 'Private Key is required in order to decrypt the NameID, check settings',
      checks: ['assertion/encrypted-unread'],
    },
    { says: 'Invalid issuer in the Assertion/Response', checks: ['issuer/mismatch'] },
    {
      says: '{audience} is not a valid audience for this Response',
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'There is no AttributeStatement on the Response',
      checks: ['sp/required-attribute-missing', 'attribute/required-missing'],
      means: 'The identity provider sends no attributes; wantAttributeStatement may be set to false.',
    },
    {
      says: 'The Assertion of the Response is not signed and the SP require it',
      checks: ['signature/absent'],
      note: 'only where wantAssertionsSigned is set, and then even where the Response is signed',
    },
    {
      says: 'The Message of the Response is not signed and the SP require it',
      checks: ['signature/absent'],
      note: 'only where wantMessagesSigned is set, and then even where the Assertion is signed',
    },
    {
      says: 'The assertion of the Response is not encrypted and the SP require it',
      checks: ['saml2int/assertion-not-encrypted'],
      means: 'wantAssertionsEncrypted is set, and the assertion came in the clear.',
    },
    {
      says: 'The NameID of the Response is not encrypted and the SP require it',
      checks: [],
      means: 'wantNameIdEncrypted is set, and the NameID came in the clear.',
    },
    {
      says: 'invalid_response',
      checks: [],
      means: 'A word for any refusal; get_last_error_reason() has the text.',
    },
  ],
};

export const phpSaml: Peer = {
  id: 'php-saml',
  name: 'php-saml',
  source: 'https://github.com/SAML-Toolkits/php-saml, src/Saml2/Response.php',
  checkedOn,
  differs: 'It forgives a clock difference, which is a constant of the toolkit.',
  refusals: [
    ...(shared as [Refusal, ...Refusal[]]),
    ...pythonAndPhp,
    ...sharedLogout,
    ...pythonAndPhpLogout,
    { says: 'SAML Response could not be processed', checks: NO_XML },
    {
      says: 'Unexpected number of Reference nodes found for signature. SAML Response rejected.',
      checks: ['signature/reference-count', 'attack/hollow-signature'],
    },
    {
      says: 'No private key available, check settings',
      checks: ['assertion/encrypted-unread'],
    },
    { says: 'Cannot locate encrypted assertion', checks: ENCRYPTED },
    { says: 'string from decrypted assertion could not be loaded into a XML document', checks: ENCRYPTED },
    {
      says: 'Found an Attribute element with duplicated FriendlyName',
      checks: ['attribute/repeated'],
      note: 'it compares FriendlyName here, and the check Name',
    },
    {
      says: 'The LogoutRequest has an empty Destination value',
      checks: ['logout/destination-mismatch', 'structure/value-blank'],
    },
    {
      says: 'The Message of the Logout Response is not signed and the SP requires it',
      checks: ['saml2int/logout-not-signed'],
      note: 'only where wantMessagesSigned is set',
    },
    { says: 'Invalid SAML Logout Response. Not match the saml-schema-protocol-2.0.xsd', checks: SCHEMA },
    {
      says: 'Invalid SAML2 timestamp passed to parseSAML2Time: {value}',
      checks: ['time/offset', 'time/zone-missing', 'time/instant-malformed'],
      note: 'it reads nothing but Z at the end, not even +00:00',
      source: 'https://github.com/SAML-Toolkits/php-saml, src/Saml2/Utils.php',
    },
    { says: 'Issuer of the Response is multiple.', checks: ['structure/element-repeated'] },
    {
      says: "Invalid issuer in the Assertion/Response (expected '{expected issuer}', got '{actual issuer}')",
      checks: ['issuer/mismatch'],
    },
    {
      says: "Invalid audience for this Response (expected '{expected audience}', got '{actual audience}')",
      checks: ['conditions/audience-mismatch'],
    },
    {
      says: 'The Assertion of the Response is not signed and the SP requires it',
      checks: ['signature/absent'],
      note: 'only where wantAssertionsSigned is set, and then even where the Response is signed',
    },
    {
      says: 'The Message of the Response is not signed and the SP requires it',
      checks: ['signature/absent'],
      note: 'only where wantMessagesSigned is set, and then even where the Assertion is signed',
    },
    {
      says: 'The assertion of the Response is not encrypted and the SP requires it',
      checks: ['saml2int/assertion-not-encrypted'],
      means: 'wantAssertionsEncrypted is set, and the assertion came in the clear.',
    },
    {
      says: 'The NameID of the Response is not encrypted and the SP requires it',
      checks: [],
      means: 'wantNameIdEncrypted is set, and the NameID came in the clear.',
    },
    {
      says: 'Unsigned SAML Response that contains a signed and encrypted Assertion with encrypted nameId is not supported.',
      checks: ['saml2int/part-encrypted', 'assertion/encrypted-unread'],
      means: 'The NameID is encrypted inside an encrypted assertion, which the toolkit does not read.',
    },
  ],
};
