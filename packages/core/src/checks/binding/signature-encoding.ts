import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { atSender } from '../sender.ts';

export default defineCheck({
  id: 'binding/signature-encoding',
  title: 'The signature beside the message is over other octets than those that were sent',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'Signature is made over the parameters SAMLRequest or SAMLResponse, RelayState and SigAlg, in this order, and is base64 without white space; URL-encoding is not canonical, so whoever verifies uses the encoding that was sent.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.5',
      says: 'By HTTP-POST-SimpleSign the XML is signed as it is before base64, with whatever white space it has, then RelayState if there is one, then SigAlg.',
    },
  ],
  why: `The right key signed and nothing that matters was changed: the signature matches as soon as one detail of how it was made
is undone. A receiver that follows the specification does not undo it and refuses the message. Which detail it is was found by
trying, so it is proven.`,
  fix: `Have the sender sign what it sends, octet for octet, in the order of the specification. Where a proxy or a framework in
between decodes the URL and writes it anew, have the receiver verify the query as it arrived.`,

  run({ deviation, binding, signedMessage: message }, facts) {
    if (!deviation) return { verdict: 'pass' };
    const { says, expected, actual, remedy } = deviation;
    return {
      verdict: 'fail',
      at: [message.element],
      data: { says, binding, message: nameElement(message.element) },
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      nearMiss: `With that undone it verifies under the key from ${deviation.under.from}.`,
      remedies: [atSender(message, facts, 'signing', remedy)],
    };
  },

  message: ({ says, binding, message }) => `${message}, signed by ${binding}: ${says}`,
});
