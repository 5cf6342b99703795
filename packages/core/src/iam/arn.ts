import { type IamArn, readRolePair } from '../vendors/aws.ts';

export type { IamArn };

/** The ARN of a role or of a SAML provider, taken apart; `undefined` where it is none. */
export function readIamArn(text: string, kind: 'role' | 'provider'): IamArn | undefined {
  const pair = readRolePair(text);
  const arn = pair[kind];
  return arn?.written === text ? arn : undefined;
}

/**
 * The ARN of a session: `arn:aws:sts::111122223333:assumed-role/Admin/ana`. It leaves out the path of the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function sessionArn({ partition, account, name }: IamArn, sessionName: string): string {
  return `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`;
}
