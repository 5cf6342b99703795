import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/name-identifier-missing',
  title: 'The SAML 1.1 assertion does not name the user',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.4.2.1',
      says: 'A Subject holds a NameIdentifier, a SubjectConfirmation or both.',
    },
  ],
  why: `Most relying parties take the user from NameIdentifier. Some go by an attribute, such as the claim name or upn, and
need none.`,
  fix: `Map a value to the NameIdentifier (the claim nameidentifier) at the identity provider.`,

  skip: ({ element }) => readInPart(element),

  run({ subjects, element }) {
    if (subjects.some(({ nameIdentifier }) => nameIdentifier && nameIdentifier.value !== ''))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [subjects[0]?.element ?? element],
      data: { what: subjects.length > 0 ? 'No Subject has a NameIdentifier' : 'No statement has a Subject' },
    };
  },

  message: ({ what }) => `${what}.`,
});
