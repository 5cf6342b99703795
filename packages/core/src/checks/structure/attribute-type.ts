import type { Violation } from '../../saml/schema-violations.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { told, violationsOf } from '../schema-faults.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/attribute-type',
  title: 'The value of an attribute is not of its type',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'The schemas give each attribute a type: boolean, unsignedShort, a list of words.',
    },
    { spec: 'xml-schema-2', section: '3.2.2', says: 'A boolean is written true, false, 1 or 0.' },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So do the schemas of SAML 1.1.',
    },
  ],
  why: `A receiver that validates refuses the message. One that does not may take the value for absent or for its opposite:
\`ForceAuthn="True"\` is no boolean, and some programs read it as false.`,
  fix: `Have the sender write the value as the type has it; words and booleans are in lower case, numbers without a
sign or a fraction.`,

  run(document) {
    const violations = violationsOf(document, 'attribute-type');
    const [first] = violations;
    const near = typeof first?.type === 'object' ? misspelt(first.value ?? '', first.type) : undefined;
    return told(
      violations,
      ({ name, holder, value = '', type }) =>
        `${name} of ${holder.localName} is ${shown(value)}, which is not ${rightFor(type)}`,
      {
        ...(first && { expected: rightFor(first.type), actual: shown(first.value ?? '') }),
        ...(near && { nearMiss: near.says }),
      },
    );
  },

  message: ({ says }) => `${says}.`,
});

function rightFor(type: Violation['type']): string {
  switch (type) {
    case 'boolean':
      return 'true or false';
    case 'unsignedShort':
      return 'a number from 0 to 65535';
    case 'nonNegativeInteger':
      return 'a whole number, 0 or more';
    case 'integer':
      return 'a whole number';
    case 'QName':
      return 'a name, with a prefix or without';
    default:
      return typeof type === 'object' ? anyOf(type) : `of the type ${type}`;
  }
}
