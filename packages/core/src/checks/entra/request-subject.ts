import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-subject',
  title: 'The request names its user, which Entra ID refuses',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'Subject must not be included; a login hint in the query does the same.',
    },
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS900236 says that a property of the request is not supported and must not be set.',
    },
  ],
  why: `SAML lets a request name the user who is to sign in. Microsoft Entra ID does not support that and refuses the request
with AADSTS900236.`,
  fix: `Have the service provider leave Subject out, and put the name into the URL as login_hint instead.`,

  skip: (_, facts) => notEntra(facts),

  run({ subject }) {
    if (!subject) return { verdict: 'pass' };
    const name = subject.nameId?.value;
    return {
      verdict: 'fail',
      at: [subject.element],
      data: { name: name === undefined ? '' : ` (${shown(name)})` },
      remedies: [
        {
          end: 'service provider',
          do: 'Leave Subject out of the request, and append `login_hint=` with the address of the user to the URL.',
        },
      ],
    };
  },

  message: ({ name }) =>
    `The request has a Subject${name}, and Microsoft Entra ID answers AADSTS900236 to that.`,
});
