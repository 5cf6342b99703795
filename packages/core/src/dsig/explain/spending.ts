import type { Limits } from '../../base/limits.ts';
import type { XmlDocument } from '../../xml/document.ts';

/** Thrown where the search has cost what it may; caught in `explain.ts`. */
export class Spent extends Error {
  override readonly name = 'Spent';
}

/** What looking for reasons may cost for all signatures of one document, in characters handled. */
export class Spending {
  private left: number;

  constructor(document: XmlDocument, limits: Limits) {
    this.left = Math.max(limits.explanationFloor, limits.explanationRatio * document.source.text.length);
  }

  /** What is left to spend. */
  get rest(): number {
    return this.left;
  }

  /** @throws Spent */
  spend(characters: number): void {
    // A digest of nothing costs a call, too.
    this.left -= characters + OVERHEAD;
    if (this.left < 0) throw new Spent();
  }
}

const OVERHEAD = 256;
