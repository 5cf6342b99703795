import { limits } from '../base/limits.ts';
import type { Assertion } from '../saml/model.ts';
import type { IamArn } from './arn.ts';
import { Budget } from './budget.ts';
import { type ConditionResult, evaluateCondition } from './condition.ts';
import { claimsOf, type RequestFacts, type SamlClaims, samlContext } from './context.ts';
import { coversAction } from './pattern.ts';
import { nameOfStatement, type PolicyStatement, type PrincipalElement } from './policy.ts';
import type { RequestContext } from './request.ts';
import type { IamRole } from './role.ts';

export const ASSUME_ROLE_WITH_SAML = 'sts:AssumeRoleWithSAML';
export const TAG_SESSION = 'sts:TagSession';
export const SET_SOURCE_IDENTITY = 'sts:SetSourceIdentity';

/** What a trust policy says to one assertion. */
export interface TrustDecision {
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** Why, in one sentence. */
  readonly says: string;
  /** What must be allowed: taking the role on, and tagging it or setting its source identity where the assertion does. */
  readonly actions: readonly ActionDecision[];
  /** Every statement, whether it applies or not. */
  readonly statements: readonly StatementResult[];
}

export interface ActionDecision {
  readonly action: string;
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** The statement that decides: the one that denies or allows, or comes nearest to it. */
  readonly by: StatementResult | undefined;
  readonly says: string;
}

export interface StatementResult {
  readonly number: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it is about this provider, and why, as a clause. */
  readonly principal: { readonly matches: boolean; readonly says: string };
  /** Those of the wanted actions it is about. */
  readonly actions: readonly string[];
  readonly conditions: readonly ConditionResult[];
  /** Whether principal and conditions are as it wants them. */
  readonly state: 'met' | 'unmet' | 'unknown';
}

/** The actions that an assertion needs to be allowed. */
export function wantedActions({ tags, sourceIdentity, transitiveTagKeys }: SamlClaims): string[] {
  return [
    ASSUME_ROLE_WITH_SAML,
    ...(tags.length > 0 || transitiveTagKeys.length > 0 ? [TAG_SESSION] : []),
    ...(sourceIdentity === undefined ? [] : [SET_SOURCE_IDENTITY]),
  ];
}

