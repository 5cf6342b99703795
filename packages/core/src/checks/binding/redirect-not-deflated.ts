import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'binding/redirect-not-deflated',
  title: 'A message sent in a URL is not compressed',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'With HTTP Redirect and the DEFLATE encoding, which is the default, the message is compressed before it is put into base64.',
    },
  ],
  why: `The receiver undoes base64 and expects compressed data. It finds XML, and reports a message that cannot be inflated.
Such a URL is also several times as long.`,
  fix: `Have the sender compress the message (raw DEFLATE, RFC 1951, without a header) before base64.`,

  skip: ({ delivery }) =>
    delivery?.binding === undefined ? 'the capture does not show the binding' : undefined,

  run({ delivery, element }) {
    if (delivery?.binding !== 'HTTP-Redirect' || delivery.deflated) return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: { parameter: delivery.parameter ?? 'the message' } };
  },

  message: ({ parameter }) => `${parameter} was sent in a URL, but is not compressed.`,
});
