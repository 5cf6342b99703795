import type { Drift, DriftFinding } from '../../iam/drift.ts';
import type { ProvisioningPolicyFinding } from '../../iam/provisioning-policy.ts';
import type { Block, Item, Tone } from '../blocks.ts';

/** What `samlscope aws drift` tells. */
export interface DriftReport extends Drift {
  /** All that the user whose access key the connector has needs to be allowed. */
  readonly leastPolicy: object;
  /** What is wrong with the policy given; absent where none was. */
  readonly policyFindings?: readonly ProvisioningPolicyFinding[];
}

/** Each fault with its remedy, then both sides. */
export function viewDrift(report: DriftReport): Block[] {
  const { application, roles, appRoles, findings, policyFindings = [] } = report;
  const all = [...policyFindings, ...findings];
  const serious = all.filter(({ severity }) => severity !== 'note');
  const name = application.name ?? application.id ?? 'The application';
  return [
    {
      type: 'verdict',
      tone:
        serious.length === 0
          ? 'good'
          : serious.some(({ severity }) => severity === 'error')
            ? 'error'
            : 'warning',
      text:
        serious.length === 0
          ? `${name} and IAM are in step`
          : `${name} and IAM differ: ${serious.length === 1 ? 'one finding' : `${serious.length} findings`}`,
    },
    ...viewFindings(all),
    { type: 'heading', level: 1, text: `Roles in IAM: ${roles.length}` },
    {
      type: 'list',
      items: roles.map(
        ({ arn, state, because }): Item => ({
          text: arn,
          values: [state === 'skipped' ? `not imported: ${because ?? ''}` : STATES[state]],
          ...(state === 'missing' && { tone: 'warning' as const }),
          ...(state === 'skipped' && { tone: 'faint' as const }),
        }),
      ),
    },
    { type: 'heading', level: 1, text: `Roles of the application: ${appRoles.length}` },
    {
      type: 'list',
      items: appRoles.map(
        ({ displayName, id, value, state, assigned }): Item => ({
          text: `${displayName === '' ? id : displayName}: ${APP_STATES[state]}`,
          values: [
            ...(value === undefined ? [] : [value]),
            ...(assigned
              ? [assigned.length === 0 ? 'assigned to nobody' : `assigned to ${assigned.join(', ')}`]
              : []),
          ],
          ...(state !== 'in-step' && state !== 'default' && { tone: 'warning' as const }),
        }),
      ),
    },
  ];
}

const STATES = { imported: 'in the application', missing: 'missing in the application' } as const;

const APP_STATES = {
  'in-step': 'in step with IAM',
  stale: 'no longer in IAM',
  disabled: 'disabled',
  malformed: 'no role and provider',
  'other-account': 'of an account that was not given',
  'too-long': 'too long',
  duplicate: 'there twice',
  'other-provider': 'by a provider that the role does not trust',
  default: 'sends no role',
} as const;

const TONES: Readonly<Record<DriftFinding['severity'], Tone>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
};

function viewFindings(findings: readonly (DriftFinding | ProvisioningPolicyFinding)[]): Block[] {
  if (findings.length === 0) return [];
  return [
    { type: 'heading', level: 1, text: 'What to put right' },
    {
      type: 'list',
      items: findings.map(({ severity, says, do: action }) => ({
        text: `${severity}: ${says}`,
        values: [action],
        tone: TONES[severity],
      })),
    },
  ];
}
