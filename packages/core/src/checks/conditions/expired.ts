import { defineCheck } from '../check.ts';
import { isOver, staleRemedies, tooLate } from '../clock.ts';

export default defineCheck({
  id: 'conditions/expired',
  title: 'The assertion is no longer valid',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.2',
      says: 'NotOnOrAfter is the first moment at which the assertion is no longer valid, so that moment itself is too late.',
    },
    {
      spec: 'saml-errata',
      section: 'E92',
      says: 'Receivers should allow for some difference between clocks; three to five minutes are a reasonable default.',
    },
  ],
  why: `\`NotOnOrAfter\` in \`Conditions\` ends the time in which the assertion may be relied on. After it a copy of the
assertion is worth nothing, and a service provider has to refuse it.`,
  fix: `Compare the clocks of the identity and the service provider first: when the end is missed by seconds or a few
minutes, one of them is wrong. If they agree, the message was kept too long on its way; have the user log in anew.`,

  skip: (assertion) =>
    assertion.conditions?.notOnOrAfter?.epochMs === undefined
      ? 'there is no readable NotOnOrAfter in Conditions'
      : undefined,

  run(assertion, facts) {
    const limit = assertion.conditions?.notOnOrAfter;
    if (!isOver(limit, facts)) return { verdict: 'pass' };
    return { remedies: staleRemedies(facts.now - limit.epochMs), ...tooLate(limit, facts) };
  },

  message: ({ limit, now, late, skew }) =>
    `The assertion was valid until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
