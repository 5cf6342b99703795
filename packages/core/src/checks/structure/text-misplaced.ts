import { defineCheck } from '../check.ts';
import { told, violationsOf } from '../schema-faults.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/text-misplaced',
  title: 'Text stands where only elements may',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'By the schemas most elements hold elements only, with nothing but white space between them.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So it is in the schemas of SAML 1.1.',
    },
  ],
  why: `A receiver that validates refuses the message. Stray text usually comes from a template, a cut-and-paste or a repair
by hand, and then something else may be missing as well.`,
  fix: 'Have the sender take the text out, or put the element round it that was meant.',

  run: (document) =>
    told(
      violationsOf(document, 'text-misplaced'),
      ({ holder, value = '' }) =>
        `${holder.localName} holds the text ${shown(value.trim().slice(0, 60))} beside its elements`,
    ),

  message: ({ says }) => `${says}.`,
});
