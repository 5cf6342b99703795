import type { IamArn } from './arn.ts';

/**
 * The least trust policy that lets an assertion in: this provider, these actions, these ACS URLs. What to put into
 * `aws iam update-assume-role-policy --policy-document`.
 */
export function minimalTrustPolicy(
  provider: IamArn,
  actions: readonly string[],
  recipients: readonly string[],
): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider.written },
        Action: oneOrAll(actions),
        ...(recipients.length > 0 && { Condition: { StringEquals: { 'SAML:aud': oneOrAll(recipients) } } }),
      },
    ],
  };
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}
