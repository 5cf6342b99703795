import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/subject-confirmation',
  title: 'The request tells how its subject is to be confirmed',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.1',
      says: 'A Subject in the request of web browser login must not hold a SubjectConfirmation.',
    },
  ],
  why: `How the subject is confirmed is up to the identity provider. Strict ones refuse the request.`,
  fix: `Have the service provider send the NameID alone as Subject, or no Subject.`,

  skip: ({ subject }) => (subject ? undefined : 'the request names no subject'),

  run({ subject }) {
    const [first] = subject?.confirmations ?? [];
    return first
      ? {
          verdict: 'fail',
          at: [first.element],
          data: { method: first.method ? shown(shortName(first.method.value)) : 'none' },
        }
      : { verdict: 'pass' };
  },

  message: ({ method }) => `The Subject of the request has a SubjectConfirmation, with the method ${method}.`,
});
