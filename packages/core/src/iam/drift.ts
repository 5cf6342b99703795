import { readRolePair } from '../vendors/aws.ts';
import type { IamArn } from './arn.ts';
import { type Importable, importable, PAIR_LENGTH_LIMIT } from './connector.ts';
import { DEFAULT_ACCESS, type EntraApp, type EntraAppRole, type EntraAssignment } from './entra-app.ts';
import type { IamRoles } from './role.ts';

/** How the roles of an enterprise application differ from those in IAM, and what that does to whom. */
export interface Drift {
  readonly application: { readonly id?: string; readonly name?: string };
  /** Every role in IAM, and whether the application has it. */
  readonly roles: readonly DriftRole[];
  /** Every role of the application, and whether IAM has it. */
  readonly appRoles: readonly DriftAppRole[];
  /** Worst first. */
  readonly findings: readonly DriftFinding[];
}

export interface DriftRole {
  readonly arn: string;
  /** `skipped`: the connector does not import it. */
  readonly state: 'imported' | 'missing' | 'skipped';
  /** Why it is skipped. */
  readonly because?: string;
}

export interface DriftAppRole {
  readonly id: string;
  readonly displayName: string;
  readonly value?: string;
  readonly state:
    | 'in-step'
    | 'stale'
    | 'disabled'
    | 'malformed'
    | 'other-account'
    | 'too-long'
    | 'duplicate'
    | 'other-provider'
    | 'default';
  /** `Ana Silva (User)`; absent where no assignments were given. */
  readonly assigned?: readonly string[];
}

export interface DriftFinding {
  readonly code:
    | 'stale'
    | 'assigned-in-vain'
    | 'malformed'
    | 'too-long'
    | 'duplicate'
    | 'other-provider'
    | 'other-account'
    | 'missing'
    | 'disabled'
    | 'default-access'
    | 'skipped';
  readonly severity: 'error' | 'warning' | 'note';
  /** The role it is about. */
  readonly about: string;
  /** One sentence. */
  readonly says: string;
  readonly do: string;
}

/** Holds an application against the roles of the accounts it is for. */
export function findDrift(
  app: EntraApp,
  exports: readonly IamRoles[],
  assignments: readonly EntraAssignment[] | undefined,
): Drift {
  const roles = exports.flatMap((one) => one.roles.map(importable));
  const known = { roles: new Map(roles.map((one) => [one.role.arn.written, one])), exports };
  const byValue = firstOfEachValue(app.appRoles);
  const judged = app.appRoles.map((appRole) => judge(appRole, known, byValue));
  const present = new Set(judged.flatMap(({ pair }) => (pair?.role ? [pair.role.written] : [])));
  const iam = roles.map((one): DriftRole => {
    const arn = one.role.arn.written;
    if (one.skipped !== undefined) return { arn, state: 'skipped', because: one.skipped };
    return { arn, state: present.has(arn) ? 'imported' : 'missing' };
  });
  const assigned = new Map<string, string[]>();
  for (const { principal, principalType, appRoleId } of assignments ?? []) {
    assigned.set(appRoleId, [...(assigned.get(appRoleId) ?? []), `${principal} (${principalType})`]);
  }
  const appRoles = judged.map(
    ({ appRole, state }): DriftAppRole => ({
      id: appRole.id,
      displayName: appRole.displayName,
      ...(appRole.value !== undefined && { value: appRole.value }),
      state,
      ...(assignments && { assigned: assigned.get(appRole.id) ?? [] }),
    }),
  );
  const findings = [
    ...judged.flatMap((one) => findingsOf(one, assigned.get(one.appRole.id) ?? [])),
    ...defaultAccess(app, assigned),
    ...unknownAssignments(app, assigned),
    ...iam.flatMap(missingOrSkipped),
  ];
  return {
    application: {
      ...(app.id !== undefined && { id: app.id }),
      ...(app.displayName !== undefined && { name: app.displayName }),
    },
    roles: iam,
    appRoles,
    findings: findings.sort((one, other) => RANK[one.severity] - RANK[other.severity]),
  };
}

