import type { IncomingHttpHeaders } from 'node:http';

/** What metadata says of how long it may be used. */
export interface Validity {
  /** Milliseconds since the epoch. */
  readonly validUntil?: number;
  readonly cacheDurationMs?: number;
}

/** How long a copy serves, in milliseconds since the epoch. */
export interface Freshness {
  readonly storable: boolean;
  /** Until then it is used unasked. */
  readonly freshUntil: number;
  /** Until then it stands in for a server that does not answer. */
  readonly usableUntil: number;
}

const HOUR = 3_600_000;
/** However long a server or metadata say: who looks for a fault must not look at last week's keys. */
const MOST_FRESH = 24 * HOUR;
/** For metadata without validUntil. */
const USABLE_WITHOUT_END = 7 * 24 * HOUR;

/**
 * How long a copy that was fetched or confirmed at `now` serves. The server's word (RFC 9111 §4.2) and that of the
 * metadata (validUntil and cacheDuration, SAML Metadata §2.3.2) both bound it; what neither speaks of is asked after each
 * time.
 */
export function freshnessOf(headers: IncomingHttpHeaders, validity: Validity, now: number): Freshness {
  const { validUntil = now + USABLE_WITHOUT_END, cacheDurationMs } = validity;
  const directives = directivesOf(headers['cache-control']);
  const lifetimes = [lifetimeOf(headers, directives), cacheDurationMs].filter((one) => one !== undefined);
  const lifetime = lifetimes.length === 0 ? 0 : Math.min(...lifetimes, MOST_FRESH);
  const freshUntil = Math.min(now + Math.max(lifetime, 0), validUntil);
  const asksAlways = directives.has('must-revalidate') || directives.has('no-cache');
  return {
    storable: !directives.has('no-store') && validUntil > now,
    freshUntil,
    usableUntil: asksAlways ? freshUntil : Math.min(validUntil, now + MOST_USABLE),
  };
}

/** However far away validUntil is: a copy that old says little of what the server has. */
const MOST_USABLE = 30 * 24 * HOUR;

function lifetimeOf(
  headers: IncomingHttpHeaders,
  directives: ReadonlyMap<string, string>,
): number | undefined {
  if (directives.has('no-cache')) return 0;
  const maxAge = directives.get('max-age');
  if (maxAge !== undefined) return (seconds(maxAge) - seconds(headers.age ?? '0')) * 1000;
  const expires = Date.parse(headers.expires ?? '');
  const date = Date.parse(headers.date ?? '');
  if (headers.expires === undefined) return undefined;
  // "Expires: 0" and whatever else is no date mean the past.
  return Number.isNaN(expires) || Number.isNaN(date) ? 0 : expires - date;
}

function seconds(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}

function directivesOf(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = (header ?? '').split(',').map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=', 2);
    return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
  });
  return new Map(pairs);
}

const DURATION =
  /^P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?$/;
const PARTS = [365 * 24 * HOUR, 30 * 24 * HOUR, 24 * HOUR, HOUR, 60_000, 1000];

/** An xs:duration in milliseconds, a year as 365 days and a month as 30; `undefined` for anything else. */
export function durationMs(text: string): number | undefined {
  const parts = DURATION.exec(text.trim());
  return parts?.slice(1).reduce((sum, part, i) => sum + Number(part ?? 0) * (PARTS[i] ?? 0), 0);
}
