import { readMoment } from '../saml/instant.ts';
import type { AttributeValue } from '../saml/model.ts';
import { isNCName } from '../xml/characters.ts';
import { ns } from '../xml/namespaces.ts';
import { lookup } from '../xml/parse.ts';

/** The types of XML Schema itself, by local name (XML Schema Part 2 §3). */
export const builtInTypes: ReadonlySet<string> = new Set(
  (
    'anyType anySimpleType string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ' +
    'ENTITIES boolean decimal integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger ' +
    'unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger float double duration dateTime time date ' +
    'gYearMonth gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION'
  ).split(' '),
);

/** The local name of a value's type where that is in the namespace of XML Schema; `undefined` for any other. */
export function typeOfValue({ type, at }: AttributeValue): string | undefined {
  if (!type) return undefined;
  const colon = type.value.indexOf(':');
  const prefix = type.value.slice(0, Math.max(0, colon));
  return lookup(at.scope, prefix) === ns.xs ? type.value.slice(colon + 1) : undefined;
}

/** Types whose values can be told from others by their form; a text of any other passes. */
const FORMS: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false|0|1)$/,
  decimal: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/,
  integer: /^[+-]?\d+$/,
  long: /^[+-]?\d{1,19}$/,
  int: /^[+-]?0*\d{1,10}$/,
  short: /^[+-]?0*\d{1,5}$/,
  byte: /^[+-]?0*\d{1,3}$/,
  nonNegativeInteger: /^(?:\+?\d+|-0+)$/,
  positiveInteger: /^\+?\d*[1-9]\d*$/,
  unsignedLong: /^\+?\d+$/,
  unsignedInt: /^\+?\d+$/,
  unsignedShort: /^\+?\d+$/,
  unsignedByte: /^\+?\d+$/,
  date: /^-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?$/,
  base64Binary: /^[A-Za-z0-9+/\s]*=?\s*=?$/,
  hexBinary: /^(?:[\da-fA-F]{2})*$/,
};

/** Whether a text is a value of a built-in type, as far as its form tells. */
export function isOfBuiltIn(raw: string, type: string): boolean {
  const text = raw.trim();
  if (type === 'dateTime') return readMoment(raw).form !== 'malformed';
  if (type === 'NCName' || type === 'ID' || type === 'IDREF') return isNCName(text);
  const form = Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
  return text.length > 4096 || form === undefined || form.test(text);
}
