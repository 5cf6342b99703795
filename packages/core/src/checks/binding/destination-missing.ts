import { defineCheck } from '../check.ts';
import { protocolOf } from '../stated-by.ts';

export default defineCheck({
  id: 'binding/destination-missing',
  title: 'A signed message through the browser has no Destination',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.5.2, 3.5.5.2',
      says: 'A signed message that is sent by HTTP Redirect or HTTP POST must carry Destination, with the URL that it is sent to.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.4',
      says: 'So must one that is signed by HTTP-POST-SimpleSign.',
    },
  ],
  why: `Without Destination the signature does not say for whom the message is, so whoever receives it could pass it on to
another endpoint. Strict receivers refuse it.`,
  fix: 'Have the sender write the URL of the endpoint that it sends to as Destination.',

  skip(message) {
    const protocol = protocolOf(message);
    if (!protocol) return 'not a message of the protocol';
    if (protocol.kind === 'response') return 'response/destination-missing is about that';
    if (!protocol.delivery?.binding) return 'by which binding it travelled is not known';
    return protocol.delivery.signature || protocol.signatures.length > 0 ? undefined : 'it is not signed';
  },

  run(message) {
    const protocol = protocolOf(message);
    if (!protocol || protocol.destination?.value) return { verdict: 'pass' };
    const { destination, delivery, element } = protocol;
    return {
      verdict: 'fail',
      at: [destination?.at ?? element],
      data: {
        name: element.localName,
        what: destination ? 'an empty Destination' : 'no Destination',
        binding: delivery?.binding ?? '',
      },
    };
  },

  message: ({ name, what, binding }) => `The ${name} is signed and came by ${binding}, but has ${what}.`,
});
