import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { readInPart } from '../read-in-part.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'saml11/statement-unconfirmed',
  title: 'A statement of the SAML 1.1 assertion does not say how its subject is confirmed',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.1, 4.1.2',
      says: 'By the browser profiles every statement about a subject must contain a SubjectConfirmation (paraphrased).',
    },
  ],
  why: `A relying party takes a statement for one about the user at the browser because the confirmation says so. One without it
is about somebody, and a strict relying party leaves it out: the login goes on without the attributes, or not at all.`,
  fix: 'Have the identity provider write the SubjectConfirmation of the first statement in every other, too.',

  skip: ({ subjects, element }) =>
    subjects.some(({ confirmation }) => confirmation)
      ? readInPart(element)
      : 'no statement is confirmed; saml11/confirmation-method is about that',

  run({ subjects }) {
    const [first, ...rest] = subjects.flatMap(({ confirmation, element }) => (confirmation ? [] : [element]));
    if (!first) return { verdict: 'pass' };
    const names = [first, ...rest].map(({ parent }) => parent?.localName ?? 'a statement');
    return { verdict: 'fail', at: places(first, rest), data: { names: allOf(names) } };
  },

  message: ({ names }) => `The Subject of ${names} has no SubjectConfirmation, though another has.`,
});
