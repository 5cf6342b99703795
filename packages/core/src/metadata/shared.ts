import type { Shared } from './aggregate-report.ts';

/** Entities that are named for each thing they share. */
const NAMED = 5;

interface Owner {
  readonly entityID: string;
  readonly line: number;
}

interface Found<What> {
  readonly what: What;
  readonly owners: Owner[];
  readonly entityIDs: Set<string>;
}

/** Finds what several entities have in common. Memory grows with what there is, by some dozen bytes each. */
export class SharedThings<What extends object> {
  private readonly most: number;
  private readonly firsts = new Map<string, Owner>();
  private readonly found = new Map<string, Found<What>>();

  /** @param most how many shared things are listed */
  constructor(most: number) {
    this.most = most;
  }

  /**
   * An entity has something.
   *
   * @param key short: it is kept for every one
   * @param what describes it, and is asked for only where it is shared
   */
  add(key: string, owner: Owner, what: () => What): void {
    const first = this.firsts.get(key);
    if (!first) {
      this.firsts.set(key, owner);
      return;
    }
    const known = this.found.get(key);
    if (!known) {
      if (first.entityID === owner.entityID) return;
      this.found.set(key, {
        what: what(),
        owners: [first, owner],
        entityIDs: new Set([first.entityID, owner.entityID]),
      });
    } else if (!known.entityIDs.has(owner.entityID)) {
      known.entityIDs.add(owner.entityID);
      if (known.owners.length < NAMED) known.owners.push(owner);
    }
  }

  report(): Shared<What> {
    return {
      count: this.found.size,
      listed: [...this.found.values()]
        .slice(0, this.most)
        .map(({ what, owners, entityIDs }) => ({ entities: entityIDs.size, ...what, of: owners })),
    };
  }
}