const RANK = { error: 0, warning: 1, note: 2 } as const;

interface Judged {
  readonly appRole: EntraAppRole;
  readonly state: DriftAppRole['state'];
  readonly pair: { readonly role: IamArn | undefined; readonly provider: IamArn | undefined } | undefined;
  readonly says: string;
}

interface Known {
  readonly roles: ReadonlyMap<string, Importable>;
  readonly exports: readonly IamRoles[];
}

function judge(appRole: EntraAppRole, known: Known, byValue: ReadonlyMap<string, EntraAppRole>): Judged {
  const { value } = appRole;
  if (value === undefined) return { appRole, state: 'default', pair: undefined, says: '' };
  const pair = readRolePair(value);
  const judged = (state: Judged['state'], says = ''): Judged => ({ appRole, state, pair, says });
  const { role, provider } = pair;
  const spoiling = pair.problems.filter(
    ({ code }) => code !== 'accounts-differ' && code !== 'partitions-differ',
  );
  const [problem] = spoiling;
  if (problem || !role || !provider) return judged('malformed', problem?.message ?? '');
  const length = role.written.length + provider.written.length;
  if (length >= PAIR_LENGTH_LIMIT)
    return judged('too-long', `The two ARNs have ${length} characters together.`);
  if (byValue.get(value) !== appRole) return judged('duplicate');
  if (role.account !== provider.account) {
    return judged(
      'malformed',
      `The role is in account ${role.account}, the provider in ${provider.account}.`,
    );
  }
  const found = known.roles.get(role.written);
  if (!found) {
    const covered = known.exports.filter(({ roles }) =>
      roles.some(({ arn }) => arn.account === role.account),
    );
    if (covered.length === 0) return judged('other-account');
    return judged(covered.some(({ complete }) => complete) ? 'stale' : 'in-step', near(role, known.roles));
  }
  const trusts = found.providers.some(({ written }) => written === provider.written);
  if (!trusts && found.role.trustPolicy) return judged('other-provider', whom(found.providers));
  return judged(appRole.isEnabled ? 'in-step' : 'disabled');
}

/** Another role that it was probably meant to be. */
function near(role: IamArn, roles: ReadonlyMap<string, Importable>): string {
  for (const { role: other } of roles.values()) {
    if (other.arn.account !== role.account) continue;
    if (other.arn.written.toLowerCase() === role.written.toLowerCase())
      return ` There is ${other.arn.written}, in another case.`;
    if (other.arn.name === role.name) return ` There is ${other.arn.written}, on another path.`;
  }
  return '';
}

function whom(providers: readonly IamArn[]): string {
  return providers.length === 0 ? 'no SAML provider' : providers.map(({ written }) => written).join(', ');
}

