/** What is noted of a copy, beside the copy itself. Times are in milliseconds since the epoch. */
export interface CacheEntry {
  /** A later form is not understood, and discarded. */
  readonly form: 1;
  /** Where it came from, without what might be secret. */
  readonly address: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** When the copy came. */
  readonly fetchedAt: number;
  readonly freshUntil: number;
  readonly usableUntil: number;
  readonly validUntil?: number;
  readonly cacheDurationMs?: number;
  readonly entityID?: string;
  readonly bytes: number;
  /** SHA-256 of the copy, hexadecimal, by which its file is called. */
  readonly sha256: string;
}

const FIELDS: Readonly<Record<keyof CacheEntry, 'string' | 'number'>> = {
  form: 'number',
  address: 'string',
  etag: 'string',
  lastModified: 'string',
  fetchedAt: 'number',
  freshUntil: 'number',
  usableUntil: 'number',
  validUntil: 'number',
  cacheDurationMs: 'number',
  entityID: 'string',
  bytes: 'number',
  sha256: 'string',
};
const OPTIONAL: readonly string[] = ['etag', 'lastModified', 'validUntil', 'cacheDurationMs', 'entityID'];

/** Reads what was noted; `undefined` where it is not as it was written. */
export function readCacheEntry(text: string): CacheEntry | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const entry = read as Readonly<Record<string, unknown>>;
  for (const [name, type] of Object.entries(FIELDS)) {
    const isMissing = entry[name] === undefined && OPTIONAL.includes(name);
    if (!isMissing && typeof entry[name] !== type) return undefined;
  }
  const { form, sha256, etag = '', lastModified = '' } = entry as unknown as CacheEntry;
  const isSound = form === 1 && /^[0-9a-f]{64}$/.test(sha256) && isHeader(etag) && isHeader(lastModified);
  return isSound ? (entry as unknown as CacheEntry) : undefined;
}

/** Whether a text can be sent back as the value of a header. */
export function isHeader(text: string): boolean {
  return text.length <= 1024 && /^[\x20-\x7e]*$/.test(text);
}
