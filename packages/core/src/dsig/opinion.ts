import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlDocument } from '../xml/document.ts';
import type { SignatureEvidence } from './evidence.ts';

/** What another library makes of one signature. */
export interface Opinion {
  /** `xml-crypto 6.1.2 on @xmldom/xmldom 0.8.11`. */
  readonly library: string;
  readonly accepts: boolean;
  /** Its own words where it refuses; what it took for signed where it accepts. */
  readonly says: string;
  /** The first NameID that a program on this library finds in the document. */
  readonly reads?: string;
}

/**
 * Asks another library about a signature that samlscope has examined. Plugged in by the caller, so that nobody who
 * does not ask for it pays for loading that library.
 */
export type SecondOpinion = (
  document: XmlDocument,
  evidence: SignatureEvidence,
  keys: readonly KeyCandidate[],
) => Opinion;
