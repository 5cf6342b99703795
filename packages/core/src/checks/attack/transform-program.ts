import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { allOf } from '../wording.ts';

const PROGRAMS: ReadonlySet<string> = new Set(['xslt', 'xpath', 'xpath-filter2']);

export default defineCheck({
  id: 'attack/transform-program',
  title: 'A transform of the signature is a program by the sender',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.4',
      says: 'Signatures should contain no transforms but enveloped-signature and exclusive canonicalisation, and verifiers may reject others.',
    },
    {
      spec: 'xmldsig',
      section: '8.1.1, 8.1.3',
      says: 'What a transform leaves out is not secured by the signature, so a reader should go by what was transformed and signed, not by the original.',
    },
  ],
  why: `Transforms run before anything is verified. XSLT can read files, open connections and run for ever in the libraries that
allow it. XPath can select any part of the document, so that the signature covers a harmless piece and leaves out the assertion
that is read.`,
  fix: refuse(
    'At the service provider, allow no transforms but enveloped-signature and exclusive canonicalisation.',
  ),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references, canonicalizationMethod }) {
    const used = [...references.flatMap(({ transforms }) => transforms), canonicalizationMethod].flatMap(
      (use) => (use && PROGRAMS.has(use.name) ? [use] : []),
    );
    const [first, ...rest] = used;
    if (!first) return { verdict: 'pass' };
    const names = allOf([...new Set(used.map(({ name }) => name))]);
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { signed: nameElement(parent ?? element), names },
      expected: 'enveloped-signature and exc-c14n',
      actual: names,
      explains: [
        { check: 'signature/undecidable', on: element },
        { check: 'signature/transform-not-allowed', on: element },
      ],
    };
  },

  message: ({ signed, names }) =>
    `The Signature on ${signed} would have the verifier run ${names}. Nothing was run.`,
});
