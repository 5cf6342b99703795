import { defineCheck } from '../check.ts';
import { clockHint, forgiven, lateness, staleRemedies } from '../clock.ts';
import { moment } from '../wording.ts';

export default defineCheck({
  id: 'saml11/expired',
  title: 'The SAML 1.1 assertion is no longer valid',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.1',
      says: 'NotOnOrAfter is the first moment at which the assertion is no longer valid.',
    },
  ],
  why: `After this moment a copy of the assertion must not work any more, so the relying party refuses it. A login page left
open, or a clock that is ahead, is the usual cause.`,
  fix: `Compare the clocks of the identity provider and the relying party. If this is a capture of an earlier login,
judge it as of then.`,

  skip: ({ conditions }) =>
    conditions?.notOnOrAfter?.epochMs === undefined ? 'there is no readable NotOnOrAfter' : undefined,

  run({ conditions }, { now, skewMs }) {
    const limit = conditions?.notOnOrAfter;
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
