import type { Budget } from './budget.ts';
import { readOperator } from './operators.ts';
import { type Pattern, readPattern, type Unresolved } from './pattern.ts';
import type { PolicyCondition } from './policy.ts';
import type { ContextValue, RequestContext } from './request.ts';

/** What became of one operator on one key of a Condition. */
export interface ConditionResult extends PolicyCondition {
  readonly state: 'met' | 'unmet' | 'unknown';
  /** What the request holds; `undefined` where it has no such key or that is not known. */
  readonly actual: readonly string[] | undefined;
  /** Why, as a clause. */
  readonly says: string;
}

/**
 * Evaluates one operator on one key, as AWS documents it: the policy's values are alternatives; a key that is missing
 * meets negated operators, `…IfExists` and `ForAllValues`, and no other.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function evaluateCondition(
  condition: PolicyCondition,
  context: RequestContext,
  budget: Budget,
  variables: boolean,
): ConditionResult {
  const actual = context.get(condition.key);
  const result = (state: ConditionResult['state'], says: string): ConditionResult => ({
    ...condition,
    state,
    says,
    actual: actual.state === 'present' ? actual.values : undefined,
  });
  const use = readOperator(condition.operator);
  if (!use) return result('unknown', `samlscope knows no operator ${condition.operator}`);
  const { operator, quantifier, ifExists } = use;
  if (!operator) return isNull(condition, actual, result);
  if (actual.state === 'unknown') return result('unknown', actual.says);
  if (actual.state === 'absent') {
    const met = ifExists || (quantifier === undefined ? operator.negated : quantifier === 'all');
    const why = ifExists
      ? 'which …IfExists lets pass'
      : quantifier === 'all'
        ? 'and ForAllValues holds of no value at all'
        : quantifier === 'any'
          ? 'and ForAnyValue needs one'
          : operator.negated
            ? 'and a negated operator holds of a missing key'
            : 'and the operator needs it';
    return result(met ? 'met' : 'unmet', `${actual.says}, ${why}`);
  }
  if (quantifier === undefined && actual.values.length > 1) {
    return result(
      'unknown',
      `the key has ${actual.values.length} values, and without ForAnyValue or ForAllValues AWS does not say which counts`,
    );
  }
  const patterns = condition.values.map((value) =>
    readPattern(value, { wildcards: operator.wildcards, variables }, context),
  );
  const judged = actual.values.map((value) => {
    const any = matchesAny(patterns, (pattern) => operator.compare(value, pattern, budget));
    return any === undefined ? undefined : any !== operator.negated;
  });
  const wanted = quantifier === 'any' ? some(judged) : every(judged);
  if (wanted === undefined) return result('unknown', undecided(patterns, condition));
  return result(wanted ? 'met' : 'unmet', wanted ? 'it holds' : 'it does not hold');
}

function isNull(
  { values }: PolicyCondition,
  actual: ContextValue,
  result: (state: ConditionResult['state'], says: string) => ConditionResult,
): ConditionResult {
  if (actual.state === 'unknown') return result('unknown', actual.says);
  const missing = actual.state === 'absent';
  const met = values.some((value) => (value.toLowerCase() === 'true') === missing);
  return result(met ? 'met' : 'unmet', missing ? actual.says : 'the request has the key');
}

function matchesAny(
  patterns: readonly (Pattern | Unresolved)[],
  compare: (pattern: Pattern) => boolean | undefined,
): boolean | undefined {
  return some(
    patterns.map((pattern) => {
      // A variable without a value makes its text match nothing.
      if ('state' in pattern) return pattern.state === 'absent' ? false : undefined;
      return compare(pattern);
    }),
  );
}

/** Three-valued "or". */
function some(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}

/** Three-valued "and". */
function every(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

function undecided(
  patterns: readonly (Pattern | Unresolved)[],
  { operator, values }: PolicyCondition,
): string {
  const variable = patterns.find(
    (pattern): pattern is Unresolved => 'state' in pattern && pattern.state === 'unknown',
  );
  if (variable) return variable.says;
  const [first = ''] = values;
  return `"${first.slice(0, 60)}" cannot be compared by ${operator}`;
}
