import type { Budget } from './budget.ts';
import type { RequestContext } from './request.ts';

/** One character of a value in a policy, or what stands for others: `?` for one, `*` for any number. */
type Token = string | typeof ONE | typeof MANY;
const ONE = 1;
const MANY = 2;

/** A value of a policy, ready to be compared: its variables replaced by what they stand for. */
export interface Pattern {
  readonly tokens: readonly Token[];
  /** As it reads with the variables replaced. */
  readonly text: string;
}

/** Why a value of a policy cannot be compared: a variable in it has no value, or none that is known. */
export interface Unresolved {
  readonly state: 'absent' | 'unknown';
  readonly says: string;
}

/** `${aws:username}`, `${aws:username, 'default'}`, `${*}`. */
const VARIABLE = /\$\{([^}]{1,256})\}/g;

/** Longest text that a variable may stand for: longer than any policy may be. */
const LONGEST = 10_240;

/**
 * Reads a value of a policy. `wildcards`: whether `*` and `?` stand for others. Variables count in the policy language of
 * 2012-10-17 only; what they stand for is always taken literally.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readPattern(
  value: string,
  { wildcards, variables }: { readonly wildcards: boolean; readonly variables: boolean },
  context: RequestContext,
): Pattern | Unresolved {
  const tokens: Token[] = [];
  let text = '';
  const literal = (part: string): void => {
    for (const character of part) tokens.push(character);
    text += part;
  };
  const written = (part: string): void => {
    for (const character of part) {
      tokens.push(wildcards && character === '*' ? MANY : wildcards && character === '?' ? ONE : character);
    }
    text += part;
  };
  let from = 0;
  for (const found of variables ? value.matchAll(VARIABLE) : []) {
    written(value.slice(from, found.index));
    from = found.index + found[0].length;
    const name = (found[1] ?? '').trim();
    if (name === '*' || name === '?' || name === '$') {
      literal(name);
      continue;
    }
    const [, key = name, otherwise] = /^([^,]+?)\s*,\s*'([^']*)'$/.exec(name) ?? [];
    const replaced = context.get(key);
    const [only = ''] = replaced.state === 'present' ? replaced.values : [];
    if (only.length > LONGEST) return { state: 'unknown', says: `the variable ${found[0]} is too long` };
    if (replaced.state === 'present' && replaced.values.length === 1) literal(only);
    else if (replaced.state === 'absent' && otherwise !== undefined) literal(otherwise);
    else if (replaced.state === 'present') {
      return { state: 'unknown', says: `the variable ${found[0]} has ${replaced.values.length} values` };
    } else return { state: replaced.state, says: `the variable ${found[0]} has no value: ${replaced.says}` };
  }
  written(value.slice(from));
  return { tokens, text };
}

/** Compares a value with a pattern, character by character; `undefined` where that would take too long. */
export function matches(
  { tokens }: Pattern,
  value: string,
  budget: Budget,
  fold = false,
): boolean | undefined {
  if (!budget.spend(value.length)) return undefined;
  const characters = [...value];
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    if (!budget.spend(1)) return undefined;
    const wanted = tokens[token];
    const character = characters[at] as string;
    if (wanted === MANY) {
      star = token++;
      resume = at;
    } else if (wanted === ONE || (typeof wanted === 'string' && same(wanted, character, fold))) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[token] === MANY) token++;
  return token === tokens.length;
}

function same(one: string, other: string, fold: boolean): boolean {
  return one === other || (fold && one.toLowerCase() === other.toLowerCase());
}

/** The pattern cut at its first five colons, as ARNs are compared: part by part. */
export function partsOfArn(pattern: Pattern): Pattern[] | undefined {
  const parts: Pattern[] = [];
  let from = 0;
  const part = (end: number): Pattern => {
    const tokens = pattern.tokens.slice(from, end);
    return {
      tokens,
      text: tokens.map((token) => (token === MANY ? '*' : token === ONE ? '?' : token)).join(''),
    };
  };
  for (let i = 0; i < pattern.tokens.length && parts.length < 5; i++) {
    if (pattern.tokens[i] !== ':') continue;
    parts.push(part(i));
    from = i + 1;
  }
  if (parts.length < 5) return undefined;
  return [...parts, part(pattern.tokens.length)];
}

/** `sts:Assume*` against `sts:AssumeRoleWithSAML`: actions are compared whatever their case. */
export function coversAction(pattern: string, action: string, budget: Budget): boolean {
  const tokens = [...pattern].map((one): Token => (one === '*' ? MANY : one === '?' ? ONE : one));
  return matches({ tokens, text: pattern }, action, budget, true) === true;
}
