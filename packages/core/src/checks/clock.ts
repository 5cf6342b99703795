import type { Instant } from '../saml/instant.ts';
import type { Fail, Remedy } from './check.ts';
import { duration, moment } from './wording.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Clocks that drift are off by less than this; messages kept too long, by more. */
const DRIFT = 10 * MINUTE;

/**
 * What the distance from a time limit suggests, in one sentence: `offMs` is positive where the limit was missed by
 * coming late and negative by coming early. `undefined` where it suggests nothing.
 */
export function clockHint(offMs: number, limit: Instant): string | undefined {
  const off = Math.abs(offMs);
  if (limit.form === 'zoneless') {
    return `${limit.raw} names no time zone and is read as UTC; if it was meant as local time, that alone may explain the difference.`;
  }
  if (off > 0 && off < DRIFT) {
    return `${duration(off)} is as much as two clocks may differ when one of them is not set by NTP.`;
  }
  const hours = Math.round(off / HOUR);
  if (offMs < 0 && hours >= 1 && hours <= 14 && Math.abs(off - hours * HOUR) < 2 * DRIFT) {
    return `About ${hours === 1 ? 'a whole hour' : `${hours} whole hours`} ahead suggests local time written as if it were UTC.`;
  }
  return undefined;
}

/** `52 s too late`, from how far past the limit the moment judged is. */
function lateness(lateMs: number): string {
  return lateMs === 0 ? 'the limit itself, which is too late already' : `${duration(lateMs)} too late`;
}

/** `2 min of clock difference forgiven`. */
export function forgiven(skewMs: number): string {
  return `${skewMs === 0 ? 'no' : `${duration(skewMs)} of`} clock difference forgiven`;
}

/** What to do about a message that came too late. */
export function staleRemedies(lateMs: number): Remedy[] {
  const judge: Remedy = {
    end: 'you',
    do: 'If this is a capture of an earlier login, judge it as of then: give the moment it was received as `now` (`--now`), or `issued` for its own IssueInstant.',
  };
  if (lateMs >= DRIFT) return [judge];
  return [
    {
      end: 'service provider',
      do: `Check the clock there, and forgive some difference: more than ${duration(lateMs)} would do here.`,
    },
    { end: 'identity provider', do: 'Check the clock there: it may be behind.' },
    judge,
  ];
}

/** An instant that could be read. */
export type Dated = Instant & { readonly epochMs: number };

/** The moment to judge at, and the clock difference to forgive. */
interface Judging {
  readonly now: number;
  readonly skewMs: number;
}

/** Whether something that holds "not on or after" a limit is over: the limit itself is too late. */
export function isOver(limit: Instant | undefined, { now, skewMs }: Judging): limit is Dated {
  return limit?.epochMs !== undefined && now - skewMs >= limit.epochMs;
}

/** The failure of what {@link isOver}. */
export function tooLate(
  limit: Dated,
  { now, skewMs }: Judging,
): Fail<{ limit: string; now: string; late: string; skew: string }> {
  const late = now - limit.epochMs;
  const hint = clockHint(late, limit);
  return {
    verdict: 'fail',
    at: [limit.at],
    data: { limit: limit.raw, now: moment(now), late: lateness(late), skew: forgiven(skewMs) },
    expected: `before ${limit.raw}`,
    actual: `judged at ${moment(now)}`,
    ...(hint && { nearMiss: hint }),
  };
}

/** Whether an instant that should be past lies ahead. */
export function isAhead(instant: Instant | undefined, { now, skewMs }: Judging): instant is Dated {
  return instant?.epochMs !== undefined && instant.epochMs > now + skewMs;
}

/** The failure of what {@link isAhead}. */
export function tooEarly(
  instant: Dated,
  { now }: Judging,
): Fail<{ instant: string; now: string; early: string }> {
  const hint = clockHint(now - instant.epochMs, instant);
  return {
    verdict: 'fail',
    at: [instant.at],
    data: { instant: instant.raw, now: moment(now), early: duration(instant.epochMs - now) },
    expected: `${moment(now)} or before`,
    actual: instant.raw,
    ...(hint && { nearMiss: hint }),
  };
}

/** The failure of a window that ends before, or when, it begins; `undefined` where it does not, or cannot be told. */
export function neverOpen(
  from: Instant | undefined,
  until: Instant | undefined,
): Fail<{ from: string; until: string }> | undefined {
  if (from?.epochMs === undefined || until?.epochMs === undefined || from.epochMs < until.epochMs)
    return undefined;
  return { verdict: 'fail', at: [from.at, until.at], data: { from: from.raw, until: until.raw } };
}
