import { accessControlAttributes } from '../access-control.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notIdentityCenter } from '../sp-requirements.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/access-control-repeated',
  title: 'An attribute for access control is there twice',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html',
      says: 'Names of attributes for access control must not be repeated.',
    },
  ],
  why: `IAM Identity Center turns each of these attributes into a tag of the session, and refuses two of one name.`,
  fix: 'Have the identity provider send each attribute once, with one value.',

  skip: (_, facts) => notIdentityCenter(facts),

  run(assertion, facts) {
    const seen = new Set<string>();
    for (const { key, attribute } of accessControlAttributes(assertion)) {
      if (!seen.has(key)) {
        seen.add(key);
        continue;
      }
      return {
        verdict: 'fail',
        at: [attribute.element],
        data: { key: shown(key) },
        remedies: [atIdentityProvider(facts, 'attributes', `send AccessControl:${shown(key)} once`)],
        ...(attribute.name && {
          explains: [
            { check: 'attribute/repeated', on: attribute.name.at },
            { check: 'attribute/repeated', on: attribute.element },
          ],
        }),
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ key }) => `AccessControl:${key} is there twice, and IAM Identity Center takes each name once.`,
});
