import { defineCheck } from '../check.ts';
import { told, violationsOf } from '../schema-faults.ts';

export default defineCheck({
  id: 'structure/attribute-missing',
  title: 'An attribute that must be there is missing',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 3.2.1, 3.2.2',
      says: 'Assertions, requests and responses must have ID, Version and IssueInstant; the schemas require further attributes of other elements.',
    },
    {
      spec: 'saml11-core',
      section: '2.3.2, 3.4.1',
      says: 'In SAML 1.1 an assertion has AssertionID, a response ResponseID, and both MajorVersion, MinorVersion and IssueInstant.',
    },
  ],
  why: `Receivers rely on these attributes: an ID to find what is signed and to refuse a replay, a Version to know the rules,
an IssueInstant to see how old the message is. Most refuse a message that lacks one.`,
  fix: `Have the sender write the attribute. Attribute names are case-sensitive: ID, not Id or id.`,

  run: (document) =>
    told(violationsOf(document, 'attribute-missing'), ({ name, holder }) => {
      const other = holder.attributes.find(({ localName }) => localName.toLowerCase() === name.toLowerCase());
      return `${holder.localName} has no ${name}${other ? ` (${other.name} is another attribute)` : ''}`;
    }),

  message: ({ says }) => `${says}.`,
});
