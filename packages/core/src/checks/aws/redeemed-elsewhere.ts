import { callsWith } from '../../iam/trail-of-login.ts';
import { defineCheck } from '../check.ts';
import { notAws } from '../remedies.ts';
import { allOf, counted, moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/redeemed-elsewhere',
  title: 'The assertion was handed in from more than one address',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['cloudTrail'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.5',
      says: 'A service provider ensures that bearer assertions are not replayed, by keeping the IDs of those it took until they expire.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html',
      says: 'The event of AssumeRoleWithSAML holds the ID of the assertion as sAMLAssertionID.',
    },
  ],
  why: `STS takes one assertion several times within its five minutes; programs that ask for several roles rely on it. From one address
that is ordinary. From two it may mean that somebody else has the assertion, or that the user's traffic leaves by two ways.`,
  fix: `Find out whose the addresses are. If one is not the user's, end the sessions: IAM > Roles > (role) > Revoke sessions.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (facts.cloudTrail ? undefined : 'no log was given (--cloudtrail)') ??
    (assertion.id ? undefined : 'the assertion has no ID to look for'),

  run(assertion, { cloudTrail }) {
    const calls = callsWith(cloudTrail, assertion.id?.value);
    const addresses = [...new Set(calls.flatMap(({ sourceIp }) => sourceIp ?? []))];
    if (addresses.length < 2) return { verdict: 'pass' };
    const times = calls.flatMap(({ time }) => (time === undefined ? [] : [time]));
    return {
      verdict: 'fail',
      at: [assertion.id?.at ?? assertion.element],
      data: {
        calls: counted(calls.length, 'time'),
        addresses: allOf(addresses.map(shown)),
        when:
          times.length === 0 ? '' : `, from ${moment(Math.min(...times))} to ${moment(Math.max(...times))}`,
      },
      expected: 'one address',
      actual: allOf(addresses.map(shown)),
      remedies: [
        {
          end: 'you',
          do: 'Find out whose the addresses are; ask the user, and look at what each session did.',
        },
        {
          end: 'service provider',
          do: 'If one is not the user’s: in IAM, at Roles > (role) > Revoke sessions, end the sessions of the role.',
        },
      ],
    };
  },

  message: ({ calls, addresses, when }) => `AWS logged this assertion ${calls}, by ${addresses}${when}.`,
});
