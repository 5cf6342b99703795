import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'binding/post-deflated',
  title: "A message sent by POST is compressed, as only a Redirect's is",
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.5.4',
      says: 'With HTTP POST the message is put into the form in base64; DEFLATE belongs to HTTP Redirect (§3.4.4.1).',
    },
  ],
  why: `The receiver undoes base64 and expects XML. What it finds looks like garbage, and it reports a message that cannot be
parsed.`,
  fix: `Have the sender leave the compression out where it sends by POST.`,

  skip: ({ delivery }) =>
    delivery?.binding === undefined ? 'the capture does not show the binding' : undefined,

  run({ delivery, element }) {
    if (delivery?.binding !== 'HTTP-POST' || !delivery.deflated) return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: { parameter: delivery.parameter ?? 'the message' } };
  },

  message: ({ parameter }) => `${parameter} was sent by POST, but is compressed with DEFLATE.`,
});
