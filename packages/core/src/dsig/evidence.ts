import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement, XmlNode } from '../xml/document.ts';
import type { Explanation } from './explain/explanation.ts';
import type { Opinion } from './opinion.ts';

/**
 * What examining one ds:Signature showed. There is no `valid` here: each fact stands by itself, and what is
 * signed is known by node, not by name.
 */
export interface SignatureEvidence {
  /** The ds:Signature. */
  readonly element: XmlElement;
  /** The element it is a child of: the one a reader would take to be signed. */
  readonly parent: XmlElement | undefined;
  readonly canonicalizationMethod: AlgorithmUse | undefined;
  readonly signatureMethod: AlgorithmUse | undefined;
  /** In document order, one for each ds:Reference of ds:SignedInfo. */
  readonly references: readonly ReferenceEvidence[];
  /** Whether SignatureValue matches SignedInfo, and under which key. */
  readonly value: ValueEvidence;
  /** Certificates and keys the message itself brings in KeyInfo. */
  readonly keyInfo: readonly KeyCandidate[];
  /**
   * The whole in one word.
   * - `known-signer`: every digest and the value match, under a key the caller named or the metadata lists.
   * - `signer-unknown`: every digest and the value match, but only under the key in the message itself:
   *   intact since that key signed it, by nobody you know.
   * - `digest-mismatch`: a referenced element is not what was signed.
   * - `value-mismatch`: the digests match, the SignatureValue does not under any key tried.
   * - `undecidable`: something needed is missing, unsupported or refused; `problems` says what.
   */
  readonly outcome: 'known-signer' | 'signer-unknown' | 'digest-mismatch' | 'value-mismatch' | 'undecidable';
  /**
   * The elements that are what was signed: those of every matching reference, and only where the value matches
   * too. Empty otherwise, so nothing unverified can be taken for signed.
   */
  readonly covers: readonly XmlElement[];
  /**
   * Where parts of the message were decrypted and it makes a difference: whether the signature matches the message
   * as it was sent, encrypted, or only what it is after decryption.
   */
  readonly form?: 'as-sent' | 'decrypted';
  /** What another library makes of it, where somebody asked. */
  readonly opinion?: Opinion;
  /** What the structure of the signature itself has wrong or what could not be decided. */
  readonly problems: readonly SignatureProblem[];
  /** What is worth knowing and decides nothing. */
  readonly notes?: readonly SignatureNote[];
  /**
   * Why the digests or the value do not match, as far as it could be proven. Absent where everything matches or the
   * reasons were not looked for; empty where none was found.
   */
  readonly explanation?: readonly Explanation[];
  /** What was looked for in vain, beside an {@link explanation}. */
  readonly ruledOut?: RuledOut;
}

/** Reasons that were tried for a signature that does not match and are not what happened. */
export interface RuledOut {
  /** How many kinds of change were tried and did not make it match. */
  readonly causes: number;
  /** False where a limit ended the search, so that the kinds tried last were not tried on every place. */
  readonly complete: boolean;
}

/** An algorithm as the message names it. */
export interface AlgorithmUse {
  /** The URI, or `''` where the attribute is missing. */
  readonly uri: string;
  /** Short name for people: `rsa-sha256`, `exc-c14n`; the URI itself where we have none. */
  readonly name: string;
  readonly at: XmlNode;
  /** Whether samlscope computes it. */
  readonly supported: boolean;
  /** Set where the algorithm no longer protects: why, in a few words (`SHA-1 collides`). */
  readonly weakness?: string;
}

/** What one ds:Reference promised and what was found. */
export interface ReferenceEvidence {
  readonly element: XmlElement;
  /** As written; `undefined` where the attribute is missing. */
  readonly uri: string | undefined;
  /** The element the URI selects; `undefined` where none or more than one does. The root for `URI=""`. */
  readonly target: XmlElement | undefined;
  readonly transforms: readonly AlgorithmUse[];
  readonly digestMethod: AlgorithmUse | undefined;
  /** base64 as written, white space removed. */
  readonly digestWritten: string;
  /** base64, computed over the target as it stands; `undefined` where it could not be. */
  readonly digestComputed: string | undefined;
  readonly matches: boolean;
  /** Octets that were digested. */
  readonly octets: number;
  /** The canonical text that was digested, where it matches and stands for the target with all its markup. */
  readonly canonical?: string;
}

/** What became of SignatureValue. */
export interface ValueEvidence {
  readonly state: 'matches' | 'differs' | 'unchecked';
  /** The key it matches under. */
  readonly under?: KeyCandidate;
  /** Every key tried, in order. */
  readonly tried: readonly KeyCandidate[];
  /** Why it was not checked. */
  readonly because?: string;
}

/** Something about a signature that decides nothing. */
export interface SignatureNote {
  readonly code: /** KeyInfo names a key that is among those known, or is not. */
    | 'key-named'
    | 'key-named-unknown'
    /** KeyInfo names another certificate than the one it holds. */
    | 'key-names-differ'
    /** A ds:Manifest, whose references core validation leaves alone. */
    | 'manifest';
  /** One sentence. */
  readonly message: string;
  readonly at: XmlNode;
}

/** Something about a signature that keeps it from being decided, or that a strict reader would refuse. */
export interface SignatureProblem {
  readonly code:
    | 'structure'
    | 'unsupported-algorithm'
    | 'refused-algorithm'
    | 'refused-transform'
    | 'reference-unresolved'
    | 'reference-ambiguous'
    | 'external-reference'
    | 'unreadable-value'
    | 'unreadable-key'
    | 'no-key'
    | 'limit';
  /** One sentence. */
  readonly message: string;
  readonly at: XmlNode;
}