/**
 * Evaluates the trust policy of a role for an assertion that was issued through a provider. Only the trust policy is
 * asked: AssumeRoleWithSAML is called without credentials, so that no policy of the caller's takes part. Policies of
 * the organization, which may deny as well, are not seen.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateTrust(
  assertion: Assertion,
  role: IamRole,
  provider: IamArn,
  facts: RequestFacts,
): TrustDecision {
  const { trustPolicy } = role;
  const wanted = wantedActions(claimsOf(assertion));
  if (!trustPolicy) {
    return {
      outcome: 'unknown',
      says: 'The export does not show the trust policy.',
      actions: [],
      statements: [],
    };
  }
  const budget = new Budget(limits.policySteps);
  const context = samlContext(assertion, role, provider, facts);
  const variables = trustPolicy.version === '2012-10-17';
  const statements = trustPolicy.statements.map((statement) =>
    evaluateStatement(statement, provider, wanted, context, budget, variables),
  );
  const actions = wanted.map((action) => decide(action, statements, provider));
  const denied = actions.find(({ outcome }) => outcome === 'denied');
  const open = actions.find(({ outcome }) => outcome === 'unknown');
  const deciding = denied ?? open ?? actions[0];
  return {
    outcome: denied ? 'denied' : open ? 'unknown' : 'allowed',
    says: deciding?.says ?? '',
    actions,
    statements,
  };
}

function evaluateStatement(
  statement: PolicyStatement,
  provider: IamArn,
  wanted: readonly string[],
  context: RequestContext,
  budget: Budget,
  variables: boolean,
): StatementResult {
  const principal = matchPrincipal(statement, provider);
  const covered = wanted.filter((action) => isCovered(statement, action, budget));
  const conditions = statement.conditions.map((condition) =>
    evaluateCondition(condition, context, budget, variables),
  );
  const unmet = !principal.matches || conditions.some(({ state }) => state === 'unmet');
  const unknown = conditions.some(({ state }) => state === 'unknown');
  return {
    number: statement.number,
    sid: statement.sid,
    effect: statement.effect,
    principal,
    actions: covered,
    conditions,
    state: unmet ? 'unmet' : unknown ? 'unknown' : 'met',
  };
}

function isCovered({ actions, notActions }: PolicyStatement, action: string, budget: Budget): boolean {
  if (actions) return actions.some((pattern) => coversAction(pattern, action, budget));
  return notActions !== undefined && !notActions.some((pattern) => coversAction(pattern, action, budget));
}

function matchPrincipal(
  { principal, notPrincipal }: PolicyStatement,
  { written: provider }: IamArn,
): StatementResult['principal'] {
  if (principal) {
    if (names(principal, provider)) {
      const everyone = !principal.entries.some(({ value }) => value === provider);
      return { matches: true, says: everyone ? 'it is about everyone' : 'it names the provider' };
    }
    return { matches: false, says: `it is about ${whom(principal)}` };
  }
  if (notPrincipal) {
    const excluded = names(notPrincipal, provider);
    return {
      matches: !excluded,
      says: excluded ? 'NotPrincipal names the provider' : 'NotPrincipal does not name the provider',
    };
  }
  return { matches: false, says: 'it names no principal, which a trust policy must' };
}

function names({ entries }: PrincipalElement, provider: string): boolean {
  return entries.some(
    ({ kind, value }) =>
      (kind === '*' && value === '*') ||
      (kind === 'AWS' && value === '*') ||
      (kind === 'Federated' && (value === '*' || value === provider)),
  );
}

function whom({ entries }: PrincipalElement): string {
  const shown = entries.slice(0, 3).map(({ value }) => value.slice(0, 200));
  const more = entries.length - shown.length;
  return entries.length === 0 ? 'nobody' : `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function decide(action: string, statements: readonly StatementResult[], provider: IamArn): ActionDecision {
  const about = statements.filter(({ actions }) => actions.includes(action));
  const of = (effect: 'Allow' | 'Deny', state: StatementResult['state']) =>
    about.find((one) => one.effect === effect && one.state === state);
  const deny = of('Deny', 'met');
  if (deny) {
    return {
      action,
      outcome: 'denied',
      by: deny,
      says: `${sentence(nameOfStatement(deny))} denies ${action}.`,
    };
  }
  const allow = of('Allow', 'met');
  const perhapsDenied = of('Deny', 'unknown');
  if (allow && !perhapsDenied) {
    return {
      action,
      outcome: 'allowed',
      by: allow,
      says: `${sentence(nameOfStatement(allow))} allows ${action}.`,
    };
  }
  const open = perhapsDenied ?? of('Allow', 'unknown');
  if (open && (allow || !perhapsDenied || of('Allow', 'unknown'))) {
    const condition = open.conditions.find(({ state }) => state === 'unknown');
    return {
      action,
      outcome: 'unknown',
      by: open,
      says: `Whether ${nameOfStatement(open)} ${open.effect === 'Deny' ? 'denies' : 'allows'} ${action} depends on ${condition?.key ?? 'what is not known'}: ${condition?.says ?? ''}.`,
    };
  }
  const nearest = nearestAllow(about) ?? nearestAllow(statements);
  return { action, outcome: 'denied', by: nearest, says: whyNot(action, nearest, provider) };
}

/** The statement that fails on the least. */
function nearestAllow(statements: readonly StatementResult[]): StatementResult | undefined {
  const misses = ({ principal, conditions }: StatementResult) =>
    (principal.matches ? 0 : 2) + conditions.filter(({ state }) => state === 'unmet').length;
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .reduce<StatementResult | undefined>(
      (best, one) => (best === undefined || misses(one) < misses(best) ? one : best),
      undefined,
    );
}

function whyNot(action: string, nearest: StatementResult | undefined, provider: IamArn): string {
  if (!nearest) return 'No statement of the trust policy allows anything.';
  const name = sentence(nameOfStatement(nearest));
  if (!nearest.actions.includes(action)) {
    return `No statement allows ${action}; ${nameOfStatement(nearest)} ${
      nearest.principal.matches
        ? 'lets the provider in, but not for that'
        : `is not about ${provider.written} either`
    }.`;
  }
  if (!nearest.principal.matches) {
    return `No statement is about ${provider.written}; of ${nameOfStatement(nearest)}, ${nearest.principal.says}.`;
  }
  const unmet = nearest.conditions.find(({ state }) => state === 'unmet');
  if (!unmet) return `${name} does not allow ${action}.`;
  const actual = unmet.actual ? `it is ${quoted(unmet.actual)}` : unmet.says;
  return `${name} asks that ${unmet.key} be ${wording(unmet.operator)} ${quoted(unmet.values)}, and ${actual}.`;
}

/** `StringEquals` in words, or the operator itself. */
function wording(operator: string): string {
  return WORDS[operator] ?? operator;
}

const WORDS: Readonly<Record<string, string>> = {
  StringEquals: 'equal to',
  StringLike: 'like',
  StringNotEquals: 'other than',
  StringNotLike: 'unlike',
};

function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `"${value.slice(0, 200)}"`);
  const more = values.length - shown.length;
  return `${shown.join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
