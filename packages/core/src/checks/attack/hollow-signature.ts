import { ns } from '../../xml/namespaces.ts';
import { childNamed, textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'attack/hollow-signature',
  title: 'There is a Signature element with no signature in it',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.1',
      says: 'A Signature holds a SignedInfo with at least one Reference, and a SignatureValue.',
    },
    advisory('CVE-2025-40934'),
    advisory('CVE-2024-41107'),
  ],
  why: `A program that asks only whether there is a Signature is content with an empty one, and one that verifies every Reference
of none finds all of them in order. Nothing is signed by this element, and no software leaves the parts out by mistake.`,
  fix: refuse('At the service provider, use software that asks what is signed, not whether something is.'),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references }) {
    if (element.document.problem) return { verdict: 'skip', because: 'the text was not read to its end' };
    const value = childNamed(element, ns.ds, 'SignatureValue');
    const missing = [
      ...(childNamed(element, ns.ds, 'SignedInfo') ? [] : ['SignedInfo']),
      ...(references.length > 0 ? [] : ['Reference']),
      ...(value ? (textOf(value).trim() === '' ? ['content of SignatureValue'] : []) : ['SignatureValue']),
    ];
    if (missing.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { signed: nameElement(parent ?? element), missing: allOf(missing) },
      explains: [
        { check: 'signature/undecidable', on: element },
        { check: 'signature/reference-count', on: element },
      ],
    };
  },

  message: ({ signed, missing }) => `The Signature on ${signed} has no ${missing}, so it signs nothing.`,
});
