import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { isOver, staleRemedies, tooLate } from '../clock.ts';

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

  run(confirmation, facts) {
    const limit = confirmation.notOnOrAfter;
    if (!isOver(limit, facts)) return { verdict: 'pass' };
    const stillOpen = anotherBearer(
      confirmation,
      ({ notOnOrAfter }) => notOnOrAfter?.epochMs !== undefined && !isOver(notOnOrAfter, facts),
    );
    if (stillOpen) return { verdict: 'skip', because: ANOTHER_SUFFICES };
    return { remedies: staleRemedies(facts.now - limit.epochMs), ...tooLate(limit, facts) };
  },

  message: ({ limit, now, late, skew }) =>
    `The assertion could be delivered until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
