import { createHash } from 'node:crypto';
import { usage } from '../usage-error.ts';

const TRANSFORMED = /^\{sha1\}[0-9a-f]{40}$/i;

/**
 * The address at which a metadata query service answers for one entity: the base, `entities`, and the entityID as one
 * segment of the path; or `{sha1}` and the hash of the entityID in its place.
 *
 * @see draft-young-md-query §3, draft-young-md-query-saml §3
 */
export function mdqAddress(base: string, entity: string, bySha1: boolean): string {
  if (entity.startsWith('{sha1}') && !TRANSFORMED.test(entity))
    throw usage('--entity {sha1}… takes 40 hexadecimal digits.');
  const id = bySha1 && !TRANSFORMED.test(entity) ? transformed(entity) : entity;
  return `${base.replace(/\/$/, '')}/entities/${encodeURIComponent(id)}`;
}

/** Whether an entityID is the one that was asked for, by itself or by its hash. */
export function isAskedFor(entity: string, entityID: string): boolean {
  return TRANSFORMED.test(entity) ? entity.toLowerCase() === transformed(entityID) : entity === entityID;
}

function transformed(entityID: string): string {
  return `{sha1}${createHash('sha1').update(entityID).digest('hex')}`;
}
