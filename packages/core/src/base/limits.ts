/**
 * Every bound on what an input may cost, in one place. Input is hostile: nothing here is meant to be reached
 * by a real message, and reaching one is reported with its name, never worked round in silence.
 */
export interface Limits {
  /** Largest input, in bytes, before and after each decoding step. */
  readonly inputBytes: number;
  /** Largest ratio of inflated to deflated size. DEFLATE itself cannot exceed about 1032. */
  readonly inflateRatio: number;
  /** How many encodings may be wrapped round one another. */
  readonly decodingSteps: number;
  /** Most places in one capture (form fields, log lines, HAR entries) that are looked at for a message. */
  readonly messages: number;
  /** Deepest nesting of elements. */
  readonly elementDepth: number;
  /** Most attributes (namespace declarations included) on one element. */
  readonly attributesPerElement: number;
  /** Most nodes in one document. */
  readonly nodes: number;
  /** Most ds:Signature elements examined in one document. */
  readonly signatures: number;
  /** Most ds:Reference elements examined in one signature. */
  readonly referencesPerSignature: number;
  /** Most ds:Transform elements in one reference. */
  readonly transformsPerReference: number;
  /** Most keys tried against one signature. */
  readonly keysPerSignature: number;
  /**
   * Most characters canonicalised while the signatures of one document are examined, as a multiple of the document's
   * length; a short document may use `canonicalFloor` characters whatever its length.
   */
  readonly canonicalRatio: number;
  readonly canonicalFloor: number;
  /**
   * Most characters canonicalised or digested while looking for why the signatures of one document do not match, as a
   * multiple of the document's length; for a short document `explanationFloor`, whatever its length.
   */
  readonly explanationRatio: number;
  readonly explanationFloor: number;
  /** Most encrypted parts (EncryptedAssertion, EncryptedID, EncryptedAttribute) of one message that are decrypted. */
  readonly encryptedElements: number;
  /** Most EncryptedKeys of one encrypted part, and most times that a private key is tried on them. */
  readonly keysPerEncryption: number;
  /** How many encryptions may lie inside one another. */
  readonly decryptionRounds: number;
  /**
   * Largest piece of a streamed file that is held at a time, in bytes: one entity of an aggregate, one tag, one comment.
   * The file itself may be of any size.
   */
  readonly entityBytes: number;
  /** Most namespaces in scope round an entity that is cut out of a streamed file. */
  readonly inheritedNamespaces: number;
  /** Most damaged places of a streamed file after which reading goes on. */
  readonly damagedPlaces: number;
  /** Longest error message of another product that is looked up, in characters. */
  readonly errorTextUnits: number;
  /**
   * Longest document, in characters, and most signatures in it, for which is tried what an attacker may have changed:
   * each try costs as much as reading the document.
   */
  readonly restoredCharacters: number;
  readonly restoredSignatures: number;
  /** Most findings of one check that are reported one by one. */
  readonly findingsPerCheck: number;
  /** Most statements of one IAM policy. */
  readonly policyStatements: number;
  /** Most characters compared while the trust policy of one role is evaluated. */
  readonly policySteps: number;
  /** Most roles of one assertion whose trust policies are evaluated and told. */
  readonly rolesEvaluated: number;
  /** Most assertions of one message of which is told what AWS would answer. */
  readonly loginsPredicted: number;
}

export const limits: Limits = {
  inputBytes: 64 * 1024 * 1024,
  inflateRatio: 1100,
  decodingSteps: 12,
  messages: 1000,
  elementDepth: 512,
  attributesPerElement: 1024,
  nodes: 4_000_000,
  signatures: 64,
  referencesPerSignature: 16,
  transformsPerReference: 8,
  keysPerSignature: 64,
  canonicalRatio: 16,
  canonicalFloor: 4_000_000,
  explanationRatio: 8,
  explanationFloor: 64_000_000,
  encryptedElements: 64,
  keysPerEncryption: 16,
  decryptionRounds: 3,
  entityBytes: 16 * 1024 * 1024,
  inheritedNamespaces: 256,
  damagedPlaces: 100,
  errorTextUnits: 1_000_000,
  restoredCharacters: 262_144,
  restoredSignatures: 8,
  findingsPerCheck: 100,
  policyStatements: 1000,
  policySteps: 10_000_000,
  rolesEvaluated: 500,
  loginsPredicted: 100,
};
