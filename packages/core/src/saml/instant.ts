import type { XmlAttribute } from '../xml/document.ts';
import { collapse } from './field.ts';

/**
 * A moment as a SAML message states it (`xs:dateTime`): what was written, where, and what it means.
 *
 * Units: `epochMs` is whole milliseconds since 1970-01-01T00:00:00Z. Finer digits are dropped, not rounded,
 * because rounding up can carry an instant across the boundary it is about to be compared with.
 *
 * Errors: none. Text outside the lexical space has `form: 'malformed'` and no `epochMs`, so one bad attribute
 * never hides the rest of a message; `time/instant-malformed` reports it.
 *
 * @see SAML Core 2.0 §1.3.3: times are in UTC "with no time zone component". So `Z` is right, `+01:00` is wrong
 *   but unambiguous, and no zone at all is taken as UTC; `form` keeps the three apart.
 * @see XML Schema Part 2 §3.2.7 for the lexical space.
 */
export interface Instant {
  /** The attribute's text, untouched. */
  readonly raw: string;
  readonly at: XmlAttribute;
  readonly form: 'utc' | 'offset' | 'zoneless' | 'malformed';
  /** Present unless `form` is `malformed`. */
  readonly epochMs?: number;
}

/** Reads an {@link Instant}. Total: every attribute yields one. */
export function readInstant(at: XmlAttribute): Instant {
  return { raw: at.value, at, ...readMoment(at.value) };
}

/** As {@link readInstant}, for a text that is no attribute of a document. */
export function readMoment(raw: string): Pick<Instant, 'form' | 'epochMs'> {
  // By places, not by a pattern: a message has a dozen instants, and several ask for each.
  const text = collapse(raw);
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const fractionEnd = endOfFraction(text);
  const offset = readOffset(text, fractionEnd);
  if (
    text.charAt(4) !== '-' ||
    text.charAt(7) !== '-' ||
    text.charAt(10) !== 'T' ||
    text.charAt(13) !== ':' ||
    text.charAt(16) !== ':' ||
    offset === undefined ||
    !isDate(year, month, day) ||
    !isTime(hour, minute, second, text.slice(20, fractionEnd))
  ) {
    return { form: 'malformed' };
  }
  const millisecond =
    fractionEnd === 19 ? 0 : Number(text.slice(20, Math.min(23, fractionEnd)).padEnd(3, '0'));
  const epochMs = utc(year, month, day) + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millisecond;
  const form = fractionEnd === text.length ? 'zoneless' : text.charAt(fractionEnd) === 'Z' ? 'utc' : 'offset';
  return { form, epochMs };
}

/** The number written from one place up to another; `NaN` where anything but digits stands there. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Where the fraction of a second ends; behind the seconds where there is none. */
function endOfFraction(text: string): number {
  if (text.charAt(19) !== '.') return 19;
  let end = 20;
  while (!Number.isNaN(digits(text, end, end + 1))) end++;
  return end === 20 ? 19 : end;
}

/** Minutes east of UTC by what stands from `from` to the end; `undefined` for what is no zone, and outside ±14:00. */
function readOffset(text: string, from: number): number | undefined {
  const zone = text.slice(from);
  if (zone === 'Z' || zone === '') return 0;
  const [hours, minutes] = [digits(zone, 1, 3), digits(zone, 4, 6)];
  const total = hours * 60 + minutes;
  if (!/^[+-]..:..$/.test(zone) || !(minutes <= 59 && total <= 14 * 60)) return undefined;
  return zone.startsWith('-') ? -total : total;
}

/** Whether the Gregorian calendar has the day: no 30 February, no month 13, no year 0. */
function isDate(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= 28 || new Date(utc(year, month, day)).getUTCDate() === day;
}

/** `24:00:00` is the midnight at which the day ends. */
function isTime(hour: number, minute: number, second: number, fraction: string): boolean {
  if (hour === 24) return minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  return hour <= 23 && minute <= 59 && second <= 59;
}

/** Midnight at which a day begins. `Date.UTC` takes years below 100 for the twentieth century. */
function utc(year: number, month: number, day: number): number {
  return Date.UTC(year + 400, month - 1, day) - MS_IN_400_YEARS;
}

const MS_IN_400_YEARS = 146_097 * 24 * 60 * 60 * 1000;
