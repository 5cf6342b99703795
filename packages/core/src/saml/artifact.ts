import { decodeBase64 } from '../base/base64.ts';
import { encodeUtf8, hexadecimal } from '../base/bytes.ts';
import { digestOctets } from '../base/crypto.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed } from '../xml/navigate.ts';
import { textField } from './field.ts';
import type { ArtifactResolve } from './model.ts';
import { readProtocolMessage } from './read-protocol.ts';

/** Reads samlp:ArtifactResolve (SAML Core §3.5.1). */
export function readArtifactResolve(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): ArtifactResolve {
  const artifact = childNamed(element, ns.samlp, 'Artifact');
  return {
    kind: 'artifact-resolve',
    ...readProtocolMessage(element, signatures),
    artifact: artifact && textField(artifact),
  };
}

/** What an artifact is made of (SAML Bindings §3.6.4). */
export interface Artifact {
  /** Which ArtifactResolutionService of its issuer knows it. */
  readonly endpointIndex: number;
  /** SHA-1 of the issuer's entityID, hexadecimal, lower case. */
  readonly sourceId: string;
}

/** Why a text is no artifact, to put after "is". */
export interface NoArtifact {
  readonly fault: string;
}

/** Two octets of type, two of endpoint index, twenty that name the issuer, twenty that name the message. */
const OCTETS = 44;
const LONGEST = 1000;

/** Takes an artifact apart: base64 of a type code, an index, a SourceID and a MessageHandle (SAML Bindings §3.6.4). */
export function readArtifact(written: string): Artifact | NoArtifact {
  const text = written.trim();
  const octets = text.length > LONGEST ? undefined : decodeBase64(text).bytes;
  if (octets === undefined) return { fault: 'no base64 of an artifact' };
  if (octets[0] !== 0 || octets[1] !== 4) return { fault: 'of another type than 0x0004' };
  if (octets.length !== OCTETS) {
    return { fault: `${octets.length} ${octets.length === 1 ? 'octet' : 'octets'} long, not ${OCTETS}` };
  }
  return {
    endpointIndex: (octets[2] ?? 0) * 256 + (octets[3] ?? 0),
    sourceId: hexadecimal(octets.subarray(4, 24)),
  };
}

/**
 * The SourceID of the artifacts of an entity, as {@link Artifact} has it: SHA-1 of its entityID (SAML Bindings §3.6.4).
 * `undefined` where the platform has no SHA-1.
 */
export function sourceIdOf(entityID: string): string | undefined {
  const octets = digestOctets('sha1', encodeUtf8(entityID));
  return octets && hexadecimal(octets);
}
