import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { notOnSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'signature/reference-count',
  title: 'The signature has several references',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.2',
      says: 'A signature must contain a single reference, to the ID of the root element of the assertion or message being signed.',
    },
    {
      spec: 'saml11-core',
      section: '5.4.2',
      says: 'The same holds for signatures of SAML 1.1 (paraphrased).',
    },
  ],
  why: `SAML wants one signature for one element, so that whoever finds the signature knows what it covers. With several
references a reader may verify one and take another for covered. Strict service providers refuse such a signature.`,
  fix: `Have the identity provider sign each element with a signature of its own. If it does so already, somebody put the
reference in.`,

  skip: notOnSaml,

  run({ element, parent, references }) {
    const [first, second, ...rest] = references;
    if (!first || !second) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        second.element,
        [first, ...rest].map((reference) => reference.element),
      ),
      data: { signed: nameElement(parent ?? element), count: references.length },
      expected: 'one Reference',
      actual: `${references.length} of them`,
    };
  },

  message: ({ signed, count }) => `The Signature on ${signed} has ${count} references; SAML allows one.`,
});
