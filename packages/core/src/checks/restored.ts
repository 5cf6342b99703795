import { limits } from '../base/limits.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import { examineSignatures } from '../dsig/examine.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, elementsIn } from '../xml/navigate.ts';
import { parseXml } from '../xml/parse.ts';

/** A stretch of text with what to put in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** As many suspicious places as are tried at once. A message that was tampered with has one or two. */
export const PLACES_TRIED = 64;

/**
 * Whether every digest of a signature matches once the text is edited so. That proves what was done to the message
 * after it was signed, where a suspicious form alone proves nothing.
 */
export function matchesAfter(signature: SignatureEvidence, edits: readonly Edit[]): boolean {
  if (edits.length === 0 || edits.length > PLACES_TRIED) return false;
  const { document } = signature.element;
  const restored = parseXml({ name: 'restored', text: edited(document, edits), steps: [] });
  if (restored.problem) return false;
  const again = examineSignatures(restored, [])[signaturesIn(document, signature.element)];
  return again?.references.every(({ matches }) => matches) === true;
}

/** Why nothing is to be restored; `undefined` where a digest differs and the tries can be afforded. */
export function notBroken({ outcome, element: { document } }: SignatureEvidence): string | undefined {
  if (outcome !== 'digest-mismatch') return 'no digest differs';
  const { length } = document.source.text;
  return length > limits.restoredCharacters || signaturesIn(document) > limits.restoredSignatures
    ? 'the document is too large for trying what was changed'
    : undefined;
}

/** The elements whose digest differs, with all elements inside that the digest is taken over. */
export function* changedElements({
  element,
  references,
}: SignatureEvidence): Generator<XmlElement, void, undefined> {
  const pending = references.flatMap(({ matches, target }) => (matches || !target ? [] : [target]));
  for (let one = pending.pop(); one; one = pending.pop()) {
    if (one === element) continue;
    yield one;
    pending.push(...childElements(one).reverse());
  }
}

function edited({ source }: XmlDocument, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    text += source.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.text.slice(at);
}

/** How many signatures stand in a document, or in it before one of them. */
function signaturesIn({ root }: XmlDocument, before?: XmlElement): number {
  let count = 0;
  for (const element of root ? elementsIn(root) : []) {
    if (element === before) break;
    if (element.localName === 'Signature' && element.namespaceURI === ns.ds) count++;
  }
  return count;
}
