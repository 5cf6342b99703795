import { schemaViolations } from '../../saml/schema-violations.ts';
import { defineCheck } from '../check.ts';
import { isIdType, told } from '../schema-faults.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'id/not-ncname',
  title: 'An ID is not written as an ID may be',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.4',
      says: 'An identifier has the type xs:ID, and a reference to one the type xs:NCName.',
    },
    {
      spec: 'xml-names',
      section: '3',
      says: 'An NCName begins with a letter or an underscore, and holds letters, digits, full stops, hyphens and underscores, but no colon.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.3',
      says: 'The same types hold for identifiers of SAML 1.1 (paraphrased).',
    },
  ],
  why: `A GUID or a number in hexadecimal begins with a digit as often as not, so half of the messages pass and half are
refused: a fault that comes and goes. Receivers that validate refuse such an ID, and some cannot resolve the
signature's reference to it.`,
  fix: `Have the sender put an underscore before the value; that is why most IDs begin with one.`,

  run(document) {
    const violations = schemaViolations(document).filter(
      (one) => (one.kind === 'attribute-type' || one.kind === 'text-type') && isIdType(one.type),
    );
    const [first] = violations;
    const hint = first && reason(first.value ?? '');
    return told(
      violations,
      ({ name, holder, value = '' }) =>
        `${name === holder.localName ? name : `${name} of ${holder.localName}`} is ${shown(value)}, which is no NCName`,
      hint === undefined ? {} : { nearMiss: hint },
    );
  },

  message: ({ says }) => `${says}.`,
});

function reason(value: string): string | undefined {
  const text = value.trim();
  if (text === '') return 'It is empty.';
  if (/^[\d.-]/.test(text))
    return `It begins with ${text.charAt(0)}; an underscore before it would make it right.`;
  if (text.includes(':')) return 'It holds a colon, which separates a prefix from a name.';
  return /\s/.test(text) ? 'It holds white space.' : undefined;
}
