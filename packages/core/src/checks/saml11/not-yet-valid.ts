import { defineCheck } from '../check.ts';
import { clockHint, forgiven } from '../clock.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'saml11/not-yet-valid',
  title: 'The SAML 1.1 assertion is not valid yet',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.1',
      says: 'NotBefore is the first moment at which the assertion is valid.',
    },
  ],
  why: `The relying party's clock says that the assertion lies in the future. The identity provider's clock is ahead, or the
relying party's is behind; seconds are enough.`,
  fix: `Set the clocks of the identity provider and the relying party by NTP, and have the relying party forgive a
minute or two.`,

  skip: ({ conditions }) =>
    conditions?.notBefore?.epochMs === undefined ? 'there is no readable NotBefore' : undefined,

  run({ conditions }, { now, skewMs }) {
    const start = conditions?.notBefore;
    if (start?.epochMs === undefined || now + skewMs >= start.epochMs) return { verdict: 'pass' };
    const hint = clockHint(now - start.epochMs, start);
    return {
      verdict: 'fail',
      at: [start.at],
      data: {
        start: start.raw,
        now: moment(now),
        early: duration(start.epochMs - now),
        skew: forgiven(skewMs),
      },
      expected: `${start.raw} or later`,
      actual: `judged at ${moment(now)}`,
      ...(hint && { nearMiss: hint }),
    };
  },

  message: ({ start, now, early, skew }) =>
    `The assertion is valid from ${start}; it is judged at ${now}, ${early} too early (${skew}).`,
});
