import { defineCheck } from '../check.ts';
import { isOver, staleRemedies, tooLate } from '../clock.ts';

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

  run({ conditions }, facts) {
    const limit = conditions?.notOnOrAfter;
    if (!isOver(limit, facts)) return { verdict: 'pass' };
    return { remedies: staleRemedies(facts.now - limit.epochMs), ...tooLate(limit, facts) };
  },

  message: ({ limit, now, late, skew }) =>
    `The assertion was valid until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
