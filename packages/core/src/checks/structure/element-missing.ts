import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { told, violationsOf } from '../schema-faults.ts';

export default defineCheck({
  id: 'structure/element-missing',
  title: 'An element that must be there is missing',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'The schemas say which elements an assertion or message cannot do without.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So do the schemas of SAML 1.1.',
    },
  ],
  why: `What the schema requires, receivers rely on. One that validates refuses the message; one that does not may fail later,
with an error that names something else.`,
  fix: `Have the sender write the element. Where it comes from a mapping, see whether the source is empty for this user.`,

  skip: ({ root }) => root && readInPart(root),

  run: (document) =>
    told(
      violationsOf(document, 'element-missing'),
      ({ name, holder }) => `${holder.localName} lacks ${name}`,
    ),

  message: ({ says }) => `${says}.`,
});
