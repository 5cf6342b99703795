import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/bearer-not-before',
  title: 'The bearer confirmation has a NotBefore, which it must not',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'The SubjectConfirmationData of a bearer confirmation must not have a NotBefore attribute.',
    },
  ],
  why: `The assertion is to be delivered at once, so there is nothing for it to wait for. Strict service providers do not
count such a confirmation, and then the assertion has none.`,
  fix: `Have the identity provider leave NotBefore out of SubjectConfirmationData. The one in Conditions may stay.`,

  skip: notBearer,

  run(confirmation) {
    const { notBefore } = confirmation;
    if (!notBefore) return { verdict: 'pass' };
    if (anotherBearer(confirmation, (other) => other.notBefore === undefined))
      return { verdict: 'skip', because: ANOTHER_SUFFICES };
    return { verdict: 'fail', at: [notBefore.at], data: { notBefore: shown(notBefore.raw) } };
  },

  message: ({ notBefore }) =>
    `The SubjectConfirmationData of the bearer confirmation has NotBefore ${notBefore}.`,
});
