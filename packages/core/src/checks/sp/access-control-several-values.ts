import { accessControlAttributes } from '../access-control.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notIdentityCenter } from '../sp-requirements.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/access-control-several-values',
  title: 'An attribute for access control has several values',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html',
      says: 'Attributes for access control have a single value.',
    },
  ],
  why: `IAM Identity Center turns each of these attributes into a tag of the session, and a tag has one value. With two it refuses
the login.`,
  fix: `Send one value, joined or chosen at the identity provider.`,

  skip: (_, facts) => notIdentityCenter(facts),

  run(assertion, facts) {
    const wrong = accessControlAttributes(assertion).find(({ attribute }) => attribute.values.length > 1);
    if (!wrong) return { verdict: 'pass' };
    const { attribute, key } = wrong;
    return {
      verdict: 'fail',
      at: [attribute.values[1]?.at ?? attribute.element],
      data: { key: shown(key), count: attribute.values.length },
      expected: '1 value',
      actual: `${attribute.values.length} values`,
      remedies: [atIdentityProvider(facts, 'attributes', `send one value for ${shown(key)}`)],
    };
  },

  message: ({ key, count }) => `AccessControl:${key} has ${count} values, and IAM Identity Center takes one.`,
});
