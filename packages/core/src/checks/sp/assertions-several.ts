import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired, sourceOf } from '../sp-requirements.ts';

export default defineCheck({
  id: 'sp/assertions-several',
  title: 'The service provider takes one assertion, and there are several',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html',
      says: 'IAM Identity Center expects a response with exactly one assertion.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'A response must have at least one assertion; more are allowed.',
    },
  ],
  why: `SAML allows several assertions in a response. This service provider does not, and refuses the whole.`,
  fix: `Have the identity provider put all statements into one assertion.`,

  skip: (_, facts) => notRequired(facts, 'oneAssertion'),

  run({ element, assertions, encryptedAssertions }, facts) {
    const all = [...assertions.map(({ element }) => element), ...encryptedAssertions];
    const [, second, ...rest] = all;
    if (!second) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(second, rest),
      data: { count: all.length, provider: nameServiceProvider(facts), source: sourceOf(facts) },
      expected: '1 assertion',
      actual: `${all.length} assertions`,
      remedies: [atIdentityProvider(facts, 'attributes', 'put all statements into one assertion')],
      explains: [{ check: 'response/several-assertions', on: element }],
    };
  },

  message: ({ count, provider, source }) =>
    `The response holds ${count} assertions, and ${provider} takes one (${source}).`,
});
