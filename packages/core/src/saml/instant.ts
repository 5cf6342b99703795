import type { XmlAttribute } from '../xml/document.ts';

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

/** With the white space XML Schema collapses around it, which is less than `trim` would. */
const LEXICAL =
  /^[ \t\r\n]*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?[ \t\r\n]*$/;

/** Reads an {@link Instant}. Total: every attribute yields one. */
export function readInstant(at: XmlAttribute): Instant {
  return { raw: at.value, at, ...readMoment(at.value) };
}

/** As {@link readInstant}, for a text that is no attribute of a document. */
export function readMoment(raw: string): Pick<Instant, 'form' | 'epochMs'> {
  const part = LEXICAL.exec(raw);
  if (!part) return { form: 'malformed' };

  const year = Number(part[1]);
  const month = Number(part[2]);
  const day = Number(part[3]);
  const hour = Number(part[4]);
  const minute = Number(part[5]);
  const second = Number(part[6]);
  const fraction = part[7] ?? '';
  const zone = part[8];
  const offset = zone === undefined || zone === 'Z' ? 0 : readOffset(zone);
  const midnight = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  if (offset === undefined || minute > 59 || second > 59 || (hour > 23 && !midnight)) {
    return { form: 'malformed' };
  }

  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return { form: 'malformed' }; // 30 February, month 13, year 0
  }
  const millisecond = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const epochMs = date.setUTCHours(hour, minute, second, millisecond) - offset * 60_000;
  return { form: zone === undefined ? 'zoneless' : zone === 'Z' ? 'utc' : 'offset', epochMs };
}

/** Minutes east of UTC, or `undefined` outside ±14:00. */
function readOffset(zone: string): number | undefined {
  const minutes = Number(zone.slice(4, 6));
  const total = Number(zone.slice(1, 3)) * 60 + minutes;
  if (minutes > 59 || total > 14 * 60) return undefined;
  return zone.startsWith('-') ? -total : total;
}
