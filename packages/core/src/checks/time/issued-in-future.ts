import type { Message } from '../../metadata/model.ts';
import { defineCheck } from '../check.ts';
import { clockHint, forgiven } from '../clock.ts';
import { places } from '../places.ts';
import { anyAssertionsOf, issuedIn } from '../stated-by.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'time/issued-in-future',
  title: 'The message says that it was issued in the future',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 3.2.1, 3.2.2',
      says: 'IssueInstant is the time at which the assertion, request or response was issued.',
    },
    {
      spec: 'saml-errata',
      section: 'E92',
      says: 'Receivers should allow for some difference between clocks; three to five minutes are a reasonable default.',
    },
  ],
  why: `Receivers that look at IssueInstant allow for little or no clock difference, and refuse what has not been issued yet
by their own clock. It is the clearest sign of two clocks that differ.`,
  fix: `Set the clocks of the sender and of the receiver by NTP. Where the difference is a whole number of hours, the
sender probably wrote local time as UTC.`,

  skip: (message) =>
    issuedIn(message).some(({ issueInstant }) => issueInstant?.epochMs !== undefined)
      ? undefined
      : 'there is no readable IssueInstant',

  run(message, { now, skewMs }) {
    // Where the sender lets its assertion be used from before its IssueInstant on, it allows for such a difference.
    const latest = now + skewMs + allowanceOf(message);
    if (
      anyAssertionsOf(message).some(({ conditions }) => (conditions?.notBefore?.epochMs ?? 0) > now + skewMs)
    )
      return { verdict: 'skip', because: 'NotBefore is ahead, too, and another check tells the same of it' };
    const early = issuedIn(message).flatMap(({ issueInstant }) =>
      issueInstant?.epochMs !== undefined && issueInstant.epochMs > latest ? [issueInstant] : [],
    );
    const [first, ...rest] = early;
    if (first?.epochMs === undefined) return { verdict: 'pass' };
    const hint = clockHint(now - first.epochMs, first);
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        owner: first.at.owner.localName,
        issued: first.raw,
        now: moment(now),
        early: duration(first.epochMs - now),
        skew: forgiven(skewMs),
      },
      expected: `${moment(now)} or before`,
      actual: first.raw,
      ...(hint && { nearMiss: hint }),
    };
  },

  message: ({ owner, issued, now, early, skew }) =>
    `The ${owner} was issued at ${issued}, ${early} after the moment it is judged at, ${now} (${skew}).`,
});

/** How long before its IssueInstant an assertion may be used already, by its own NotBefore. */
function allowanceOf(message: Message): number {
  const before = anyAssertionsOf(message).flatMap(({ issueInstant, conditions }) =>
    issueInstant?.epochMs !== undefined && conditions?.notBefore?.epochMs !== undefined
      ? [issueInstant.epochMs - conditions.notBefore.epochMs]
      : [],
  );
  return before.reduce((most, one) => Math.max(most, one), 0);
}
