import { defineCheck } from '../check.ts';
import { isOver, tooLate } from '../clock.ts';

export default defineCheck({
  id: 'logout/expired',
  title: 'The request to log out is no longer valid',
  severity: 'error',
  since: 'next',
  on: 'logoutRequest',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.7.1',
      says: 'NotOnOrAfter is the time at which the request expires, after which the recipient may discard it.',
    },
  ],
  why: `The recipient discards the request, so the user stays signed in there although the other side says otherwise. Nobody
notices until the next person at the same browser is that user still.`,
  fix: `Compare the two clocks, and have the sender set a limit of some minutes. If this is a capture of an earlier logout,
judge it as of then.`,

  skip: ({ notOnOrAfter }) =>
    notOnOrAfter?.epochMs === undefined ? 'there is no readable NotOnOrAfter' : undefined,

  run({ notOnOrAfter: limit }, facts) {
    return isOver(limit, facts) ? tooLate(limit, facts) : { verdict: 'pass' };
  },

  message: ({ limit, now, late, skew }) =>
    `The request is valid until ${limit}; it is judged at ${now}, ${late} (${skew}).`,
});
