import { describe, expect, test } from 'vitest';
import { readMoment } from '../../src/saml/instant.ts';
import { Random } from '../xml/generate.ts';

describe('a moment', () => {
  const rows = [
    ['2026-11-24T10:00:00Z', 'utc', '2026-11-24T10:00:00.000Z', 'as it should be'],
    ['2026-11-24T10:00:00.1Z', 'utc', '2026-11-24T10:00:00.100Z', 'a tenth'],
    [
      '2026-11-24T10:00:00.1239999Z',
      'utc',
      '2026-11-24T10:00:00.123Z',
      'finer digits are dropped, not rounded',
    ],
    [
      ' \r\n\t2026-11-24T10:00:00Z\n',
      'utc',
      '2026-11-24T10:00:00.000Z',
      'white space that a schema collapses',
    ],
    ['2026-11-24T10:00:00', 'zoneless', '2026-11-24T10:00:00.000Z', 'no zone'],
    ['2026-11-24T10:00:00.5', 'zoneless', '2026-11-24T10:00:00.500Z', 'no zone, with a fraction'],
    ['2026-11-24T10:00:00+05:30', 'offset', '2026-11-24T04:30:00.000Z', 'east'],
    ['2026-11-24T10:00:00.25-14:00', 'offset', '2026-11-25T00:00:00.250Z', 'as far west as there is'],
    ['2026-11-24T10:00:00+00:00', 'offset', '2026-11-24T10:00:00.000Z', 'an offset of nothing'],
    ['2024-02-29T00:00:00Z', 'utc', '2024-02-29T00:00:00.000Z', 'a leap day'],
    ['2000-02-29T00:00:00Z', 'utc', '2000-02-29T00:00:00.000Z', 'a leap day of a century'],
    ['2026-11-24T24:00:00Z', 'utc', '2026-11-25T00:00:00.000Z', 'the end of a day'],
    ['2026-11-24T24:00:00.000Z', 'utc', '2026-11-25T00:00:00.000Z', 'the end of a day, to the millisecond'],
    ['0001-01-01T00:00:00Z', 'utc', '0001-01-01T00:00:00.000Z', 'the first year'],
    ['0099-12-31T23:59:59Z', 'utc', '0099-12-31T23:59:59.000Z', 'the first century, not the twentieth'],
    ['9999-12-31T23:59:59.999Z', 'utc', '9999-12-31T23:59:59.999Z', 'the last'],
  ] as const;
  test.each(rows)('%j is %s, %s: %s', (text, form, iso) => {
    expect(readMoment(text)).toEqual({ form, epochMs: Date.parse(iso) });
  });

  const malformed = [
    ['', 'nothing'],
    ['2026-11-24', 'a date alone'],
    ['2026-11-24 10:00:00Z', 'no T'],
    ['2026-11-24T10:00Z', 'no seconds'],
    ['2026-11-24T10:00:00.Z', 'a point without digits'],
    ['2026-11-24T10:00:00z', 'a small z'],
    ['2026-11-24T10:00:00Zulu', 'more behind the zone'],
    ['2026-11-24T10:00:00+5:30', 'an hour of one digit'],
    ['2026-11-24T10:00:00+14:01', 'beyond every zone'],
    ['2026-11-24T10:00:00+05:60', 'minutes that there are not'],
    ['2026-02-30T10:00:00Z', '30 February'],
    ['2025-02-29T10:00:00Z', 'no leap year'],
    ['1900-02-29T10:00:00Z', 'no leap year of a century'],
    ['2026-13-01T10:00:00Z', 'month 13'],
    ['2026-00-01T10:00:00Z', 'month 0'],
    ['2026-01-00T10:00:00Z', 'day 0'],
    ['0000-01-01T10:00:00Z', 'year 0'],
    ['-2026-01-01T10:00:00Z', 'before our era'],
    ['12026-01-01T10:00:00Z', 'a year of five digits'],
    ['2026-01-01T24:00:01Z', 'after the end of the day'],
    ['2026-01-01T24:00:00.01Z', 'just after the end of the day'],
    ['2026-01-01T25:00:00Z', 'hour 25'],
    ['2026-01-01T10:60:00Z', 'minute 60'],
    ['2026-01-01T23:59:60Z', 'a leap second, which XML Schema has not'],
    ['\u00a02026-01-01T10:00:00Z', 'white space that a schema does not collapse'],
    ['٢٠٢٦-01-01T10:00:00Z', 'digits of another script'],
    ['2026/01/01T10:00:00Z', 'slashes'],
  ] as const;
  test.each(malformed)('%j is malformed: %s', (text) => {
    expect(readMoment(text)).toEqual({ form: 'malformed' });
  });

  test('is what the pattern of the schema and the calendar of the platform make of it', () => {
    const random = new Random(20261125);
    let read = 0;
    for (let i = 0; i < 20_000; i++) {
      const text = mutated(random);
      const found = readMoment(text);
      expect(found, JSON.stringify(text)).toEqual(byPattern(text));
      if (found.form !== 'malformed') read++;
    }
    expect(read).toBeGreaterThan(2000);
  });
});

/** A moment with something changed here and there, most of them still near to one. */
function mutated(random: Random): string {
  const two = (most: number) => String(random.below(most)).padStart(2, '0');
  const fraction = random.pick(['', '', '.0', '.123', '.1234567', '.']);
  const zone = random.pick(['Z', 'Z', '', '+01:00', '-13:59', '+14:00', '+15:00', 'z']);
  const year = random.pick(['2026', '2024', '1900', '2000', '0001', '0000', '9999']);
  let text = `${year}-${two(14)}-${two(33)}T${two(26)}:${two(61)}:${two(61)}${fraction}${zone}`;
  if (random.below(3) > 0) return text;
  const at = random.below(text.length);
  const put = random.pick(['', ' ', 'T', '-', ':', '0', '9', 'Z', '\n']);
  text = text.slice(0, at) + put + text.slice(at + random.below(2));
  return text;
}

/** The same by another way, which is slower. */
function byPattern(text: string): ReturnType<typeof readMoment> {
  const part =
    /^[ \t\r\n]*(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))?[ \t\r\n]*$/.exec(
      text,
    );
  if (!part) return { form: 'malformed' };
  const [, date = '', hour, minute, second, fraction = '', zone, sign, zoneHours = 0, zoneMinutes = 0] = part;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  const offset = Number(zoneHours) * 60 + Number(zoneMinutes);
  const isLate = Number(minute) > 59 || Number(second) > 59 || Number(hour) > 24;
  const isBeyond = Number(hour) === 24 && Number(`${minute}${second}${fraction}`) > 0;
  if (!isDay || date.startsWith('0000') || isLate || isBeyond || offset > 840 || Number(zoneMinutes) > 59)
    return { form: 'malformed' };
  const seconds =
    (Number(hour) * 60 + Number(minute) - (sign === '-' ? -offset : offset)) * 60 + Number(second);
  return {
    form: zone === undefined ? 'zoneless' : zone === 'Z' ? 'utc' : 'offset',
    epochMs: midnight + seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)),
  };
}
