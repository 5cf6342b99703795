import type { Budget } from './budget.ts';
import { matches, type Pattern, partsOfArn } from './pattern.ts';

/** How one operator of a Condition compares one value of the request with one value of the policy. */
export interface Operator {
  readonly name: string;
  /** A negated operator is met where none of the policy's values matches, and where the key is missing. */
  readonly negated: boolean;
  /** Whether `*` and `?` stand for others in the policy's value. */
  readonly wildcards: boolean;
  /** `undefined` where it cannot be decided: too long, or a value of another kind in the policy. */
  compare(actual: string, wanted: Pattern, budget: Budget): boolean | undefined;
}

/** An operator as written, taken apart. */
export interface OperatorUse {
  readonly quantifier: 'any' | 'all' | undefined;
  readonly ifExists: boolean;
  /** `undefined` for `Null`, which asks whether the key is there. */
  readonly operator: Operator | undefined;
}

/**
 * Reads `ForAnyValue:StringEqualsIfExists`; `undefined` for a name that is no operator.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function readOperator(written: string): OperatorUse | undefined {
  const [, set, base = '', ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/i.exec(written) ?? [];
  const quantifier = set === undefined ? undefined : set.toLowerCase() === 'foranyvalue' ? 'any' : 'all';
  const use = { quantifier, ifExists: ifExists !== undefined } as const;
  if (base.toLowerCase() === 'null') {
    return quantifier === undefined && !use.ifExists ? { ...use, operator: undefined } : undefined;
  }
  const operator = operators.get(base.toLowerCase());
  return operator && { ...use, operator };
}

type Compare = Operator['compare'];

const equal: Compare = (actual, wanted, budget) => matches(wanted, actual, budget);
const equalIgnoringCase: Compare = (actual, wanted, budget) => matches(wanted, actual, budget, true);

function numeric(holds: (actual: number, wanted: number) => boolean): Compare {
  return (actual, { text }) => {
    const wanted = readNumber(text);
    const number = readNumber(actual);
    if (wanted === undefined) return undefined;
    return number !== undefined && holds(number, wanted);
  };
}

function date(holds: (actual: number, wanted: number) => boolean): Compare {
  return (actual, { text }) => {
    const wanted = readDate(text);
    const moment = readDate(actual);
    if (wanted === undefined) return undefined;
    return moment !== undefined && holds(moment, wanted);
  };
}

const arn: Compare = (actual, wanted, budget) => {
  const parts = partsOfArn(wanted);
  if (!parts) return wanted.text === '*';
  const own = splitArn(actual);
  if (!own) return false;
  for (const [i, part] of parts.entries()) {
    const matched = matches(part, own[i] ?? '', budget);
    if (matched !== true) return matched;
  }
  return true;
};

const ip: Compare = (actual, { text }) => {
  const [network = '', length] = text.split('/');
  const range = readAddress(network);
  const address = readAddress(actual);
  const bits = length === undefined ? (range?.length ?? 0) * 8 : readNumber(length);
  if (!range || bits === undefined || bits > range.length * 8) return undefined;
  if (!address || address.length !== range.length) return false;
  return range.every((octet, i) => {
    const shift = 8 - Math.max(0, Math.min(8, bits - i * 8));
    return octet >> shift === (address[i] as number) >> shift;
  });
};

const bool: Compare = (actual, { text }) => {
  if (!/^(?:true|false)$/i.test(text)) return undefined;
  return actual.toLowerCase() === text.toLowerCase();
};

/** Each with its negation, where it has one. */
const TABLE: readonly (readonly [name: string, compare: Compare, negation?: string, wildcards?: true])[] = [
  ['StringEquals', equal, 'StringNotEquals'],
  ['StringEqualsIgnoreCase', equalIgnoringCase, 'StringNotEqualsIgnoreCase'],
  ['StringLike', equal, 'StringNotLike', true],
  ['NumericEquals', numeric((a, b) => a === b), 'NumericNotEquals'],
  ['NumericLessThan', numeric((a, b) => a < b)],
  ['NumericLessThanEquals', numeric((a, b) => a <= b)],
  ['NumericGreaterThan', numeric((a, b) => a > b)],
  ['NumericGreaterThanEquals', numeric((a, b) => a >= b)],
  ['DateEquals', date((a, b) => a === b), 'DateNotEquals'],
  ['DateLessThan', date((a, b) => a < b)],
  ['DateLessThanEquals', date((a, b) => a <= b)],
  ['DateGreaterThan', date((a, b) => a > b)],
  ['DateGreaterThanEquals', date((a, b) => a >= b)],
  ['Bool', bool],
  ['BinaryEquals', equal],
  ['IpAddress', ip, 'NotIpAddress'],
  // AWS documents the two as the same.
  ['ArnEquals', arn, 'ArnNotEquals', true],
  ['ArnLike', arn, 'ArnNotLike', true],
];

const operators: ReadonlyMap<string, Operator> = new Map(
  TABLE.flatMap(([name, compare, negation, wildcards = false]) => {
    const positive: Operator = { name, negated: false, wildcards, compare };
    const negative = negation === undefined ? [] : [{ name: negation, negated: true, wildcards, compare }];
    return [positive, ...negative].map((one) => [one.name.toLowerCase(), one] as const);
  }),
);

function readNumber(text: string): number | undefined {
  return /^[+-]?\d{1,18}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

/** A date of ISO 8601, as W3C profiles it, or seconds since the epoch. Milliseconds. */
function readDate(text: string): number | undefined {
  if (/^\d{1,12}$/.test(text) && text.length > 4) return Number(text) * 1000;
  const parts =
    /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/.exec(text);
  if (!parts) return undefined;
  const zoned = text.includes('T') && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text;
  const moment = Date.parse(zoned.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(moment) ? undefined : moment;
}

function splitArn(text: string): string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** The octets of an IPv4 or IPv6 address; `undefined` for anything else. */
function readAddress(text: string): number[] | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((one) => /^\d{1,3}$/.test(one) && Number(one) < 256))
    return undefined;
  return octets.map(Number);
}

function readIpv6(text: string): number[] | undefined {
  if (text.length > 45) return undefined;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  if (!first || !last) return undefined;
  const missing = 16 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...first, ...new Array<number>(missing).fill(0), ...last];
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const ipv4 = i === parts.length - 1 && part.includes('.') ? readIpv4(part) : undefined;
    if (ipv4) octets.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(part))
      octets.push(Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255);
    else return undefined;
  }
  return octets;
}
