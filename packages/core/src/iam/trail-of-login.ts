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

const ASSUME = 'AssumeRoleWithSAML';

/** Calls of AssumeRoleWithSAML with the assertion of that ID, in order of time. */
export function callsWith(
  events: readonly TrailEvent[],
  assertionId: string | undefined,
): readonly TrailEvent[] {
  return (assertionId === undefined ? undefined : callsById(events).get(assertionId)) ?? [];
}

/** Made once, however many assertions are looked for. */
function callsById(events: readonly TrailEvent[]): ReadonlyMap<string, readonly TrailEvent[]> {
  const before = indexes.get(events);
  if (before) return before;
  const calls = new Map<string, TrailEvent[]>();
  for (const event of byTime(events.filter(({ name }) => name === ASSUME))) {
    const id = event.asked.assertionId;
    if (id === undefined) continue;
    const same = calls.get(id);
    if (same) same.push(event);
    else calls.set(id, [event]);
  }
  indexes.set(events, calls);
  return calls;
}

const indexes = new WeakMap<readonly TrailEvent[], ReadonlyMap<string, readonly TrailEvent[]>>();

/** Finds in a log what became of an assertion. */
export function trailOfLogin(events: readonly TrailEvent[], traits: LoginTraits): LoginTrail {
  const calls = callsWith(events, traits.assertionId);
  const similar =
    calls.length > 0
      ? []
      : byTime(events.filter((event) => event.name === ASSUME && isSimilar(event, traits)));
  const successes = [...calls, ...similar].filter(({ errorCode }) => errorCode === undefined);
  const sessions = new Set(successes.flatMap(({ answered }) => answered.sessionId ?? []));
  const keys = new Set(successes.flatMap(({ answered }) => answered.accessKeyId ?? []));
  const start = Math.min(...successes.map(({ time }) => time ?? Number.POSITIVE_INFINITY));
  const own = events.filter(
    (event) =>
      event.name !== ASSUME &&
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
