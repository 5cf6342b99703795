import type { AlgorithmUse } from '../../dsig/evidence.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'signature/weak-algorithm',
  title: 'The signature uses an algorithm that no longer protects',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig11',
      section: '6.1',
      says: 'The use of SHA-1, in digests and in signatures, is discouraged.',
    },
  ],
  why: `Two texts with one SHA-1 digest can be made for the price of a car, and MD5 costs nothing at all. Many service
providers and runtimes refuse such signatures already, and others will after their next update.`,
  fix: `Have the identity provider sign with RSA-SHA256 or better, and digest with SHA-256. Service providers understand it
without any change.`,

  run({ element, parent, signatureMethod, canonicalizationMethod, references }, facts) {
    const used = [
      signatureMethod,
      canonicalizationMethod,
      ...references.flatMap(({ digestMethod, transforms }) => [digestMethod, ...transforms]),
    ];
    const weak = used.filter((use): use is AlgorithmUse => use?.weakness !== undefined);
    const [first, ...rest] = weak;
    if (!first) return { verdict: 'pass' };
    const told = [...new Set(weak.map(({ name, weakness }) => `${name} (${weakness})`))];
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { signed: nameElement(parent ?? element), weak: allOf(told) },
      expected: 'rsa-sha256 and sha256, or stronger',
      actual: allOf([...new Set(weak.map(({ name }) => name))]),
      remedies: [atIdentityProvider(facts, 'signing', 'sign with RSA-SHA256')],
    };
  },

  message: ({ signed, weak }) => `The Signature on ${signed} uses ${weak}.`,
});
