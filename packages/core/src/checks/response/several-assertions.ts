import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'response/several-assertions',
  title: 'The response holds several assertions',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'A response must hold one assertion at least; more are allowed.',
    },
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'Where there are several, all must be about the same user and by the same issuer.',
    },
  ],
  why: `It is allowed, but many service providers read the first assertion and pass over the rest, and some refuse the
response: attributes in the second never arrive. A second assertion is also what signature wrapping adds.`,
  fix: `Have the identity provider put all its statements into one assertion.`,

  run({ assertions, encryptedAssertions }) {
    const [, second] = [...assertions.map(({ element }) => element), ...encryptedAssertions];
    const count = assertions.length + encryptedAssertions.length;
    return second ? { verdict: 'fail', at: [second], data: { count } } : { verdict: 'pass' };
  },

  message: ({ count }) => `There are ${count} assertions in the response.`,
});
