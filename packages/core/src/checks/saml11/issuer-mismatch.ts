import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/issuer-mismatch',
  title: 'The SAML 1.1 assertion comes from another issuer than expected',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: ['issuers'],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2',
      says: 'Issuer is an attribute that names whoever made the assertion, unambiguously to the relying parties it is meant for.',
    },
  ],
  why: `A relying party picks the keys to verify with by the Issuer. Where nobody it knows has that name, the assertion comes
from a stranger, however good its signature.`,
  fix: `At the relying party, enter the metadata or certificate of this issuer; or see that the login went to the
tenant or realm of the identity provider that was meant.`,

  skip: ({ issuer }) =>
    issuer && issuer.value !== '' ? undefined : 'there is no Issuer; saml11/issuer-missing is about that',

  run({ issuer }, facts) {
    const values = facts.issuers.map(({ value }) => value);
    if (!issuer || values.includes(issuer.raw)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(issuer.raw, values, { field: 'Issuer', facts });
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { actual: shown(issuer.raw), expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.issuers),
      actual: shown(issuer.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The Issuer is ${actual}, but the identity provider's metadata gives ${expected} as its entityID.`,
});
