import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/audience-missing',
  title: 'The SAML 1.1 assertion does not say whom it is for',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.3',
      says: 'An AudienceRestrictionCondition names the audiences that the assertion is addressed to.',
    },
  ],
  why: `Without an Audience the assertion is good at every relying party that trusts the identity provider. SAML 1.1 does not
demand one, but relying parties on WS-Federation do.`,
  fix: `Have the identity provider write the realm of the relying party as Audience.`,

  skip: ({ element }) => readInPart(element),

  run({ conditions, element }) {
    if (conditions?.audienceRestrictions.some(({ audiences }) => audiences.length > 0))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [conditions?.element ?? element],
      data: { what: conditions ? 'AudienceRestrictionCondition' : 'Conditions' },
    };
  },

  message: ({ what }) => `The assertion has no ${what}, and so no Audience.`,
});
