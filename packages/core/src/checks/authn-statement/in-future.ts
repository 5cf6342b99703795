import { defineCheck } from '../check.ts';
import { clockHint } from '../clock.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/in-future',
  title: 'The user is said to sign in in the future',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.2',
      says: 'AuthnInstant is the time at which the authentication took place.',
    },
  ],
  why: `Service providers that look at AuthnInstant refuse one that lies ahead. It is the identity provider's clock that runs
ahead, or local time written as UTC.`,
  fix: `Set the identity provider's clock by NTP, and have it write UTC.`,

  skip: ({ authnStatements }) =>
    authnStatements.some(({ authnInstant }) => authnInstant?.epochMs !== undefined)
      ? undefined
      : 'there is no readable AuthnInstant',

  run({ authnStatements, element, issueInstant, conditions }, { now, skewMs }) {
    const ahead = authnStatements.find(
      ({ authnInstant }) => (authnInstant?.epochMs ?? 0) > now + skewMs,
    )?.authnInstant;
    if (ahead?.epochMs === undefined) return { verdict: 'pass' };
    if (Math.max(issueInstant?.epochMs ?? 0, conditions?.notBefore?.epochMs ?? 0) > now + skewMs)
      return { verdict: 'skip', because: 'the whole assertion is from the future, which other checks tell' };
    const hint = clockHint(now - ahead.epochMs, ahead);
    return {
      verdict: 'fail',
      at: [ahead.at],
      data: { instant: ahead.raw, now: moment(now), early: duration(ahead.epochMs - now) },
      expected: `${moment(now)} or before`,
      actual: ahead.raw,
      ...(hint && { nearMiss: hint }),
      explains: [{ check: 'authn-statement/after-issue', on: element }],
    };
  },

  message: ({ instant, now, early }) =>
    `AuthnInstant is ${instant}, ${early} after the moment it is judged at, ${now}.`,
});
