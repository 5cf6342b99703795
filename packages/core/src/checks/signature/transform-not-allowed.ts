import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notOnSaml } from '../saml-signature.ts';
import { allOf, shown } from '../wording.ts';

const ALLOWED: ReadonlySet<string> = new Set(['enveloped-signature', 'exc-c14n', 'exc-c14n#WithComments']);
/** Another kind of canonicalisation is a matter of its own. */
const INCLUSIVE = /^c14n/;

export default defineCheck({
  id: 'signature/transform-not-allowed',
  title: 'The signature uses other transforms than SAML foresees',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.4',
      says: 'Signatures should contain no transforms but enveloped-signature and exclusive canonicalisation; verifiers may reject others.',
    },
    {
      spec: 'saml11-core',
      section: '5.4.4',
      says: 'The same holds for signatures of SAML 1.1 (paraphrased).',
    },
  ],
  why: `Transforms decide what of the element is signed. With the two that SAML names it is all of it but the signature; with any
other, or with the same one twice, it has to be found out each time. Many service providers refuse such a signature for that
reason, node-saml for instance any with more than two transforms.`,
  fix: 'Have the identity provider sign with enveloped-signature and exclusive canonicalisation, in this order.',

  skip: notOnSaml,

  run({ element, parent, references }, facts) {
    for (const { transforms, element: reference } of references) {
      const odd = transforms.filter(({ name }) => !ALLOWED.has(name) && !INCLUSIVE.test(name));
      const [first, ...rest] = odd;
      if (!first && transforms.length <= 2) continue;
      const names = allOf(transforms.map(({ name }) => shown(name)));
      return {
        verdict: 'fail',
        at: places(
          first?.at ?? reference,
          rest.map(({ at }) => at),
        ),
        data: { signed: nameElement(parent ?? element), names, count: transforms.length },
        expected: 'enveloped-signature and exc-c14n',
        actual: names,
        remedies: [atIdentityProvider(facts, 'signing', 'sign without further transforms')],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed, names, count }) =>
    `The Signature on ${signed} uses ${count === 1 ? 'the transform' : `${count} transforms:`} ${names}.`,
});
