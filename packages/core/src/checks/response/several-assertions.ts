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
      says: 'A response may hold several assertions, all about the same user.',
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
