import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, isEntra } from '../remedies.ts';
import { nameServiceProvider, notRequired, sourceOf } from '../sp-requirements.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/name-id-not-email',
  title: 'The service provider knows users by e-mail address, and the NameID is none',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html',
      says: 'The NameID must be exactly the user name of a user that exists in IAM Identity Center, and has the shape of an e-mail address.',
    },
    {
      spec: 'entra',
      section: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/atlassian-cloud-tutorial',
      says: 'Atlassian Cloud expects NameID to be the e-mail address of the user.',
    },
    {
      spec: 'entra',
      section: 'https://learn.microsoft.com/en-us/entra/identity/saas-apps/google-apps-tutorial',
      says: 'Google Workspace expects NameID to be the e-mail address of the user.',
    },
  ],
  why: `The service provider looks for a user with this value as e-mail address, and finds nobody. What it says then is often no
more than that something went wrong.`,
  fix: `Take NameID from the e-mail address at the identity provider, in the case in which the service provider has it.`,

  skip: ({ subject }, facts) =>
    notRequired(facts, 'nameIdIsEmail') ??
    (subject?.nameId && subject.nameId.value !== '' ? undefined : 'there is no NameID'),

  run({ subject, element }, facts) {
    const nameId = subject?.nameId;
    if (!nameId || nameId.value.length > 320 || /^[^\s@]+@[^\s@]+$/.test(nameId.value))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.at],
      data: { value: shown(nameId.value), provider: nameServiceProvider(facts), source: sourceOf(facts) },
      expected: 'an address such as ana@example.com',
      actual: shown(nameId.value),
      remedies: [
        atIdentityProvider(
          facts,
          'nameId',
          isEntra(facts)
            ? 'choose user.mail as the source'
            : "choose the user's e-mail address as the source",
        ),
      ],
      ...(nameId.format?.value === nameIdFormats.emailAddress && {
        explains: [
          { check: 'name-id/email-malformed', on: element },
          { check: 'name-id/email-malformed', on: nameId.at },
        ],
      }),
    };
  },

  message: ({ value, provider, source }) =>
    `The NameID is ${value}, and ${provider} knows users by e-mail address (${source}).`,
});
