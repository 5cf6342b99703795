import { defineCheck } from '../check.ts';
import { isAhead, tooEarly } from '../clock.ts';

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

  run({ authnStatements, element, issueInstant, conditions }, facts) {
    const ahead = authnStatements
      .map(({ authnInstant }) => authnInstant)
      .find((instant) => isAhead(instant, facts));
    if (!isAhead(ahead, facts)) return { verdict: 'pass' };
    if (isAhead(issueInstant, facts) || isAhead(conditions?.notBefore, facts))
      return { verdict: 'skip', because: 'the whole assertion is from the future, which other checks tell' };
    return { explains: [{ check: 'authn-statement/after-issue', on: element }], ...tooEarly(ahead, facts) };
  },

  message: ({ instant, now, early }) =>
    `AuthnInstant is ${instant}, ${early} after the moment it is judged at, ${now}.`,
});
