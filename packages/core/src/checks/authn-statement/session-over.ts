import { defineCheck } from '../check.ts';
import { isOver, staleRemedies, tooLate } from '../clock.ts';

export default defineCheck({
  id: 'authn-statement/session-over',
  title: 'The session at the identity provider is over',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.2',
      says: 'SessionNotOnOrAfter is the time at which the session between the user and the identity provider must be considered ended.',
    },
    {
      spec: 'saml-errata',
      section: 'E79',
      says: 'It is an upper bound on the sessions that come of the assertion.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'A service provider should end its own session by then, unless the user signs in again.',
    },
  ],
  why: `A service provider that keeps to it ends its session at once, so the user is sent back to sign in, sometimes round and
round. Others pass over the attribute, so it works with one service provider and not with another.`,
  fix: `Compare the two clocks, and see how long a session the identity provider grants. If this is a capture of an earlier
login, judge it as of then.`,

  skip: ({ authnStatements }) =>
    authnStatements.some(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter?.epochMs !== undefined)
      ? undefined
      : 'there is no readable SessionNotOnOrAfter',

  run({ authnStatements }, facts) {
    const limit = authnStatements
      .map(({ sessionNotOnOrAfter }) => sessionNotOnOrAfter)
      .find((end) => isOver(end, facts));
    if (!isOver(limit, facts)) return { verdict: 'pass' };
    return { remedies: staleRemedies(facts.now - limit.epochMs), ...tooLate(limit, facts) };
  },

  message: ({ limit, now, late, skew }) =>
    `The session ends at ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
