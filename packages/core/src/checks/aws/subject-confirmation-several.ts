import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/subject-confirmation-several',
  title: 'The assertion has several SubjectConfirmations, and AWS asks for one',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'The assertion must have exactly one SubjectConfirmation, whose SubjectConfirmationData holds Recipient and NotOnOrAfter.',
    },
  ],
  why: `SAML allows several ways to confirm the subject, of which the reader chooses one. AWS asks for exactly one, and does not
say which counts where there are more; \`SAML:aud\` in a trust policy is compared with the Recipient of one of them.`,
  fix: `Send one SubjectConfirmation, for the bearer, with the ACS URL of AWS as Recipient.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (assertion.subject ? undefined : 'there is no Subject; subject/name-id-missing is about that'),

  run({ subject }, facts) {
    const [first, ...rest] = subject?.confirmations ?? [];
    if (!first || rest.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.element,
        rest.map(({ element }) => element),
      ),
      data: { count: rest.length + 1 },
      expected: '1',
      actual: `${rest.length + 1}`,
      remedies: [atIdentityProvider(facts, 'acsUrl', 'send one SubjectConfirmation alone')],
    };
  },

  message: ({ count }) => `The Subject has ${count} SubjectConfirmations.`,
});
