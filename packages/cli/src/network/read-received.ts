import { createReadStream } from 'node:fs';
import { inspectAggregate } from '@samlscope/core/metadata';
import { durationMs, type Validity } from './freshness.ts';

/** What has to be known of metadata that was received, before it is used or kept. */
export interface ReadReceived {
  readonly validity: Validity;
  /** Of the root, where that is one entity. */
  readonly entityID: string | undefined;
  /** Whether it is metadata, read to its end without damage. */
  readonly isSound: boolean;
}

/** Reads a file that was received, of any size. */
export async function readReceived(path: string): Promise<ReadReceived> {
  const { root, problems, complete } = await inspectAggregate(createReadStream(path), { entities: 'count' });
  const validUntil = instantOf(root?.validUntil);
  const cacheDurationMs = root?.cacheDuration === undefined ? undefined : durationMs(root.cacheDuration);
  return {
    validity: {
      ...(validUntil !== undefined && { validUntil }),
      ...(cacheDurationMs !== undefined && { cacheDurationMs }),
    },
    entityID: root?.entityID,
    isSound: root !== undefined && root.kind !== 'other' && complete && problems.length === 0,
  };
}

/** An xs:dateTime; without a zone it is in UTC (SAML Core §1.3.3). */
function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const instant = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text.trim()) ? text.trim() : `${text.trim()}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}
