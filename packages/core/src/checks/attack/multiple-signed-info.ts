import { ns } from '../../xml/namespaces.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { signatureRound } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'attack/multiple-signed-info',
  title: 'The signature has several SignedInfo elements',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.1',
      says: 'A Signature holds exactly one SignedInfo, as its first child.',
    },
    advisory('CVE-2025-29774'),
  ],
  why: `SignatureValue vouches for SignedInfo, and SignedInfo for the message by its digests. Where there are two, a library may
verify the genuine one and take the digests from the forged one. The signature then covers whatever the attacker digested.`,
  fix: refuse(
    'At the service provider, update xml-crypto to 6.0.1, 3.2.1 or 2.1.6, or whatever is older than these.',
  ),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent }) {
    const found = elementsIn(element).filter(
      (one) =>
        one.localName === 'SignedInfo' && one.namespaceURI === ns.ds && signatureRound(one) === element,
    );
    const [first, second, ...rest] = found;
    if (!first || !second) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(second, [first, ...rest]),
      data: { signed: nameElement(parent ?? element), count: found.length },
      expected: 'one SignedInfo',
      actual: `${found.length} of them`,
      explains: [
        { check: 'signature/undecidable', on: element },
        { check: 'signature/reference-count', on: element },
      ],
    };
  },

  message: ({ signed, count }) =>
    `The Signature on ${signed} has ${count} SignedInfo elements: the one that verifies need not be the one whose digests are compared.`,
});
