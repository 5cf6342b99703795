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
      says: 'All time values must be in UTC form, with no time zone component. XML Schema writes UTC as Z, so we read it as asking for Z (our reading).',
    },
    {
      spec: 'saml11-core',
      section: '1.2.2',
      says: 'Times in SAML 1.1 are of the type xs:dateTime, and in UTC (paraphrased).',
    },
  ],
  why: `Without Z the time is local time in XML Schema, of a place nobody knows. ruby-saml and python3-saml take it for UTC,
node-saml for the local time of its server, since JavaScript does: then it works in one country, or in winter, and not in
another. php-saml and SimpleSAMLphp refuse the message.`,
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
