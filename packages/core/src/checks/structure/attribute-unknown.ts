import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { told, violationsOf } from '../schema-faults.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/attribute-unknown',
  title: 'An element has an attribute that SAML does not define',
  severity: 'warning',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'The schemas name the attributes of each element; only Attribute and SubjectConfirmationData take attributes of other namespaces.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'The schemas of SAML 1.1 allow no attributes of other namespaces at all.',
    },
  ],
  why: `A receiver that validates against the schema refuses the message. One that does not, passes over the attribute, so a
misspelt one has no effect.`,
  fix: 'Have the sender correct the name, or leave the attribute out.',

  run(document) {
    const violations = violationsOf(document, 'attribute-unknown');
    const [first] = violations;
    const near = first && misspelt(first.name, first.expected);
    return told(
      violations,
      ({ name, holder }) => `${holder.localName} has an attribute ${shown(name)} that SAML does not define`,
      near && { nearMiss: near.says },
    );
  },

  message: ({ says }) => `${says}.`,
});
