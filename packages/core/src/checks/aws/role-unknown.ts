import { roleLike } from '../../iam/claimed-roles.ts';
import { noRolesGiven, rolesClaimed } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-unknown',
  title: 'There is no such role in the account',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['iamRoles'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Not authorized to perform sts:AssumeRoleWithSAML: among others where the role is misspelt or does not exist; names of roles are case sensitive.',
    },
  ],
  why: `To a role that does not exist AWS answers the same as to one whose trust policy refuses: "Not authorized to perform
sts:AssumeRoleWithSAML". The name is compared with upper and lower case, and its path is part of it.`,
  fix: `At the identity provider, correct the role in the Role attribute, or take it from the users who have it
assigned; or create it in AWS.`,

  skip: (_, facts) => notAws(facts) ?? noRolesGiven(facts),

  run(assertion, facts) {
    const bad = rolesClaimed(assertion, facts).filter(({ state }) => state === 'absent');
    const [first, ...rest] = bad;
    const arn = first?.pair.role;
    if (!first || !arn) return { verdict: 'pass' };
    const like = roleLike(arn, facts.iamRoles);
    const near =
      like &&
      (like.differs === 'case'
        ? 'There is one by that name in another case, which makes it another role.'
        : `There is one by that name on the path ${shown(like.role.arn.path)}, and the path belongs into the ARN.`);
    const meant = like?.role;
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: {
        arn: shown(arn.written),
        account: shown(arn.account),
        more: rest.length > 0 ? `; ${counted(rest.length, 'more role')} likewise` : '',
      },
      ...(meant && { expected: meant.arn.written }),
      actual: shown(arn.written),
      ...(near && { nearMiss: near }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          meant ? `send \`${meant.arn.written}\`` : 'no longer send this role, or create it in IAM',
        ),
      ],
    };
  },

  message: ({ arn, account, more }) => `Account ${account} has no role ${arn}${more}.`,
});
