import { SamlscopeError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import {
  isObject,
  items,
  itemsOrOne,
  type JsonValue,
  member,
  members,
  readJson,
  textMember,
  textOf,
  wrongShape,
} from './json.ts';

/**
 * An IAM policy as written: the trust policy of a role, or what a user is allowed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  /** `2012-10-17`; without it AWS assumes `2008-10-17`, in which `${…}` means nothing. */
  readonly version: string | undefined;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  /** From 1. */
  readonly number: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalElement | undefined;
  readonly notPrincipal: PrincipalElement | undefined;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: readonly PolicyCondition[];
}

/** Whom a statement is about: principals by kind; `"*"` is the kind `*`. */
export interface PrincipalElement {
  readonly entries: readonly { readonly kind: string; readonly value: string }[];
}

/** One operator on one key: the values are alternatives. */
export interface PolicyCondition {
  /** As written: `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** `statement 2 (AllowEntra)`. */
export function nameOfStatement({ number, sid }: Pick<PolicyStatement, 'number' | 'sid'>): string {
  return `statement ${number}${sid === undefined || sid === '' ? '' : ` (${sid})`}`;
}

/**
 * Reads a policy given as an object, as JSON text, or as JSON text with percent-encoding: the IAM API answers with the
 * last, which the AWS CLI turns into the first and most SDKs leave alone.
 *
 * @throws SamlscopeError `unreadable-data` naming the place, `limit`
 */
export function readPolicy(place: JsonValue): PolicyDocument {
  const document = typeof place.value === 'string' ? decoded(place, place.value) : place;
  if (!isObject(document)) throw wrongShape(document, 'a policy');
  const statement = member(document, 'Statement');
  if (!statement) {
    throw new SamlscopeError(
      'unreadable-data',
      `${document.from}: ${document.path === '' ? 'it' : document.path} has no Statement, so it is no policy.`,
    );
  }
  const statements = itemsOrOne(statement);
  if (statements.length > limits.policyStatements) {
    throw new SamlscopeError(
      'limit',
      `${document.from}: ${document.path} has ${statements.length} statements, more than ${limits.policyStatements}.`,
    );
  }
  return {
    version: textMember(document, 'Version'),
    statements: statements.map((one, i) => readStatement(one, i + 1)),
  };
}

/** The percent-encoding is that of RFC 3986, in which `+` is a plus. */
function decoded(place: JsonValue, text: string): JsonValue {
  let json = text;
  if (/^\s*%7B/i.test(text)) {
    try {
      json = decodeURIComponent(text.trim());
    } catch {
      throw new SamlscopeError(
        'unreadable-data',
        `${place.from}: the percent-encoding of ${place.path === '' ? 'the policy' : place.path} is broken.`,
      );
    }
  }
  const from = place.path === '' ? place.from : `${place.from}, ${place.path}`;
  return readJson(json, from);
}

function readStatement(place: JsonValue, number: number): PolicyStatement {
  const effect = textMember(place, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    const found = member(place, 'Effect') ?? { ...place, path: `${place.path}.Effect`, value: undefined };
    throw new SamlscopeError(
      'unreadable-data',
      `${found.from}: ${found.path} is ${effect === undefined ? 'missing' : JSON.stringify(effect.slice(0, 40))}, where "Allow" or "Deny" is expected.`,
    );
  }
  const condition = member(place, 'Condition');
  return {
    number,
    sid: textMember(place, 'Sid'),
    effect,
    principal: readPrincipal(member(place, 'Principal')),
    notPrincipal: readPrincipal(member(place, 'NotPrincipal')),
    actions: texts(member(place, 'Action')),
    notActions: texts(member(place, 'NotAction')),
    resources: texts(member(place, 'Resource')),
    notResources: texts(member(place, 'NotResource')),
    conditions: condition
      ? members(condition).flatMap(([operator, keys]) => readConditions(operator, keys))
      : [],
  };
}

function readPrincipal(place: JsonValue | undefined): PrincipalElement | undefined {
  if (!place) return undefined;
  if (typeof place.value === 'string') return { entries: [{ kind: '*', value: place.value }] };
  return {
    entries: members(place).flatMap(([kind, values]) =>
      (texts(values) ?? []).map((value) => ({ kind, value })),
    ),
  };
}

function readConditions(operator: string, keys: JsonValue): PolicyCondition[] {
  return members(keys).map(([key, values]) => ({
    operator,
    key,
    values: itemsOrOne(values).map(conditionValue),
  }));
}

/** Numbers and booleans may stand without quotes. */
function conditionValue(place: JsonValue): string {
  const { value } = place;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  throw wrongShape(place, 'a text, a number, true or false');
}

function texts(place: JsonValue | undefined): readonly string[] | undefined {
  if (!place) return undefined;
  return Array.isArray(place.value) ? items(place).map(textOf) : [textOf(place)];
}
