import { ROLE, rolePairOf } from '../../vendors/aws.ts';
import { readAwsLanding } from '../../vendors/aws-relay-state.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { notLeadingTo } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/appstream-account-mismatch',
  title: 'RelayState names another account than the roles are in',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
      says: 'The relay state URL has accountId, the ID of the AWS account, without hyphens.',
    },
  ],
  why: `The stack that the user is to land on is in the account that RelayState names. With a role of another account the user
cannot reach it.`,
  fix: `At the identity provider, correct accountId in the relay state, or assign a role of that account.`,

  skip: ({ assertions, delivery }, facts) =>
    notLeadingTo('aws-appstream', facts, delivery) ??
    (readAwsLanding(delivery?.relayState ?? '')?.account === undefined
      ? 'the capture shows no RelayState with an account'
      : assertions.some((assertion) => attributesNamed(assertion, ROLE).length > 0)
        ? undefined
        : 'there is no Role; aws/role-missing is about that'),

  run({ assertions, delivery }) {
    const account = readAwsLanding(delivery?.relayState ?? '')?.account ?? '';
    const values = assertions
      .flatMap((assertion) => attributesNamed(assertion, ROLE))
      .flatMap((attribute) => attribute.values);
    const accounts = [
      ...new Set(values.slice(0, 200).flatMap((value) => rolePairOf(value).role?.account ?? [])),
    ];
    const [first] = values;
    if (!first || accounts.length === 0 || accounts.includes(account)) return { verdict: 'pass' };
    const hyphens = accounts.includes(account.replace(/-/g, ''));
    return {
      verdict: 'fail',
      at: [first.at],
      data: { account: shown(account), accounts: anyOf(accounts) },
      expected: anyOf(accounts),
      actual: shown(account),
      ...(hyphens && {
        nearMiss: 'It is the same account written with hyphens, which the relay state must not have.',
      }),
      remedies: [
        {
          end: 'identity provider',
          do: `Correct accountId in the relay state of the application to ${anyOf(accounts)}, or assign the user a role of ${shown(account)}.`,
        },
      ],
    };
  },

  message: ({ account, accounts }) =>
    `RelayState leads to a stack in the account ${account}, and the roles are in ${accounts}.`,
});
