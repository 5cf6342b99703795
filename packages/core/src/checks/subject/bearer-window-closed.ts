import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { clockHint, forgiven, lateness, staleRemedies } from '../clock.ts';
import { moment } from '../wording.ts';

export default defineCheck({
  id: 'subject/bearer-window-closed',
  title: 'The response was delivered after its bearer window closed',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'The service provider must verify that NotOnOrAfter in a bearer SubjectConfirmationData has not passed, allowing for some clock difference between the two ends.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'A bearer confirmation has "a NotOnOrAfter attribute that limits the window during which the assertion can be delivered".',
    },
  ],
  why: `A bearer assertion works for whoever holds it. The window keeps a copied one from working later, so service
providers refuse anything that arrives after it, even while \`Conditions\` are still open.`,
  fix: `Compare the two clocks first: a window missed by seconds or a few minutes is usually drift. If they agree, look for
what held the response up (a login page left open, a form sent twice) or have the identity provider widen the window.
Five minutes are common.`,

  skip: (confirmation) =>
    notBearer(confirmation) ??
    (confirmation.notOnOrAfter?.epochMs === undefined ? 'there is no readable NotOnOrAfter' : undefined),

  run(confirmation, { now, skewMs }) {
    const limit = confirmation.notOnOrAfter;
    // "Not on or after": the limit itself is too late.
    if (limit?.epochMs === undefined || now - skewMs < limit.epochMs) return { verdict: 'pass' };
    const stillOpen = anotherBearer(
      confirmation,
      ({ notOnOrAfter }) => notOnOrAfter?.epochMs !== undefined && now - skewMs < notOnOrAfter.epochMs,
    );
    if (stillOpen) return { verdict: 'skip', because: ANOTHER_SUFFICES };
    const late = now - limit.epochMs;
    const hint = clockHint(late, limit);
    return {
      verdict: 'fail',
      at: [limit.at],
      data: { limit: limit.raw, now: moment(now), late: lateness(late), skew: forgiven(skewMs) },
      expected: `before ${limit.raw}`,
      actual: `judged at ${moment(now)}`,
      ...(hint && { nearMiss: hint }),
      remedies: staleRemedies(late),
    };
  },

  message: ({ limit, now, late, skew }) =>
    `The assertion could be delivered until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
