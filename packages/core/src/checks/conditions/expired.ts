import { defineCheck } from '../check.ts';
import { clockHint, forgiven, lateness, staleRemedies } from '../clock.ts';
import { moment } from '../wording.ts';

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

  run(assertion, { now, skewMs }) {
    const limit = assertion.conditions?.notOnOrAfter;
    if (limit?.epochMs === undefined || now - skewMs < limit.epochMs) return { verdict: 'pass' };
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
    `The assertion was valid until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
