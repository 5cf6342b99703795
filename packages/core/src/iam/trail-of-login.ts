import type { TrailEvent } from './cloudtrail.ts';

/** What an assertion is known by in the log. */
export interface LoginTraits {
  readonly assertionId: string | undefined;
  readonly sessionName: string | undefined;
  readonly roleArns: readonly string[];
  /** Milliseconds since the epoch. */
  readonly issued: number | undefined;
}

/** What the log shows of one login. */
export interface LoginTrail {
  /** Calls of AssumeRoleWithSAML with this very assertion, in order of time. */
  readonly calls: readonly TrailEvent[];
  /** Where there are none: calls with the same session name and role, soon after it was issued. */
  readonly similar: readonly TrailEvent[];
  /** Console sign-ins of the sessions. */
  readonly signIns: readonly TrailEvent[];
  /** What the sessions did, in order of time. */
  readonly afterwards: readonly TrailEvent[];
}

/** A call that belongs to an assertion comes within this time of its issue, clocks included: milliseconds. */
const NEAR = 15 * 60_000;

/** Finds in a log what became of an assertion. */
export function trailOfLogin(events: readonly TrailEvent[], traits: LoginTraits): LoginTrail {
  const assumed = events.filter(({ name }) => name === 'AssumeRoleWithSAML');
  const calls = byTime(
    assumed.filter(
      ({ asked }) => traits.assertionId !== undefined && asked.assertionId === traits.assertionId,
    ),
  );
  const similar = calls.length > 0 ? [] : byTime(assumed.filter((event) => isSimilar(event, traits)));
  const successes = [...calls, ...similar].filter(({ errorCode }) => errorCode === undefined);
  const sessions = new Set(successes.flatMap(({ answered }) => answered.sessionId ?? []));
  const keys = new Set(successes.flatMap(({ answered }) => answered.accessKeyId ?? []));
  const start = Math.min(...successes.map(({ time }) => time ?? Number.POSITIVE_INFINITY));
  const own = events.filter(
    (event) =>
      event.name !== 'AssumeRoleWithSAML' &&
      (event.time ?? 0) >= start &&
      (sessions.has(event.principalId ?? '') || keys.has(event.accessKeyId ?? '')),
  );
  return {
    calls,
    similar,
    signIns: byTime(own.filter(({ name }) => name === 'ConsoleLogin')),
    afterwards: byTime(own.filter(({ name }) => name !== 'ConsoleLogin')),
  };
}

function isSimilar(
  { asked, time }: TrailEvent,
  { sessionName, roleArns, issued, assertionId }: LoginTraits,
): boolean {
  if (asked.assertionId !== undefined && assertionId !== undefined) return false;
  const near = time === undefined || issued === undefined || Math.abs(time - issued) <= NEAR;
  const sameRole = asked.roleArn === undefined || roleArns.includes(asked.roleArn);
  const sameName = asked.sessionName === undefined || asked.sessionName === sessionName;
  const known = asked.roleArn !== undefined || asked.sessionName !== undefined;
  return near && sameRole && sameName && known;
}

function byTime(events: readonly TrailEvent[]): TrailEvent[] {
  return [...events].sort((one, other) => (one.time ?? 0) - (other.time ?? 0));
}
