import type { XmlElement, XmlNode } from '../../xml/document.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { identityIn, nameIdentity, sideBySide } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/duplicate-id',
  title: 'Several elements have the ID that a signature refers to',
  severity: 'error',
  since: 'next',
  on: 'signature',
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
    advisory('CVE-2024-45409'),
  ],
  why: `The signature says what it signs by an ID. Where two elements have it, the program that verifies may find the genuine one
and the program that reads the forged one: signature wrapping in its simplest form. Which of them was signed cannot be told,
so nothing here counts as signed.`,
  fix: refuse('At the service provider, use software that refuses a document in which an ID is repeated.'),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references }) {
    for (const reference of references) {
      const id = reference.uri?.startsWith('#') ? reference.uri.slice(1) : undefined;
      const holders = id === undefined ? [] : (element.document.ids.get(id) ?? []);
      if (holders.length < 2) continue;
      const original = holders.find((holder) => holder === parent) ?? holders[0];
      const forged = holders.find((holder) => holder !== original);
      if (!original || !forged || id === undefined) continue;
      const signed = nameIdentity(identityIn(original));
      const claimed = nameIdentity(identityIn(forged));
      return {
        verdict: 'fail',
        at: places(attributeOf(forged, id), [
          original,
          reference.element,
          ...holders.filter((holder) => holder !== original && holder !== forged),
        ]),
        data: { id: shown(id), count: counted(holders.length, 'element'), signed, claimed },
        ...sideBySide(`${signed}, which holds the signature or comes first`, claimed),
        explains: [
          { check: 'structure/duplicate-id' },
          { check: 'signature/absent' },
          { check: 'signature/undecidable', on: element },
        ],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ id, count, signed, claimed }) =>
    `The signature refers to ${id}, and ${count} have this ID: ${signed} and ${claimed}; which one is found depends on who looks.`,
});

/** The ID itself, to point at. */
function attributeOf(element: XmlElement, id: string): XmlNode {
  return element.attributes.find(({ value }) => value === id) ?? element;
}
