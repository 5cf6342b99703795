import { limits } from '../base/limits.ts';
import { Budget } from './budget.ts';
import { isObject, type JsonValue, member, readJson } from './json.ts';
import { coversAction } from './pattern.ts';
import { nameOfStatement, type PolicyDocument, type PolicyStatement, readPolicy } from './policy.ts';

/**
 * All that the AWS connector of Microsoft Entra ID needs: the user whose access key it is given may list roles.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity/saas-apps/amazon-web-service-tutorial
 */
export const leastProvisioningPolicy: object = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' }],
};

const NEEDED = 'iam:ListRoles';

/** What is wrong with the policy of the connector's user. */
export interface ProvisioningPolicyFinding {
  readonly code: 'grants-more' | 'grants-too-little' | 'denied-without-mfa';
  readonly severity: 'error' | 'warning';
  readonly says: string;
  readonly do: string;
}

/**
 * Reads the policy of a user: the document itself, or what `aws iam get-policy-version` or `get-user-policy` printed.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`
 */
export function readUserPolicy(text: string, from: string): PolicyDocument {
  const json = readJson(text, from);
  if (!isObject(json)) return readPolicy(json);
  const version = member(json, 'PolicyVersion');
  const document: JsonValue | undefined = version
    ? member(version, 'Document')
    : member(json, 'PolicyDocument');
  return readPolicy(document ?? member(json, 'Document') ?? json);
}

/** Holds the policy of the connector's user against what it needs. */
export function judgeProvisioningPolicy(policy: PolicyDocument): readonly ProvisioningPolicyFinding[] {
  const budget = new Budget(limits.policySteps);
  const covers = (statement: PolicyStatement) =>
    statement.actions?.some((pattern) => coversAction(pattern, NEEDED, budget)) ??
    !statement.notActions?.some((pattern) => coversAction(pattern, NEEDED, budget));
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const denies = policy.statements.filter((one) => one.effect === 'Deny' && covers(one));
  return [
    ...allows.flatMap(grantsMore),
    ...(allows.some(covers) ? [] : [TOO_LITTLE]),
    ...denies.map((one): ProvisioningPolicyFinding => {
      const mfa = one.conditions.some(({ key }) => /^aws:multifactorauth/i.test(key));
      return {
        code: mfa ? 'denied-without-mfa' : 'grants-too-little',
        severity: 'error',
        says: `${capital(nameOfStatement(one))} denies ${NEEDED}${
          mfa ? ' without multi-factor authentication, which an access key that a service uses never has' : ''
        }, so the connector cannot read the roles.`,
        do: mfa
          ? "Exempt the connector's user from that statement, or give it a policy of its own."
          : `Let the connector's user call ${NEEDED}.`,
      };
    }),
  ];
}

const TOO_LITTLE: ProvisioningPolicyFinding = {
  code: 'grants-too-little',
  severity: 'error',
  says: `No statement allows ${NEEDED}, so the connector cannot read the roles.`,
  do: `Allow ${NEEDED} on "*".`,
};

function grantsMore(statement: PolicyStatement): ProvisioningPolicyFinding[] {
  const name = capital(nameOfStatement(statement));
  const finding = (what: string): ProvisioningPolicyFinding[] => [
    {
      code: 'grants-more',
      severity: 'warning',
      says: `${name} allows ${what}. The access key lies with Microsoft Entra ID; whoever gets hold of it can do as much.`,
      do: `Allow ${NEEDED} alone. Older guides ask for more, which the connector does not use.`,
    },
  ];
  if (statement.notActions) return finding(`everything but ${listed(statement.notActions)}`);
  const more = (statement.actions ?? []).filter((action) => action.toLowerCase() !== NEEDED.toLowerCase());
  return more.length === 0 ? [] : finding(`${listed(more)} beside ${NEEDED}`);
}

function listed(all: readonly string[]): string {
  const shown = all.slice(0, 5);
  return all.length > shown.length
    ? `${shown.join(', ')} and ${all.length - shown.length} more`
    : shown.join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
