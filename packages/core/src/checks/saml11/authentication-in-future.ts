import { defineCheck } from '../check.ts';
import { isAhead, tooEarly } from '../clock.ts';

export default defineCheck({
  id: 'saml11/authentication-in-future',
  title: 'By the SAML 1.1 assertion the user signs in in the future',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.4.3',
      says: 'AuthenticationInstant is the time at which the authentication took place (paraphrased).',
    },
  ],
  why: `A relying party that limits how long a login counts refuses one that lies ahead. It is the identity provider's clock that
runs ahead, or local time written as UTC.`,
  fix: "Set the identity provider's clock by NTP, and have it write UTC.",

  skip: ({ authentications }) =>
    authentications.some(({ authenticationInstant }) => authenticationInstant?.epochMs !== undefined)
      ? undefined
      : 'there is no readable AuthenticationInstant',

  run({ authentications, issueInstant, conditions }, facts) {
    const ahead = authentications
      .map(({ authenticationInstant }) => authenticationInstant)
      .find((instant) => isAhead(instant, facts));
    if (!isAhead(ahead, facts)) return { verdict: 'pass' };
    if (isAhead(issueInstant, facts) || isAhead(conditions?.notBefore, facts))
      return { verdict: 'skip', because: 'the whole assertion is from the future, which other checks tell' };
    return tooEarly(ahead, facts);
  },

  message: ({ instant, now, early }) =>
    `AuthenticationInstant is ${instant}, ${early} after the moment it is judged at, ${now}.`,
});
