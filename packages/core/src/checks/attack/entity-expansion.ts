import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { expandedLengths, readDoctype } from '../doctype.ts';
import { nodeNear } from '../node-near.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/entity-expansion',
  title: 'A DOCTYPE declares entities',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '4.4',
      says: 'A reader that follows the declaration replaces a reference by the text of its entity, and again in that text.',
    },
    advisory('CVE-2018-0486'),
    advisory('CVE-2025-25291'),
  ],
  why: `An entity that refers to others ten times, each of which does the same, fills the memory of whoever expands it: ten lines
grow to gigabytes. Entities also let two readers see two values, because one expands them and the other does not, or splits the
text at them. SAML has no use for them.`,
  fix: refuse('At the service provider, set the XML parser to refuse a DOCTYPE.'),

  skip: (document) => (document.doctype ? outsideSaml(document) : 'there is no DOCTYPE'),

  run(document) {
    const declared = readDoctype(document);
    if (!document.doctype || !declared || declared.entities.size === 0) return { verdict: 'pass' };
    let largest = { name: '', length: -1 };
    for (const [name, length] of expandedLengths(declared)) {
      if (length > largest.length) largest = { name, length };
    }
    const undefinedHere = document.problem?.code === 'undefined-entity';
    return {
      verdict: 'fail',
      at: [nodeNear(document, document.doctype)],
      span: document.doctype,
      data: {
        count: counted(declared.entities.size, 'entity').replace('entitys', 'entities'),
        name: shown(`&${largest.name};`),
        length: largest.length,
      },
      expected: 'no DOCTYPE',
      explains: [
        { check: 'structure/doctype' },
        ...(undefinedHere ? [{ check: 'structure/not-well-formed' }] : []),
      ],
    };
  },

  message: ({ count, name, length }) =>
    `The DOCTYPE declares ${count}; ${name} alone would grow to ${counted(length, 'character')}. Nothing was expanded.`,
});
