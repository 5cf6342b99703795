import { defineCheck } from '../check.ts';
import { neverOpen } from '../clock.ts';

export default defineCheck({
  id: 'subject/window-inverted',
  title: 'A confirmation ends before it begins',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.4.1.2',
      says: 'Where both are present, NotBefore of SubjectConfirmationData must be earlier than NotOnOrAfter.',
    },
  ],
  why: `There is no moment at which this confirmation could be met. One of the two times is wrong, usually because one was
written as local time.`,
  fix: `Have the identity provider write both times in UTC, from one clock.`,

  skip: ({ notBefore, notOnOrAfter }) =>
    notBefore?.epochMs === undefined || notOnOrAfter?.epochMs === undefined
      ? 'there are no two times to compare'
      : undefined,

  run({ notBefore, notOnOrAfter }) {
    return neverOpen(notBefore, notOnOrAfter) ?? { verdict: 'pass' };
  },

  message: ({ from, until }) => `NotBefore of SubjectConfirmationData is ${from}, NotOnOrAfter ${until}.`,
});
