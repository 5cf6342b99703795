import type { Limits } from '../base/limits.ts';
import type { Canonicalization } from '../xml/c14n.ts';
import { canonicalize } from '../xml/c14n.ts';
import type { NamespaceScope, XmlDocument, XmlElement } from '../xml/document.ts';

/** Thrown where the work that the signatures of one document ask for passes the limit; caught in `examine.ts`. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Below the longest string the platform can hold, so that canonicalising ends in a limit, never in a failure. */
const LONGEST = 2 ** 28;

/**
 * What examining the signatures of one document may cost, in characters canonicalised. Signatures times references
 * would otherwise multiply the length of the document.
 */
export class Budget {
  private left: number;

  constructor(document: XmlDocument, limits: Limits) {
    this.left = Math.max(limits.canonicalFloor, limits.canonicalRatio * document.source.text.length);
  }

  /** As {@link canonicalize}, within the budget. */
  canonicalize(apex: XmlElement | XmlDocument, how: Canonicalization, omitted?: XmlElement): string {
    const walked =
      'type' in apex ? apex.end - apex.start + declarationsInScope(apex.scope) : apex.source.text.length;
    this.spend(walked);
    const form = canonicalize(apex, how, omitted, Math.min(this.left, LONGEST));
    this.spend(Math.max(0, form.length - walked));
    return form;
  }

  /** @throws BudgetSpent */
  spend(characters: number): void {
    this.left -= characters;
    if (this.left < 0) throw new BudgetSpent();
  }
}

/** Every declaration above an apex is looked at once, whether or not it is written. */
function declarationsInScope(scope: NamespaceScope | undefined): number {
  let count = 0;
  for (let link = scope; link; link = link.outer) count += link.declarations.length;
  return count;
}
