import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Explanation } from '../dsig/explain/explanation.ts';
import { DIGEST_VALUE_EDITED } from '../dsig/explain/signed-info.ts';
import type { XmlNode } from '../xml/document.ts';
import { places } from './places.ts';
import { counted } from './wording.ts';

/**
 * What is proven about why a signature does not match, the most telling first: that DigestValue alone was changed
 * leaves nothing to tell about what it is the digest of.
 */
export function explanationsOf({ explanation = [] }: SignatureEvidence): readonly Explanation[] {
  const edited = explanation.find(({ cause }) => cause === DIGEST_VALUE_EDITED);
  return edited ? [edited] : explanation;
}

/** As a near miss: what happened and the proof, once for each kind of change. */
export function proven(explanations: readonly Explanation[]): string | undefined {
  const told = new Map<string, string>();
  for (const { cause, says, proof } of explanations) {
    if (!told.has(cause)) told.set(cause, `${says} ${proof}`);
  }
  return told.size === 0 ? undefined : `Proven: ${[...told.values()].join(' ')}`;
}

/** What to point at, each node once: what shows the fault, then where it came from. */
export function placesOf(
  explanations: readonly Explanation[],
  first: XmlNode,
  ...others: readonly XmlNode[]
): [XmlNode, ...XmlNode[]] {
  const further = new Set([...others, ...explanations.flatMap(({ at }) => at ?? [])]);
  further.delete(first);
  return places(first, [...further]);
}

/** What was tried in vain, as a sentence; `undefined` where nothing was. */
export function ruledOutOf({ ruledOut }: SignatureEvidence): string | undefined {
  if (!ruledOut || ruledOut.causes === 0) return undefined;
  const kinds = `${counted(ruledOut.causes, 'kind')} of change`;
  return ruledOut.complete
    ? `None of ${kinds} that samlscope can undo explains it.`
    : `None of ${kinds} that samlscope can undo explains it; a limit ended the search before all were tried everywhere.`;
}
