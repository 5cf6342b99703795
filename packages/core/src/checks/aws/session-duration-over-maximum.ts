import { SESSION_DURATION, SESSION_DURATION_MAX } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { noRolesGiven, rolesClaimed } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'aws/session-duration-over-maximum',
  title: 'The session is to last longer than a role allows',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['iamRoles'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Requested DurationSeconds exceeds MaxSessionDuration set for this role: the error of the command line and the API.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
      says: 'The maximum of the role limits sessions of the API; it is said not to apply where a console URL is made.',
    },
  ],
  why: `A role has a MaxSessionDuration, one hour unless it was raised. A program that asks STS for as long as SessionDuration says is
told "The requested DurationSeconds exceeds the MaxSessionDuration set for this role". Whether the console minds, AWS
documents only for other ways of signing in.`,
  fix: `In IAM, raise MaxSessionDuration of the role (up to 43200), or have the identity provider send a shorter
SessionDuration.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    noRolesGiven(facts) ??
    (attributesNamed(assertion, SESSION_DURATION).length > 0 ? undefined : 'there is no SessionDuration'),

  run(assertion, facts) {
    const [value] = attributesNamed(assertion, SESSION_DURATION).flatMap(({ values }) => values);
    if (!value || !/^\d{1,9}$/.test(value.value)) {
      return {
        verdict: 'skip',
        because: 'SessionDuration is no number; aws/session-duration-invalid is about that',
      };
    }
    const seconds = Number(value.value);
    if (seconds > SESSION_DURATION_MAX) {
      return {
        verdict: 'skip',
        because: 'no role allows as much; aws/session-duration-invalid is about that',
      };
    }
    const over = rolesClaimed(assertion, facts).flatMap(({ role }) =>
      role?.maxSessionDuration !== undefined && role.maxSessionDuration < seconds ? [role] : [],
    );
    const [first, ...rest] = over;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [value.at],
      data: {
        seconds,
        role: first.arn.written,
        most: first.maxSessionDuration ?? 0,
        more: rest.length > 0 ? `; ${counted(rest.length, 'more role')} likewise` : '',
      },
      expected: `at most ${first.maxSessionDuration} (MaxSessionDuration of ${first.arn.name})`,
      actual: `${seconds}`,
      remedies: [
        {
          end: 'service provider',
          do: `In IAM, at Roles > ${first.arn.name}: raise the maximum session duration (aws iam update-role --role-name ${first.arn.name} --max-session-duration ${seconds}).`,
        },
        atIdentityProvider(facts, 'attributes', 'send a shorter SessionDuration'),
      ],
    };
  },

  message: ({ seconds, role, most, more }) =>
    `SessionDuration is ${seconds} s, and ${role} allows ${most} s${more}.`,
});
