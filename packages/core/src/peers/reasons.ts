// Groups of checks that one text of a product may stand for: few products say why a signature does not hold.

/** What an attack on the signature leaves behind, as far as a verifier minds it. */
const FORGED = [
  'attack/signature-wrapping',
  'attack/signature-exclusion',
  'attack/hollow-signature',
  'attack/cloned-certificate',
  'attack/duplicate-id',
  'attack/second-root',
  'attack/qualified-id',
  'attack/multiple-signed-info',
  'attack/decoy-in-signature',
  'attack/decoy-digest-value',
  'attack/comment-in-digest-value',
  'attack/reused-signature-value',
  'attack/void-digest',
  'attack/keyed-hash',
  'attack/transform-program',
  'attack/external-reference',
  'attack/namespace-injection',
  'attack/prefix-rebinding',
  'attack/line-separator',
] as const;

/** The signed element is not what was signed, or the value is by another key. */
export const SIGNATURE_BROKEN = [
  'signature/digest-mismatch',
  'signature/value-mismatch',
  'signature/undecidable',
  ...FORGED,
] as const;

/** As {@link SIGNATURE_BROKEN}, or a stranger signed. */
export const SIGNATURE_NOT_VERIFIED = [
  'signature/value-mismatch',
  'signature/key-not-trusted',
  'signature/digest-mismatch',
  'signature/undecidable',
  ...FORGED,
] as const;

/** There is no signature where one is needed. */
export const UNSIGNED = ['signature/absent', 'attack/signature-exclusion', 'attack/stray-identity'] as const;

/** As {@link SIGNATURE_NOT_VERIFIED}, or there is none at all. */
export const NOT_PROVEN = ['signature/absent', ...SIGNATURE_NOT_VERIFIED] as const;

/** The signature refers to something else than the element it stands in. */
export const OTHER_ELEMENT = [
  'signature/covers-other-element',
  'signature/reference-uri',
  'signature/misplaced',
  'attack/signature-wrapping',
  'attack/duplicate-id',
] as const;

/** A signature in the query does not hold. */
export const QUERY_SIGNATURE = [
  'binding/signature-mismatch',
  'binding/signature-key-not-trusted',
  'binding/signature-encoding',
  'binding/signature-undecidable',
] as const;

/** No bearer confirmation that would do. */
export const NO_CONFIRMATION = [
  'subject/confirmations-unmet',
  'subject/recipient-mismatch',
  'subject/bearer-window-closed',
  'subject/in-response-to-mismatch',
  'subject/confirmation-missing',
  'subject/bearer-not-before',
  'subject/method-misspelt',
  'subject/recipient-missing',
  'subject/bearer-window-missing',
] as const;

/** The document breaks the schema. */
export const SCHEMA = [
  'structure/element-missing',
  'structure/attribute-missing',
  'structure/element-misplaced',
  'structure/element-repeated',
  'structure/unknown-element',
  'structure/attribute-unknown',
  'structure/attribute-type',
  'structure/text-misplaced',
  'structure/namespace-wrong',
  'structure/duplicate-id',
  'id/not-ncname',
  'structure/doctype',
  'structure/not-well-formed',
  // A DigestValue or SignatureValue that is no base64.
  'signature/undecidable',
] as const;

/** The bytes are no XML. */
export const NO_XML = ['structure/not-well-formed', 'structure/not-saml', 'attack/second-root'] as const;

/** What is encrypted cannot be read. */
export const ENCRYPTED = [
  'encryption/key-mismatch',
  'encryption/failed',
  'assertion/encrypted-unread',
] as const;

/** The login failed at the identity provider. */
export const FAILED_STATUS = ['response/status-not-success'] as const;
