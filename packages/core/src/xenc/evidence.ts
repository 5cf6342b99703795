import type { AlgorithmUse } from '../dsig/evidence.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { XmlElement, XmlNode } from '../xml/document.ts';

/** What became of one encrypted part of a message. */
export interface EncryptionEvidence {
  /** EncryptedAssertion, EncryptedID or EncryptedAttribute, in the document it stood in. */
  readonly element: XmlElement;
  /**
   * The same place in the document that is judged: what it was decrypted to, or itself where it was not. Nothing of
   * `element` is in that document once anything was decrypted.
   */
  readonly current: XmlElement;
  readonly holds: 'assertion' | 'identifier' | 'attribute';
  /** The xenc:EncryptedData. */
  readonly data: XmlElement | undefined;
  /** What its content is encrypted with. */
  readonly method: AlgorithmUse | undefined;
  /** Each xenc:EncryptedKey that was found for it, those in its KeyInfo first. */
  readonly encryptedKeys: readonly EncryptedKeyEvidence[];
  /** The private keys that were tried, in order. */
  readonly tried: readonly PrivateKey[];
  /**
   * - `decrypted`: the content lies open. Whether it is what it should be, `problems` tells.
   * - `no-key`: no private key given opens any of the keys.
   * - `failed`: a key was opened, but not the content with it; or what would have to be opened is damaged.
   * - `unsupported`: samlscope does not compute what it takes.
   */
  readonly state: 'decrypted' | 'no-key' | 'failed' | 'unsupported';
  /** What opened it. */
  readonly under?: OpenedBy;
  /** Octets of the content, where it lies open. */
  readonly octets?: number;
  readonly problems: readonly EncryptionProblem[];
}

/** The private key that opened a content key, and the EncryptedKey it was in. */
export interface OpenedBy {
  readonly privateKey: PrivateKey;
  readonly encryptedKey: XmlElement;
}

/** One xenc:EncryptedKey: a content key, encrypted for somebody. */
export interface EncryptedKeyEvidence {
  readonly element: XmlElement;
  readonly method: AlgorithmUse | undefined;
  /** Hash functions of OAEP by their short names, as far as they are written or implied. */
  readonly digest?: string;
  readonly mask?: string;
  /** As written: whom it is for. */
  readonly recipient?: string;
  /** Certificates and public keys its KeyInfo holds: whose private key opens it. */
  readonly namedKeys: readonly KeyCandidate[];
  /** What its KeyInfo merely names: `KeyName sp`, `certificate 1234 by CN=…`. */
  readonly names: readonly string[];
}

/** Why a part could not be decrypted, or what is not right about what was decrypted. */
export interface EncryptionProblem {
  readonly code: /** An element is missing, or there are too many. */
    | 'structure'
    | 'unsupported-algorithm'
    /** Opens with a secret that both sides share, or by key agreement: not with an RSA private key. */
    | 'unsupported-key'
    | 'unreadable-value'
    | 'reference-unresolved'
    /** There is no EncryptedKey: the content key is known to both sides by other means. */
    | 'no-encrypted-key'
    /** Does not open under a private key. */
    | 'wrong-key'
    /** Opens under a private key, but by another algorithm or with other parameters than it names. */
    | 'other-algorithm'
    /** Opens under a private key, but what is in it is no key of the content's cipher. */
    | 'wrong-length'
    | 'tag-mismatch'
    | 'wrong-padding'
    /** The content lies open and is not the XML element that belongs there. */
    | 'plaintext'
    | 'limit';
  /** One sentence. Never holds anything of a private key or of the content. */
  readonly message: string;
  readonly at: XmlNode;
}
