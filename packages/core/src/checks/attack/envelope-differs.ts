import { defineCheck } from '../check.ts';
import { isCovered, isCoveredBeside } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { duration, shown } from '../wording.ts';

/** Longer than any login that waits between signing and sending. */
const LATER = 60_000;

export default defineCheck({
  id: 'attack/envelope-differs',
  title: 'The unsigned Response contradicts the signed Assertion in it',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'Both the Response and the bearer confirmation, which the signature of the assertion protects, must name the request that is answered.',
    },
  ],
  why: `Where only the Assertion is signed, anybody can write the Response round it: its InResponseTo, its time, its Status. An assertion that was stolen or used before is replayed like that, in a new Response that answers another request. A
service provider that takes these values from the Response believes what nobody signed.`,
  fix: `Compare with what the identity provider sent. At the service provider, use what the signed assertion says, accept each
assertion once, and have the identity provider sign the Response as well.`,

  skip(response) {
    const { element, signatures, assertions } = response;
    if (isCovered(element, signatures) || isCoveredBeside(response)) return 'the Response itself is signed';
    return assertions.some((assertion) => isCovered(assertion.element, signatures))
      ? undefined
      : 'no assertion is signed';
  },

  run(response) {
    const assertion = response.assertions.find(({ element }) => isCovered(element, response.signatures));
    if (!assertion) return { verdict: 'pass' };
    const answered = assertion.subject?.confirmations.find(({ inResponseTo }) => inResponseTo)?.inResponseTo;
    const asked = response.inResponseTo;
    if (asked && answered && asked.value !== answered.value) {
      return {
        verdict: 'fail',
        at: [asked.at, answered.at],
        explains: [{ check: 'response/in-response-to-differs' }],
        data: { name: 'InResponseTo', outside: shown(asked.value), inside: shown(answered.value) },
        ...sideBySide(shown(answered.value), shown(asked.value)),
      };
    }
    const issued = response.issueInstant;
    const limit = assertion.conditions?.notOnOrAfter;
    if (issued?.epochMs === undefined || limit?.epochMs === undefined) return { verdict: 'pass' };
    const late = issued.epochMs - limit.epochMs;
    if (late < LATER) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [issued.at, limit.at],
      data: {
        name: 'IssueInstant',
        outside: `${shown(issued.raw)}, ${duration(late)} after the assertion ran out`,
        inside: `valid until ${shown(limit.raw)}`,
      },
      ...sideBySide(`valid until ${shown(limit.raw)}`, `issued ${shown(issued.raw)}`),
    };
  },

  message: ({ name, outside, inside }) =>
    `${name} of the Response, which nothing signs, is ${outside}; the signed Assertion says ${inside}.`,
});
