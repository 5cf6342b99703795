import { REDEEM_WITHIN_MS } from '../../vendors/aws.ts';
import { defineCheck } from '../check.ts';
import { notAws } from '../remedies.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'aws/redemption-window',
  title: 'The assertion is too old for AWS',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['now'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
      says: 'STS answers ExpiredTokenException to a token it takes no more. That this is five minutes after IssueInstant is in the error text itself ("Token must be redeemed within 5 minutes of issuance") and not in the documentation.',
    },
  ],
  why: `AWS takes an assertion for five minutes after its IssueInstant, however much later its own NotOnOrAfter may be: Microsoft
Entra ID, for one, writes an hour. Afterwards STS answers "Token must be redeemed within 5 minutes of issuance"
(ExpiredTokenException). The page on which the user chooses a role counts as well.`,
  fix: `Log in anew and hand the assertion in at once. If a fresh one fails too, the clock of the identity provider is behind.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (assertion.issueInstant?.epochMs === undefined ? 'there is no readable IssueInstant' : undefined),

  run(assertion, { now, skewMs }) {
    const issued = assertion.issueInstant;
    if (issued?.epochMs === undefined) return { verdict: 'pass' };
    const age = now - issued.epochMs;
    if (age - skewMs <= REDEEM_WITHIN_MS) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [issued.at],
      data: { issued: issued.raw, now: moment(now), age: duration(age) },
      expected: `until ${moment(issued.epochMs + REDEEM_WITHIN_MS)}`,
      actual: `judged at ${moment(now)}`,
      remedies: [
        { end: 'you', do: 'Log in anew and hand the assertion in at once.' },
        {
          end: 'you',
          do: 'If this is a capture of an earlier login, judge it as of then: give the moment it was received as `now`, or `issued` for its own IssueInstant.',
        },
        {
          end: 'identity provider',
          do: 'If a fresh assertion fails too, check the clock there: it is behind.',
        },
      ],
    };
  },

  message: ({ issued, now, age }) =>
    `The assertion was issued at ${issued} and is judged at ${now}, ${age} later, where AWS takes it for 5 min.`,
});
