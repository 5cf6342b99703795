import type { Cache, Copy } from './cache.ts';
import { type CacheEntry, isHeader } from './cache-entry.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import { FetchError } from './fetch-error.ts';
import { follow } from './follow.ts';
import { freshnessOf } from './freshness.ts';
import type { HeldFile } from './held-file.ts';
import { type Asked, requireMetadata } from './judge-answer.ts';
import { isAskedFor } from './mdq.ts';
import type { ProxyChoice } from './proxy.ts';
import { readReceived } from './read-received.ts';
import { receive } from './receive.ts';
import { holdsSecret, redacted } from './redact.ts';

/** How to fetch. */
export interface Fetching {
  readonly cache: Cache;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** Who asks: `samlscope/1.2.3`. */
  readonly agent: string;
  /** Certificates of authorities to trust, PEM. */
  readonly authorities?: readonly string[];
  /** Which proxy to go through; none without it. */
  readonly proxyFor?: ProxyChoice;
  /** Is given one sentence about an address, for the user to read. */
  readonly tell: (address: string, says: string) => void;
}

/** Metadata at hand. */
export interface Fetched {
  readonly file: HeldFile;
  /** Of its root, where that is one entity. */
  readonly entityID: string | undefined;
}

/**
 * Gets the metadata at an address: from the copy that is kept where that is fresh, else from the server, else from the
 * copy where it may still be used.
 *
 * @throws FetchError
 */
export async function fetchMetadata(asked: Asked, fetching: Fetching): Promise<Fetched> {
  const { cache, now, tell } = fetching;
  const name = redacted(asked.address);
  const copy = cache.find(asked.address, (says) => tell(name, says));
  if (copy && now < copy.entry.freshUntil && now >= copy.entry.fetchedAt) {
    const { fetchedAt, freshUntil } = copy.entry;
    tell(
      name,
      `the copy of ${instant(fetchedAt)} is used, fresh until ${instant(freshUntil)}; --no-cache fetches anew.`,
    );
    return fetchedBefore(copy);
  }
  const deadline = deadlineIn(fetching.timeoutMs);
  try {
    return await fromServer(asked, copy, fetching, deadline);
  } catch (error) {
    const told = asFetchError(error, name);
    if (told.fallback === 'refused' || !copy || now >= copy.entry.usableUntil) {
      copy?.file.close();
      throw told;
    }
    const { fetchedAt, usableUntil } = copy.entry;
    tell(
      name,
      `${told.says} The copy of ${instant(fetchedAt)} is used instead, which may be until ${instant(usableUntil)}.`,
    );
    return fetchedBefore(copy);
  } finally {
    deadline.release();
  }
}

async function fromServer(
  asked: Asked,
  copy: Copy | undefined,
  fetching: Fetching,
  deadline: Deadline,
): Promise<Fetched> {
  const { cache, now, tell, agent, authorities, proxyFor } = fetching;
  const { address } = asked;
  const answer = await follow(address, headersFor(copy, agent), {
    deadline,
    ...(authorities && { authorities }),
    ...(proxyFor && { proxyFor }),
  });
  const { response } = answer;
  if (response.statusCode === 304 && copy) {
    response.destroy();
    const { freshUntil, usableUntil } = freshnessOf(response.headers, copy.entry, now);
    cache.note(address, { ...copy.entry, freshUntil, usableUntil });
    tell(redacted(address), `unchanged since the copy of ${instant(copy.entry.fetchedAt)}, which is used.`);
    return fetchedBefore(copy);
  }
  try {
    requireMetadata(asked, answer);
  } catch (error) {
    response.destroy();
    throw error;
  }
  const path = cache.pathToReceive();
  try {
    const received = await receive(address, answer, path, fetching.mostBytes, deadline);
    const { validity, entityID, isSound } = await readReceived(path);
    requireEntity(asked, entityID);
    const { storable, freshUntil, usableUntil } = freshnessOf(response.headers, validity, now);
    const entry: CacheEntry = {
      form: 1,
      address: redacted(address),
      ...header('etag', response.headers.etag),
      ...header('lastModified', response.headers['last-modified']),
      fetchedAt: now,
      freshUntil,
      usableUntil,
      ...validity,
      ...(entityID !== undefined && { entityID }),
      ...received,
    };
    const file = cache.take(path, address, entry, storable && isSound && !holdsSecret(address));
    copy?.file.close();
    const proxy = proxyFor?.(answer.address);
    const through = proxy ? ` through the proxy ${proxy.address.host}` : '';
    tell(redacted(address), `fetched${through}, ${received.bytes} bytes.`);
    return { file, entityID };
  } finally {
    // Whatever became a copy has another name by now.
    cache.drop(path);
  }
}

function headersFor(copy: Copy | undefined, agent: string): Record<string, string> {
  const { etag, lastModified } = copy?.entry ?? {};
  return {
    accept: 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8',
    'accept-encoding': 'gzip',
    'user-agent': agent,
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  };
}

function fetchedBefore({ file, entry }: Copy): Fetched {
  return { file, entityID: entry.entityID };
}

/** What a query service answers is held against what it was asked for. */
function requireEntity({ address, entity }: Asked, entityID: string | undefined): void {
  if (entity === undefined) return;
  const refuse = (says: string) => new FetchError(redacted(address), says);
  if (entityID === undefined)
    throw refuse(`the answer is not one EntityDescriptor, but ${entity} was asked for.`);
  if (!isAskedFor(entity, entityID))
    throw refuse(`the answer is the metadata of ${entityID}, but ${entity} was asked for.`);
}

function header(name: 'etag' | 'lastModified', value: string | undefined): Partial<CacheEntry> {
  return value !== undefined && isHeader(value) ? { [name]: value } : {};
}

/** What else can go wrong is the disk, when a copy is kept. */
function asFetchError(error: unknown, name: string): FetchError {
  if (error instanceof FetchError) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return new FetchError(name, `no copy can be kept on this disk (${code}); --no-cache does without.`);
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
