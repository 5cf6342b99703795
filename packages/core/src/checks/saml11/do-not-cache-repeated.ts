import { defineCheck } from '../check.ts';
import { places } from '../places.ts';

export default defineCheck({
  id: 'saml11/do-not-cache-repeated',
  title: 'The SAML 1.1 assertion says more than once that it is not to be kept',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.4',
      says: 'Conditions should have no more than one DoNotCacheCondition (paraphrased).',
    },
  ],
  why: `It says nothing more the second time. A relying party that counts, as one written for OneTimeUse of SAML 2.0 may, refuses
the assertion.`,
  fix: 'Have the identity provider write DoNotCacheCondition once.',

  skip: ({ conditions }) =>
    (conditions?.doNotCache.length ?? 0) > 0 ? undefined : 'there is no DoNotCacheCondition',

  run({ conditions }) {
    const [, second, ...rest] = conditions?.doNotCache ?? [];
    return second
      ? { verdict: 'fail', at: places(second, rest), data: { count: rest.length + 2 } }
      : { verdict: 'pass' };
  },

  message: ({ count }) => `Conditions hold DoNotCacheCondition ${count} times.`,
});
