import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { readDoctype } from '../doctype.ts';
import { nodeNear } from '../node-near.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/doctype-attributes',
  title: 'A DOCTYPE declares attributes, which some readers add to the message',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '3.3.2',
      says: 'An attribute declared with a default value is there for every reader that reads the declaration, although it is not written.',
    },
    advisory('CVE-2025-25291'),
  ],
  why: `An attribute that a DOCTYPE declares with a default exists for the parsers that read the declaration and for no other. So
an ID, or even a namespace, can be there for the program that verifies the signature and missing for the one that reads the
message, or the other way round.`,
  fix: refuse('At the service provider, set the XML parser to refuse a DOCTYPE, and use one parser for all.'),

  skip: (document) => (document.doctype ? outsideSaml(document) : 'there is no DOCTYPE'),

  run(document) {
    const attributes = readDoctype(document)?.attributes ?? [];
    if (!document.doctype || attributes.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nodeNear(document, document.doctype)],
      span: document.doctype,
      data: { elements: allOf([...new Set(attributes.map(shown))]) },
      expected: 'no DOCTYPE',
      explains: [{ check: 'structure/doctype' }],
    };
  },

  message: ({ elements }) =>
    `The DOCTYPE declares attributes of ${elements}, which are there for some parsers and not for others.`,
});
