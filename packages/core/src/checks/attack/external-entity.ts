import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { readDoctype } from '../doctype.ts';
import { nodeNear } from '../node-near.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/external-entity',
  title: 'A DOCTYPE refers to something outside the message',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '4.2.2',
      says: 'An external entity is fetched from its system identifier, which may name any file or address.',
    },
    advisory('CVE-2013-6440'),
  ],
  why: `A parser that follows the declaration reads a file of the service provider or calls an address in its network, and does
so before any signature is looked at. What it reads may come back in an error message or be sent on to the attacker.`,
  fix: refuse(
    'At the service provider, set the XML parser to refuse a DOCTYPE, and never to fetch anything.',
  ),

  skip: (document) => (document.doctype ? outsideSaml(document) : 'there is no DOCTYPE'),

  run(document) {
    const external = readDoctype(document)?.external ?? [];
    if (!document.doctype || external.length === 0) return { verdict: 'pass' };
    const undefinedHere = document.problem?.code === 'undefined-entity';
    return {
      verdict: 'fail',
      at: [nodeNear(document, document.doctype)],
      span: document.doctype,
      data: { addresses: allOf(external.map(shown)) },
      expected: 'no DOCTYPE',
      explains: [
        { check: 'structure/doctype' },
        ...(undefinedHere ? [{ check: 'structure/not-well-formed' }] : []),
      ],
    };
  },

  message: ({ addresses }) => `The DOCTYPE would have a parser fetch ${addresses}. Nothing was fetched.`,
});
