import { defineCheck } from '../check.ts';
import { moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'time/offset',
  title: 'A time is given with an offset and not with Z',
  severity: 'error',
  since: 'next',
  on: 'instant',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.3',
      says: 'All time values must be in UTC form, with no time zone component: Z at the end and no offset, not even +00:00.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.2',
      says: 'Times in SAML 1.1 are of the type xs:dateTime, and in UTC (paraphrased).',
    },
  ],
  why: `The moment is unambiguous, and receivers that read what XML Schema allows convert it. Others read nothing but Z:
python3-saml, php-saml and SimpleSAMLphp refuse the message, even where the offset is +00:00 and the moment would be the same.
Others again cut the offset off and are hours out.`,
  fix: `Have the sender convert the time to UTC and write it with Z: 2026-01-31T23:59:59Z.`,

  run({ form, raw, at, epochMs = 0 }) {
    if (form !== 'offset') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [at],
      data: { attribute: at.name, owner: at.owner.localName, raw: shown(raw) },
      expected: moment(epochMs),
      actual: shown(raw),
    };
  },

  message: ({ attribute, owner, raw }) => `${attribute} of ${owner} is ${raw}, with an offset in place of Z.`,
});
