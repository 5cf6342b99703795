import type { Instant } from '../saml/instant.ts';
import type { Remedy } from './check.ts';
import { duration } from './wording.ts';

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
export function lateness(lateMs: number): string {
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
