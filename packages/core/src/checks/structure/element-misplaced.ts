import { defineCheck } from '../check.ts';
import { told, violationsOf } from '../schema-faults.ts';

export default defineCheck({
  id: 'structure/element-misplaced',
  title: 'An element stands in the wrong place',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'The schemas fix the order of the elements in an assertion or message, and which of them may stand inside which.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So do the schemas of SAML 1.1, in which Signature ends an assertion.',
    },
  ],
  why: `The order is part of the schema: a Signature follows the Issuer, Conditions come before the statements. A receiver
that validates refuses the message, and others may not find what stands elsewhere. An assertion in an odd place is
also what signature wrapping looks like.`,
  fix: `Have the sender write the elements in the order of the schema. Where a message is put together by hand or with a
template, compare it with one that works.`,

  run: (document) =>
    told(violationsOf(document, 'element-misplaced'), ({ name, holder, expected: [before] }) =>
      before === undefined
        ? `${name} has no place in ${holder.localName}`
        : `${name} in ${holder.localName} stands after ${before}, but belongs before it`,
    ),

  message: ({ says }) => `${says}.`,
});
