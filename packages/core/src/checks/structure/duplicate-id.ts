import type { XmlAttribute, XmlElement } from '../../xml/document.ts';
import { isIdAttribute } from '../../xml/id.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/duplicate-id',
  title: 'An ID stands on more than one element',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.4',
      says: 'Whoever assigns an ID must ensure that the chance of it being assigned to anything else is negligible.',
    },
    {
      spec: 'xml',
      section: '3.3.1',
      says: 'An ID must not appear more than once in a document as a value of this type.',
    },
  ],
  why: `A signature names what it signs by ID. Where two elements have the same one, two programs may each take another for the
signed one: the one that verifies the first, the one that reads the second. That is how signature wrapping attacks begin.`,
  fix: `Do not accept the message. If it comes from the identity provider like this, its software makes IDs that are not unique
and must be mended there.`,

  run(document) {
    const repeated = [...document.ids].filter(([, elements]) => elements.length > 1);
    const [first] = repeated;
    if (!first) return { verdict: 'pass' };
    const [id, elements] = first;
    const nodes = repeated.flatMap(([value, holders]) =>
      holders.map((holder) => idAttribute(holder, value) ?? holder),
    );
    const [head = elements[0] as XmlElement, ...rest] = nodes;
    return {
      verdict: 'fail',
      at: places(head, rest),
      data: {
        id: shown(id),
        holders: allOf(elements.map(({ localName }) => localName)),
        more: repeated.length > 1 ? `, and ${counted(repeated.length - 1, 'more ID')} like it` : '',
      },
    };
  },

  message: ({ id, holders, more }) => `The ID ${id} stands on ${holders}${more}.`,
});

function idAttribute(element: XmlElement, id: string): XmlAttribute | undefined {
  return element.attributes.find(
    ({ localName, namespaceURI, value }) => isIdAttribute(localName, namespaceURI) && value === id,
  );
}
