import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notOnSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'signature/inclusive-canonicalization',
  title: 'The signature depends on the namespaces declared round it',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.3',
      says: 'Exclusive canonicalisation should be used, for SignedInfo and as a transform, so that signatures can be verified in another context.',
    },
    {
      spec: 'saml11-core',
      section: '5.4.3',
      says: 'The same holds for signatures of SAML 1.1 (paraphrased).',
    },
  ],
  why: `Inclusive canonicalisation takes in every namespace that is declared outside the signed element. A signature made with it
matches where it was made and stops matching when the element is put elsewhere, or a declaration is added or removed above it.
That is the usual reason why an assertion verifies alone and not in its response, or the other way round.`,
  fix: 'Have the identity provider use exclusive canonicalisation.',

  skip: notOnSaml,

  run({ element, parent, references, canonicalizationMethod }, facts) {
    const used = [canonicalizationMethod, ...references.flatMap(({ transforms }) => transforms)].flatMap(
      (use) => (use && /^c14n/.test(use.name) ? [use] : []),
    );
    const [first, ...rest] = used;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { signed: nameElement(parent ?? element), name: first.name },
      expected: 'exc-c14n',
      actual: first.name,
      remedies: [atIdentityProvider(facts, 'signing', 'use exclusive canonicalisation')],
    };
  },

  message: ({ signed, name }) =>
    `The Signature on ${signed} is made with inclusive canonicalisation (${name}), which takes in what is declared outside.`,
});
