import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/request-not-by-redirect',
  title: 'The AuthnRequest was not sent by HTTP-Redirect',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [sdp('SP02', 'AuthnRequests must be sent by HTTP-Redirect.')],
  why: 'Every identity provider of the profile receives requests by HTTP-Redirect; other bindings are received by some.',
  fix: 'Have the service provider send its requests by HTTP-Redirect.',

  skip: ({ delivery }) => (delivery?.binding ? undefined : 'the capture does not show how it was sent'),

  run({ element, delivery }) {
    const binding = delivery?.binding ?? '';
    if (binding === 'HTTP-Redirect') return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: { binding }, expected: 'HTTP-Redirect', actual: binding };
  },

  message: ({ binding }) => `The request was sent by ${binding}.`,
});
