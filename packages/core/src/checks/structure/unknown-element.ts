import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { told, violationsOf } from '../schema-faults.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/unknown-element',
  title: 'An element stands where SAML allows none of that name',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'The schemas of assertions and protocols define which elements there are and where each may stand.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So do the schemas of SAML 1.1.',
    },
  ],
  why: `A receiver that validates against the schema refuses the message. One that does not, passes over the element, so
whatever it was meant to say is lost. A name in another case is another name.`,
  fix: `Correct the name, or leave the element out. What a sender wants to add belongs in samlp:Extensions, saml:Advice or an
Attribute.`,

  run(document) {
    const violations = violationsOf(document, 'unknown-element');
    const [first] = violations;
    const near = first && misspelt(first.name, first.expected);
    return told(
      violations,
      ({ name, holder, expected }) =>
        expected.length === 0
          ? `${holder.localName} may hold no elements, but has <${shown(name)}>`
          : `<${shown(name)}> in ${holder.localName} is no element that SAML defines there`,
      {
        ...(first &&
          first.expected.length > 0 && { expected: anyOf(first.expected), actual: shown(first.name) }),
        ...(near && { nearMiss: near.says }),
      },
    );
  },

  message: ({ says }) => `${says}.`,
});
