import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'time/instant-malformed',
  title: 'A time is not written as a time',
  severity: 'error',
  since: 'next',
  on: 'instant',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.3',
      says: 'All SAML time values have the type xs:dateTime and are in UTC, without leap seconds.',
    },
    {
      spec: 'xml-schema-2',
      section: '3.2.7',
      says: 'A dateTime is written as in 2026-01-31T23:59:59Z.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.2',
      says: 'Times in SAML 1.1 are of the type xs:dateTime, and in UTC (paraphrased).',
    },
  ],
  why: `A receiver cannot compare what it cannot read. Strict ones refuse the message; others may take the limit for absent or
for a moment nobody meant, which is worse.`,
  fix: `Have the sender write the time in UTC as xs:dateTime: 2026-01-31T23:59:59Z, with a fraction of a second if need be.`,

  run({ form, raw, at }) {
    if (form !== 'malformed') return { verdict: 'pass' };
    const nearMiss = slip(raw);
    return {
      verdict: 'fail',
      at: [at],
      data: { attribute: at.name, owner: at.owner.localName, raw: shown(raw) },
      expected: 'a time such as 2026-01-31T23:59:59Z',
      actual: shown(raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ attribute, owner, raw }) => `${attribute} of ${owner} is ${raw}, which is no xs:dateTime.`,
});

/** Slips met in practice, first match wins. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'It is empty.'],
  [/^\d{9,10}$/, 'It looks like seconds since 1970.'],
  [/^\d{12,13}$/, 'It looks like milliseconds since 1970.'],
  [/^\d{4}-\d\d-\d\d$/, 'It is a date without a time.'],
  [/^\d{4}-\d\d-\d\d \d\d:/, 'There is a space where a T belongs between date and time.'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-].*)?$/i, 'The seconds are missing.'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d/, 'The fraction is set off by a comma; it must be a full stop.'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:UTC|GMT|z)$/, 'UTC is written Z, in upper case.'],
  [
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?:\d\d)?$/,
    'An offset is written with a colon, as in +01:00; better still, write the time in UTC with Z.',
  ],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:60/, 'There are no leap seconds in SAML.'],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/, 'It has the form of a time, but there is no such day, time or offset.'],
  [/^\d{8}T?\d{6}/, 'The hyphens and colons are missing.'],
  [/^\d{1,2}[/.]\d{1,2}[/.]\d{4}/, 'It is written for people; the year comes first, with hyphens.'],
  [/^[A-Za-z]{3},? /, 'It is written for people, or for an HTTP header.'],
];

function slip(raw: string): string | undefined {
  const text = raw.trim().slice(0, 64);
  return SLIPS.find(([pattern]) => pattern.test(text))?.[1];
}
