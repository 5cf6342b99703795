import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'time/zone-missing',
  title: 'A time does not say that it is UTC',
  severity: 'error',
  since: 'next',
  on: 'instant',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.3',
      says: 'All time values are in UTC form: with Z and no other time zone.',
    },
  ],
  why: `Without Z the time is local time in XML Schema, of a place nobody knows. Some receivers take it for UTC, others for
their own local time: then it works in one country, or in winter, and not in another.`,
  fix: `Have the sender write the time in UTC with Z at the end.`,

  run({ form, raw, at }) {
    if (form !== 'zoneless') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [at],
      data: { attribute: at.name, owner: at.owner.localName, raw: shown(raw) },
      expected: `${raw.trim()}Z, where UTC is meant`,
      actual: shown(raw),
    };
  },

  message: ({ attribute, owner, raw }) => `${attribute} of ${owner} is ${raw}, without a time zone.`,
});
