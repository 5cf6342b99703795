import { ROLE, ROLE_SESSION_NAME } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notIdentityCenter } from '../sp-requirements.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'sp/iam-attribute-unread',
  title: 'IAM Identity Center is sent attributes that only IAM reads',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html',
      says: 'IAM Identity Center reads attributes named https://aws.amazon.com/SAML/Attributes/AccessControl:{Key}.',
    },
  ],
  why: `IAM Identity Center and IAM are two service providers. In IAM the Role attribute says what a user may do; in IAM Identity
Center permission sets do, which are assigned there, and the attribute is not looked at. Whoever waits for it to work waits in
vain.`,
  fix: `Assign users or groups to accounts in IAM Identity Center, and leave the attributes out.`,

  skip: (_, facts) => notIdentityCenter(facts),

  run(assertion, facts) {
    const unread = [ROLE, ROLE_SESSION_NAME].flatMap((name) => attributesNamed(assertion, name));
    const [first, ...rest] = unread;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [first.element, ...rest.slice(0, 19).map(({ element }) => element)],
      data: { names: allOf([...new Set(unread.map(({ name }) => name?.value ?? ''))]) },
      remedies: [
        {
          end: 'service provider',
          do: 'In IAM Identity Center > AWS accounts, assign the users or groups to accounts with permission sets.',
        },
        atIdentityProvider(facts, 'attributes', 'leave these attributes out'),
      ],
    };
  },

  message: ({ names }) => `IAM Identity Center does not read ${names}.`,
});
