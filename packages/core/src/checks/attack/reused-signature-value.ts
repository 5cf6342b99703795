import { withoutWhiteSpace } from '../../base/base64.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed, isWithin, textOf } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'attack/reused-signature-value',
  title: 'A second signature repeats the value of the one beside it',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '6.6.4',
      says: 'The enveloped-signature transform takes out of the digest the very Signature that it belongs to, and no other.',
    },
  ],
  why: `The enveloped-signature transform leaves the signature itself out of what is digested. Older versions of
xml-crypto find it by its SignatureValue, and leave out every other Signature that has the same; 6.3.2 does not. So a second one with that value can hold anything, and
what it holds is not signed although it stands inside the signed element.`,
  fix: refuse('At the service provider, refuse a message in which an element has two signatures.'),

  skip: ({ signatures, document }) =>
    signatures.length > 1 ? outsideSaml(document) : 'there are no two signatures',

  run({ signatures }) {
    const byValue = new Map<string, (typeof signatures)[number][]>();
    for (const signature of signatures) {
      const element = childNamed(signature.element, ns.ds, 'SignatureValue');
      const value = element ? withoutWhiteSpace(textOf(element)) : '';
      if (value !== '') byValue.set(value, [...(byValue.get(value) ?? []), signature]);
    }
    for (const [first, ...others] of byValue.values()) {
      const targets = first?.references.flatMap(({ target }) => target ?? []) ?? [];
      const copy = others.find(({ element }) => targets.some((target) => isWithin(element, target)));
      if (!first || !copy) continue;
      return {
        verdict: 'fail',
        at: [copy.element, first.element],
        data: { signed: nameElement(first.parent ?? first.element) },
        explains: [
          { check: 'signature/digest-mismatch', on: first.element },
          { check: 'signature/undecidable', on: copy.element },
          { check: 'signature/misplaced', on: copy.element },
          { check: 'signature/object-present', on: copy.element },
          { check: 'attack/hollow-signature', on: copy.element },
          { check: 'structure/element-repeated', on: copy.element },
          { check: 'structure/element-misplaced', on: copy.element },
        ],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed }) =>
    `Inside ${signed} stands a second Signature with the SignatureValue of the first: a library that goes by the value leaves both out of the digest, with whatever they hold.`,
});
