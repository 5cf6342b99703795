import { noProviderGiven, rolesClaimed } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/provider-unknown',
  title: 'There is no such SAML provider in the account',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: "Specified provider doesn't exist: the name of the provider in the assertion does not match that in IAM.",
    },
  ],
  why: `The ARN of the provider tells AWS whose metadata to verify with. Where the account has no provider of that name, upper and
lower case included, it answers "Specified provider doesn't exist".`,
  fix: `At the identity provider, correct the provider in the Role attribute; or create it in that AWS account.`,

  skip: (_, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (facts.iamProviders?.some(({ complete }) => complete)
      ? undefined
      : 'no list of all providers was given (aws iam list-saml-providers)'),

  run(assertion, facts) {
    const bad = rolesClaimed(assertion, facts).filter(({ providerAbsent }) => providerAbsent);
    const [first, ...rest] = bad;
    const arn = first?.pair.provider;
    if (!first || !arn) return { verdict: 'pass' };
    const own = facts.iamProviders
      .flatMap(({ providers }) => providers)
      .flatMap((one) => (one.arn?.account === arn.account ? [one.arn.written] : []));
    const meant = own.find((one) => one.toLowerCase() === arn.written.toLowerCase());
    const near = meant && 'There is one by that name in another case, which makes it another provider.';
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: { arn: shown(arn.written), account: shown(arn.account) },
      expected: anyOf(own.map(shown)),
      actual: shown(arn.written),
      ...(near && { nearMiss: near }),
      remedies: [atIdentityProvider(facts, 'attributes', 'correct the provider in the Role attribute')],
    };
  },

  message: ({ arn, account }) => `Account ${account} has no provider ${arn}.`,
});
