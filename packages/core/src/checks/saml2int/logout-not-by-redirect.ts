import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/logout-not-by-redirect',
  title: 'The logout message was not sent by HTTP-Redirect',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'message',
  needs: [],
  cites: [
    sdp('SP26', 'A service provider must send a LogoutRequest by HTTP-Redirect.'),
    sdp('IDP24', 'So must an identity provider.'),
    sdp('SP32', 'A service provider must send a LogoutResponse by HTTP-Redirect.'),
    sdp('IDP28', 'So must an identity provider.'),
  ],
  why: 'HTTP-Redirect is the one binding that every party of the profile has for logout.',
  fix: `Have the sender use HTTP-Redirect for logout messages, and the recipient list an endpoint for it in its
metadata.`,

  skip: ({ kind, delivery }) =>
    kind !== 'logout-request' && kind !== 'logout-response'
      ? 'not a logout message'
      : delivery?.binding
        ? undefined
        : 'the capture does not show how it was sent',

  run({ element, delivery }) {
    const binding = delivery?.binding ?? '';
    if (binding === 'HTTP-Redirect') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { name: element.localName, binding },
      expected: 'HTTP-Redirect',
      actual: binding,
    };
  },

  message: ({ name, binding }) => `The ${name} was sent by ${binding}.`,
});
