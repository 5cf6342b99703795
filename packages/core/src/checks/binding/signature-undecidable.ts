import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { atSender } from '../sender.ts';

export default defineCheck({
  id: 'binding/signature-undecidable',
  title: 'The signature beside the message cannot be verified',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'A signed message comes with SigAlg, which names the algorithm by its URI, and with Signature, the value in base64.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.4',
      says: 'By HTTP-POST-SimpleSign both are controls of the form, beside the message.',
    },
  ],
  why: `A signature is worth something only where a receiver can verify it. One that names no algorithm, or one that nobody
should use, or of which a parameter is there twice, is refused by careful receivers; careless ones take the message for
unsigned, or verify one parameter and read the other.`,
  fix: `Have the sender send SAMLRequest or SAMLResponse, RelayState, SigAlg and Signature once each, signed with RSA-SHA256.`,

  skip({ outcome, problems }, facts) {
    if (outcome !== 'undecidable') return 'the signature could be decided';
    const lacksOnlyKey = problems.every(({ code }) => code === 'no-key');
    return lacksOnlyKey && !facts.keys
      ? 'no key was given; binding/signature-mismatch asks for one'
      : undefined;
  },

  run({ problems, binding, signedMessage: message }, facts) {
    const [first] = problems;
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        binding,
        message: nameElement(message.element),
        because: first?.message ?? 'The reason is not known.',
      },
      remedies: [atSender(message, facts, 'signing', 'sign with RSA-SHA256, each parameter once')],
    };
  },

  message: ({ binding, message, because }) => `${message}, signed by ${binding}: ${because}`,
});
