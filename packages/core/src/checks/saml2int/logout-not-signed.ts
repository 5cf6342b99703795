import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/logout-not-signed',
  title: 'The logout message is not signed',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'message',
  needs: [],
  cites: [
    sdp('SP29', "A service provider's LogoutRequest must be signed, as the binding does it."),
    sdp('IDP26', "So must an identity provider's."),
    sdp('SP34', "A service provider's LogoutResponse must be signed."),
    sdp('IDP30', "So must an identity provider's."),
  ],
  why: 'Whoever can write an unsigned LogoutRequest can end the sessions of others.',
  fix: 'Have the sender sign logout messages: by Redirect in the query, with SigAlg and Signature.',

  skip: ({ kind }) =>
    kind === 'logout-request' || kind === 'logout-response' ? undefined : 'not a logout message',

  run({ element, delivery, signatures }) {
    const signed = delivery?.signature ?? (delivery?.binding === 'HTTP-Redirect' ? undefined : signatures[0]);
    if (signed) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { name: element.localName },
      explains: [{ check: 'logout/not-signed', on: element }],
    };
  },

  message: ({ name }) => `The ${name} is not signed.`,
});
