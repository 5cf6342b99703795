import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/comparison-not-exact',
  title: 'RequestedAuthnContext does not compare by "exact"',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [
    sdp(
      'SP07',
      'A service provider that needs certain classes must list them, with Comparison set to exact.',
    ),
  ],
  why: 'Nothing says which class is better than another, so that "minimum" and "better" mean something else at each identity provider.',
  fix: `Have the service provider list every class that will do, with Comparison="exact"; or leave
RequestedAuthnContext out.`,

  skip: ({ requestedAuthnContext }) =>
    requestedAuthnContext ? undefined : 'there is no RequestedAuthnContext',

  run({ requestedAuthnContext }) {
    const comparison = requestedAuthnContext?.comparison;
    if (!comparison || comparison.value === 'exact') return { verdict: 'pass' };
    const actual = shown(comparison.value);
    return { verdict: 'fail', at: [comparison.at], data: { actual }, expected: 'exact', actual };
  },

  message: ({ actual }) => `Comparison is ${actual}.`,
});
