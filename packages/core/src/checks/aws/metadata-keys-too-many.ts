import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/metadata-keys-too-many',
  title: 'There are more keys than AWS IAM takes',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
      says: 'A SAML provider has at most 10 keys.',
    },
  ],
  why: `The upload is refused, so that the keys AWS has stay as they are and a new one does not arrive.`,
  fix: `At the identity provider, or in the file uploaded to IAM, leave out the keys that no longer sign.`,

  skip: (use, facts) => notAws(facts) ?? (idpRoleOf(use) ? undefined : 'no identity provider'),

  run({ role, name }) {
    const listed = role.keys.filter(({ use }) => use !== 'encryption');
    return failAt(
      listed.slice(10).map(({ element }) => element),
      () => ({ count: listed.length, name: shown(name) }),
    );
  },

  message: ({ count, name }) => `${name} lists ${count} keys to sign with.`,
});
