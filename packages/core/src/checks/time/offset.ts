import { defineCheck } from '../check.ts';
import { moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'time/offset',
  title: 'A time is given with an offset, not in UTC',
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
  why: `The moment is unambiguous, and tolerant receivers convert it. Others refuse it, or cut the offset off and are hours
out.`,
  fix: `Have the sender convert the time to UTC and write it with Z.`,

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

  message: ({ attribute, owner, raw }) => `${attribute} of ${owner} is ${raw}, which is not in UTC.`,
});
