import { defineCheck } from '../check.ts';
import { notProtocol } from '../stated-by.ts';

export default defineCheck({
  id: 'binding/parameter-swapped',
  title: 'The message was sent in the parameter of the other kind',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1, 3.5.4',
      says: 'A request is sent as SAMLRequest, a response as SAMLResponse.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.4',
      says: 'By HTTP-POST-SimpleSign, too, a request is the form control SAMLRequest and a response SAMLResponse.',
    },
  ],
  why: `The receiver looks for a request under one name and for a response under the other. It finds nothing, or takes the
message for one of the other kind.`,
  fix: `Have the sender name the parameter by the kind of the message.`,

  skip: (message) =>
    message.delivery?.parameter === undefined
      ? 'the capture does not show the parameter'
      : notProtocol(message),

  run(message) {
    const parameter = message.delivery?.parameter ?? '';
    const { localName } = message.element;
    const right = localName.endsWith('Response') ? 'SAMLResponse' : 'SAMLRequest';
    const wrong = localName.endsWith('Response') ? 'SAMLRequest' : 'SAMLResponse';
    if (parameter !== wrong) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.element],
      data: { localName, parameter },
      expected: right,
      actual: parameter,
    };
  },

  message: ({ localName, parameter }) => `The ${localName} was sent as ${parameter}.`,
});
