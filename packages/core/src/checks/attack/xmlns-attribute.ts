import type { XmlAttribute } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { changedElements, matchesAfter, notBroken } from '../restored.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/xmlns-attribute',
  title: 'An attribute was added whose name begins like a namespace declaration',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xml-names',
      section: '3',
      says: 'Only an attribute named xmlns, or with the prefix xmlns, declares a namespace; any other is an ordinary attribute.',
    },
  ],
  why: `A canonicaliser that takes every attribute whose name begins with \`xmlns\` for a declaration leaves it out of what is
digested, so it can be added to signed content without breaking the signature there. xml-crypto does so. Whoever reads the
attributes afterwards sees one that nobody signed.`,
  fix: refuse('At the service provider, read nothing that is not in the canonical form that was verified.'),

  skip: notBroken,

  run(signature) {
    const found: XmlAttribute[] = [];
    for (const element of changedElements(signature)) {
      for (const attribute of element.attributes)
        if (attribute.name.startsWith('xmlns')) found.push(attribute);
    }
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    const edits = found.map(({ start, end }) => ({ start, end, text: '' }));
    if (!matchesAfter(signature, edits)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, [first.owner, signature.element, ...rest]),
      data: { name: first.name, value: shown(first.value), owner: nameElement(first.owner) },
      explains: [
        { check: 'signature/digest-mismatch', on: signature.element },
        ...found.map((on) => ({ check: 'structure/attribute-unknown', on })),
      ],
    };
  },

  message: ({ name, value, owner }) =>
    `The attribute ${name}=${value} was put on ${owner} after it was signed; without it the digest matches.`,
});
