import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { atSender } from '../sender.ts';

export default defineCheck({
  id: 'binding/signature-algorithm-weak',
  title: 'The signature beside the message uses an algorithm that no longer protects',
  severity: 'warning',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig11',
      section: '6.1',
      says: 'The use of SHA-1, in digests and in signatures, is discouraged.',
    },
  ],
  why: `The specification of the binding is of 2005 and requires only DSA and RSA with SHA-1, so many products still sign
redirects with SHA-1 long after they sign assertions with SHA-256. Two texts with one SHA-1 digest can be made for the price of
a car, and receivers begin to refuse such signatures.`,
  fix: `Have the sender sign with RSA-SHA256. It is often a setting of its own, apart from the one for assertions.`,

  run({ algorithm, signedMessage: message }, facts) {
    if (algorithm?.weakness === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        message: nameElement(message.element),
        algorithm: algorithm.name,
        weakness: algorithm.weakness,
      },
      expected: 'rsa-sha256, or stronger',
      actual: algorithm.name,
      remedies: [atSender(message, facts, 'signing', 'sign with RSA-SHA256')],
    };
  },

  message: ({ message, algorithm, weakness }) =>
    `The signature beside ${message} uses ${algorithm} (${weakness}).`,
});
