import { isLongerThan } from '../base/bytes.ts';
import { SamlscopeError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import { faultOfJson } from './json-fault.ts';

/** A value in a JSON text and where it stands there, so that what is wrong with it can be told. */
export interface JsonValue {
  readonly value: unknown;
  /** What the text is called: `roles.json`. */
  readonly from: string;
  /** As jq writes it, without the first dot: `Roles[3].Arn`; empty for the whole. */
  readonly path: string;
}

/**
 * Reads a JSON text, strictly.
 *
 * @throws SamlscopeError `unreadable-data`, with line and column where they are known; `limit`
 */
export function readJson(text: string, from: string): JsonValue {
  if (isLongerThan(text, limits.inputBytes)) {
    throw new SamlscopeError('limit', `${from}: it is larger than ${limits.inputBytes} bytes.`);
  }
  const json = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(json), from, path: '' };
  } catch {
    throw notJson(json, from);
  }
}

function notJson(text: string, from: string): SamlscopeError {
  if (text.trim() === '') return new SamlscopeError('unreadable-data', `${from}: it is empty.`);
  const fault = faultOfJson(text) ?? text.length;
  const before = text.slice(0, fault).split('\n');
  const where = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const cut = fault >= text.trimEnd().length ? ' It ends too early.' : '';
  return new SamlscopeError('unreadable-data', `${from}: ${where}: this is no JSON.${cut}`, [
    'The AWS CLI writes JSON with --output json, the Azure CLI with -o json.',
  ]);
}

/** The member of an object; `undefined` where it is absent or null. */
export function member(of: JsonValue, name: string): JsonValue | undefined {
  const object = objectOf(of);
  if (!Object.hasOwn(object, name)) return undefined;
  const value = object[name];
  return value === null || value === undefined
    ? undefined
    : { value, from: of.from, path: joined(of.path, name) };
}

/** Every member of an object, in order. */
export function members(of: JsonValue): (readonly [name: string, value: JsonValue])[] {
  return Object.entries(objectOf(of)).map(([name, value]) => [
    name,
    { value, from: of.from, path: joined(of.path, name) },
  ]);
}

/** The items of an array. */
export function items(of: JsonValue): JsonValue[] {
  if (!Array.isArray(of.value)) throw wrongShape(of, 'a list');
  return of.value.map((value, i) => ({ value, from: of.from, path: `${of.path}[${i}]` }));
}

/** The items of an array, or the one value that stands in place of it. */
export function itemsOrOne(of: JsonValue): JsonValue[] {
  return Array.isArray(of.value) ? items(of) : [of];
}

/** The text that a member holds; `undefined` where it is absent or null. */
export function textMember(of: JsonValue, name: string): string | undefined {
  const found = member(of, name);
  return found && textOf(found);
}

export function textOf(of: JsonValue): string {
  if (typeof of.value !== 'string') throw wrongShape(of, 'a text');
  return of.value;
}

/** The number that a member holds; one written as a text will do. */
export function numberMember(of: JsonValue, name: string): number | undefined {
  const found = member(of, name);
  if (!found) return undefined;
  const { value } = found;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') throw wrongShape(found, 'a number');
  return number;
}

export function isObject(of: JsonValue): boolean {
  return typeof of.value === 'object' && of.value !== null && !Array.isArray(of.value);
}

/** What to throw for a value of another shape than is wanted. */
export function wrongShape({ value, from, path }: JsonValue, wanted: string): SamlscopeError {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : NAMES[typeof value];
  const where = path === '' ? '' : `${path.length > 200 ? `${path.slice(0, 200)}…` : path} `;
  return new SamlscopeError(
    'unreadable-data',
    `${from}: ${where === '' ? 'it' : where.trimEnd()} is ${found ?? 'something else'}, where ${wanted} is expected.`,
  );
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

function objectOf(of: JsonValue): Record<string, unknown> {
  if (!isObject(of)) throw wrongShape(of, 'an object');
  return of.value as Record<string, unknown>;
}

function joined(path: string, name: string): string {
  const step = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  return path === '' ? step.replace(/^\./, '') : path + step;
}
