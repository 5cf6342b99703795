import { defineCheck } from '../check.ts';
import { clockHint, forgiven } from '../clock.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'conditions/not-yet-valid',
  title: 'The assertion is not valid yet',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.2',
      says: 'NotBefore is the earliest moment at which the assertion is valid.',
    },
    {
      spec: 'saml-errata',
      section: 'E92',
      says: 'Receivers should allow for some difference between clocks; three to five minutes are a reasonable default.',
    },
  ],
  why: `An assertion from the future means that the two clocks disagree: the identity provider's is ahead or the service
provider's behind. Service providers refuse it, often with a message that speaks of an invalid or expired assertion.`,
  fix: `Set both clocks by NTP. Until then, have the service provider forgive a minute or two of difference, or the identity
provider set NotBefore a little earlier than the moment it issues the assertion.`,

  skip: (assertion) =>
    assertion.conditions?.notBefore?.epochMs === undefined
      ? 'there is no readable NotBefore in Conditions'
      : undefined,

  run(assertion, { now, skewMs }) {
    const start = assertion.conditions?.notBefore;
    if (start?.epochMs === undefined || now + skewMs >= start.epochMs) return { verdict: 'pass' };
    const early = start.epochMs - now;
    const hint = clockHint(-early, start);
    return {
      verdict: 'fail',
      at: [start.at],
      data: { start: start.raw, now: moment(now), early: duration(early), skew: forgiven(skewMs) },
      expected: `at ${start.raw} or later`,
      actual: `judged at ${moment(now)}`,
      ...(hint && { nearMiss: hint }),
      remedies: [
        { end: 'identity provider', do: 'Check the clock there: it seems to be ahead.' },
        {
          end: 'service provider',
          do: `Check the clock there, and forgive some difference: ${duration(early)} would do here.`,
        },
      ],
    };
  },

  message: ({ start, now, early, skew }) =>
    `The assertion is valid from ${start}; it is judged at ${now}, ${early} too early (${skew}).`,
});