function findingsOf({ appRole, state, pair, says }: Judged, assigned: readonly string[]): DriftFinding[] {
  const about = appRole.displayName === '' ? appRole.id : appRole.displayName;
  const role = pair?.role?.written ?? appRole.value ?? '';
  const has =
    assigned.length === 0 ? '' : ` ${listed(assigned)} ${assigned.length === 1 ? 'has' : 'have'} it.`;
  const severity = assigned.length > 0 ? 'error' : 'warning';
  const finding = (
    code: DriftFinding['code'],
    level: DriftFinding['severity'],
    sentence: string,
    action: string,
  ): DriftFinding[] => [{ code, severity: level, about, says: `${sentence}${has}`, do: action }];
  switch (state) {
    case 'in-step':
    case 'default':
      return [];
    case 'stale':
      return finding(
        'stale',
        severity,
        `The application offers ${role}, and there is no such role in IAM.${says}`,
        'Disable the role in the application, then remove it; or create the role in IAM.',
      );
    case 'disabled':
      return finding(
        'disabled',
        assigned.length > 0 ? 'error' : 'warning',
        `The role ${role} is there in IAM and disabled in the application, so nobody is sent it.`,
        'Set isEnabled to true, or remove the role from the application.',
      );
    case 'malformed':
      return finding(
        'malformed',
        severity,
        `The value "${appRole.value ?? ''}" is no role and provider. ${says}`.trimEnd(),
        'Write it as role ARN,provider ARN, both of one account, without white space.',
      );
    case 'other-account':
      return finding(
        'other-account',
        'warning',
        `The role ${role} is in account ${pair?.role?.account ?? ''}, of which no roles were given.`,
        'Give the roles of that account too (--roles, repeatable), or correct the account. The connector imports the roles of one account.',
      );
    case 'too-long':
      return finding(
        'too-long',
        severity,
        `The value for ${role} is too long. ${says}`,
        `Shorten the name or the path of the role or of the provider: fewer than ${PAIR_LENGTH_LIMIT} characters together.`,
      );
    case 'duplicate':
      return finding(
        'duplicate',
        severity,
        `The value for ${role} stands in the application twice.`,
        'Keep one of the two, and move the assignments there.',
      );
    case 'other-provider':
      return finding(
        'other-provider',
        severity,
        `The application offers ${role} by ${pair?.provider?.written ?? ''}, but its trust policy lets in ${says}.`,
        'Correct the provider in the value, or in the trust policy of the role.',
      );
  }
}

function missingOrSkipped({ arn, state, because }: DriftRole): DriftFinding[] {
  if (state === 'missing') {
    return [
      {
        code: 'missing',
        severity: 'warning',
        about: arn,
        says: `The application does not have ${arn}.`,
        do: 'Start the provisioning anew, or write the role with `samlscope aws manifest`.',
      },
    ];
  }
  if (state !== 'skipped') return [];
  return [
    {
      code: 'skipped',
      severity: 'note',
      about: arn,
      says: `The connector does not import ${arn}: ${because ?? ''}.`,
      do: 'Nothing, unless users of the application are to have it.',
    },
  ];
}

/** Users with no role of AWS are let into the application and get no Role attribute. */
function defaultAccess(
  { appRoles }: EntraApp,
  assigned: ReadonlyMap<string, readonly string[]>,
): DriftFinding[] {
  const empty = [DEFAULT_ACCESS, ...appRoles.filter(({ value }) => value === undefined).map(({ id }) => id)];
  const who = empty.flatMap((id) => assigned.get(id) ?? []);
  if (who.length === 0) return [];
  return [
    {
      code: 'default-access',
      severity: 'error',
      about: 'Default Access',
      says: `${listed(who)} ${who.length === 1 ? 'is' : 'are'} assigned to the application without a role of AWS. No Role attribute is sent for them, and AWS answers "Your request included an invalid SAML response. To logout, click here."`,
      do: 'At Users and groups of the application, edit the assignment and select a role.',
    },
  ];
}

function unknownAssignments(
  { appRoles }: EntraApp,
  assigned: ReadonlyMap<string, readonly string[]>,
): DriftFinding[] {
  const ids = new Set([DEFAULT_ACCESS, ...appRoles.map(({ id }) => id)]);
  return [...assigned].flatMap(([id, who]): DriftFinding[] =>
    ids.has(id)
      ? []
      : [
          {
            code: 'assigned-in-vain',
            severity: 'error',
            about: id,
            says: `${listed(who)} ${who.length === 1 ? 'is' : 'are'} assigned to a role that the application no longer has.`,
            do: 'Assign a role that is there.',
          },
        ],
  );
}

function firstOfEachValue(appRoles: readonly EntraAppRole[]): ReadonlyMap<string, EntraAppRole> {
  const byValue = new Map<string, EntraAppRole>();
  for (const appRole of appRoles) {
    if (appRole.value !== undefined && !byValue.has(appRole.value)) byValue.set(appRole.value, appRole);
  }
  return byValue;
}

function listed(all: readonly string[]): string {
  const shown = all.slice(0, 5);
  return all.length > shown.length
    ? `${shown.join(', ')} and ${all.length - shown.length} more`
    : shown.join(', ');
}
