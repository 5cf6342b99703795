import { defineCheck } from '../check.ts';
import { neverOpen } from '../clock.ts';

export default defineCheck({
  id: 'saml11/window-inverted',
  title: 'The SAML 1.1 assertion ends before it begins',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.1',
      says: 'Where both are present, NotBefore must be earlier than NotOnOrAfter (paraphrased).',
    },
  ],
  why: `There is no moment at which this assertion is valid. One of the two times is wrong, usually because one was written as
local time, or because a lifetime of 0 is set.`,
  fix: 'Have the identity provider write both times in UTC, from one clock, and give the token a lifetime.',

  skip: ({ conditions }) =>
    conditions?.notBefore?.epochMs === undefined || conditions.notOnOrAfter?.epochMs === undefined
      ? 'there are no two times to compare'
      : undefined,

  run({ conditions, element }) {
    const inverted = neverOpen(conditions?.notBefore, conditions?.notOnOrAfter);
    if (!inverted) return { verdict: 'pass' };
    return {
      explains: [
        { check: 'saml11/expired', on: element },
        { check: 'saml11/not-yet-valid', on: element },
      ],
      ...inverted,
    };
  },

  message: ({ from, until }) => `The assertion is valid from ${from} until ${until}, which is never.`,
});
