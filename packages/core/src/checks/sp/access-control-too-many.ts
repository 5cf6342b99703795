import { accessControlAttributes } from '../access-control.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notIdentityCenter } from '../sp-requirements.ts';

export default defineCheck({
  id: 'sp/access-control-too-many',
  title: 'There are more than 50 attributes for access control',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html',
      says: 'At most 50 attributes for access control are taken.',
    },
  ],
  why: `IAM Identity Center turns each of these attributes into a tag of the session, and a session has at most 50 tags.`,
  fix: 'Have the identity provider send only the attributes that policies look at.',

  skip: (_, facts) => notIdentityCenter(facts),

  run(assertion, facts) {
    const all = accessControlAttributes(assertion);
    const over = all[MOST];
    if (!over) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [over.attribute.element],
      data: { count: all.length },
      expected: `at most ${MOST}`,
      actual: `${all.length}`,
      remedies: [atIdentityProvider(facts, 'attributes', 'send only the attributes that policies look at')],
    };
  },

  message: ({ count }) =>
    `There are ${count} attributes for access control, and IAM Identity Center takes 50.`,
});

const MOST = 50;
