import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { atSender } from '../sender.ts';

export default defineCheck({
  id: 'binding/embedded-signature-in-redirect',
  title: 'A message sent by redirect is signed inside its XML',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'A signature on the protocol message must be removed before it is deflated; a signature on an assertion inside stays.',
    },
  ],
  why: `By HTTP-Redirect a protocol message is signed in the query, because a ds:Signature makes URLs longer than browsers and
servers take. Receivers look for \`SigAlg\` and \`Signature\` beside the message: most ignore the signature inside and so take the
message for unsigned, and some refuse it.`,
  fix: `Have the sender sign as HTTP-Redirect has it, with \`SigAlg\` and \`Signature\` in the query, or send by HTTP-POST, where the
signature belongs inside.`,

  skip: ({ delivery }) =>
    delivery?.binding === 'HTTP-Redirect' ? undefined : 'not known to have come by HTTP-Redirect',

  run(message, facts) {
    const embedded = message.signatures.find(({ parent }) => parent === message.element);
    if (!embedded || message.kind === 'assertion' || message.kind === 'metadata') return { verdict: 'pass' };
    const signedBeside = message.delivery?.signature !== undefined;
    return {
      verdict: 'fail',
      at: [embedded.element],
      data: { message: nameElement(message.element), signedBeside },
      expected: 'no ds:Signature on the message, and SigAlg and Signature in the query',
      actual: signedBeside ? 'both' : 'a ds:Signature on the message, and none in the query',
      remedies: [
        atSender(
          message,
          facts,
          'signing',
          signedBeside
            ? 'leave the signature inside the message out where it is sent by HTTP-Redirect'
            : 'sign the query in place of the message, or send the message by HTTP-POST',
        ),
      ],
      explains: [{ check: 'logout/not-signed', on: message.element }],
    };
  },

  message: ({ message, signedBeside }) =>
    signedBeside
      ? `${message} came by HTTP-Redirect and carries a ds:Signature beside the one in the query.`
      : `${message} came by HTTP-Redirect with a ds:Signature inside and none in the query, where receivers look for it.`,
});
