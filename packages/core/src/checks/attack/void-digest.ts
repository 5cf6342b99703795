import { digest } from '../../base/crypto.ts';
import { digestMethods } from '../../dsig/algorithms.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'attack/void-digest',
  title: 'The digest that was signed is the digest of nothing',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '3.1.1',
      says: 'The digest is computed over the data object that results from the transforms.',
    },
    advisory('CVE-2025-66568'),
    advisory('GHSA-wx95-c6cv-8532'),
  ],
  why: `DigestValue is what a digest of no octets at all yields. Whoever signed it had canonicalised to nothing, because the
operation failed and nobody noticed. To a verifier in which it fails as well, such a signature matches any content whatever.`,
  fix: refuse(
    'At the service provider, update Nokogiri to 1.19.1 and ruby-saml to 1.18.0, or later. If the identity provider signed it, its software must be mended too.',
  ),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references }) {
    for (const reference of references) {
      const { digestMethod, digestWritten, matches } = reference;
      const hash = digestMethods.get(digestMethod?.uri ?? '')?.hash;
      const nothing = hash && digest(hash, '')?.base64;
      if (nothing === undefined || digestWritten !== nothing || matches) continue;
      return {
        verdict: 'fail',
        at: [childNamed(reference.element, ns.ds, 'DigestValue') ?? reference.element, element],
        data: { signed: nameElement(parent ?? element), algorithm: digestMethod?.name ?? 'digest' },
        expected: reference.digestComputed ?? 'the digest of the element',
        actual: `${digestWritten}, the ${digestMethod?.name} of nothing`,
        explains: [{ check: 'signature/digest-mismatch', on: element }],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed, algorithm }) =>
    `The DigestValue in the Signature on ${signed} is the ${algorithm} of nothing, and so fits whatever a failing library computes.`,
});
