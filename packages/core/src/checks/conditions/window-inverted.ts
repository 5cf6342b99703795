import { defineCheck } from '../check.ts';
import { neverOpen } from '../clock.ts';

export default defineCheck({
  id: 'conditions/window-inverted',
  title: 'The assertion ends before it begins',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.2',
      says: 'Where both are present, NotBefore of Conditions must be earlier than NotOnOrAfter.',
    },
  ],
  why: `There is no moment at which this assertion is valid. One of the two times is wrong, usually because one was written as
local time, or because a lifetime of 0 is set.`,
  fix: `Have the identity provider write both times in UTC, from one clock, and give the token a lifetime.`,

  skip: ({ conditions }) =>
    conditions?.notBefore?.epochMs === undefined || conditions.notOnOrAfter?.epochMs === undefined
      ? 'there are no two times to compare'
      : undefined,

  run({ conditions, element }) {
    const inverted = neverOpen(conditions?.notBefore, conditions?.notOnOrAfter);
    if (!inverted) return { verdict: 'pass' };
    return {
      explains: [
        { check: 'conditions/expired', on: element },
        { check: 'conditions/not-yet-valid', on: element },
      ],
      ...inverted,
    };
  },

  message: ({ from, until }) => `The assertion is valid from ${from} until ${until}, which is never.`,
});
