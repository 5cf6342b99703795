import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'logout/not-signed',
  title: 'A logout message through the browser is not signed',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.4.3.1, 4.4.3.4',
      says: 'LogoutRequest and LogoutResponse must be signed where they travel by HTTP POST or HTTP Redirect.',
    },
  ],
  why: `Whoever can make a browser open a URL can end the sessions of its user with an unsigned LogoutRequest, or have one end
believe that a logout went through. Shibboleth and others refuse such messages; many libraries send them by default.`,
  fix: 'Have the sender sign logout messages: by Redirect in the query, with SigAlg and Signature, by POST inside the XML.',

  skip: ({ kind, delivery }) =>
    kind !== 'logout-request' && kind !== 'logout-response'
      ? 'not a logout message'
      : delivery?.binding
        ? undefined
        : 'by which binding it travelled is not known',

  run({ element, delivery, signatures }) {
    const inside = delivery?.binding !== 'HTTP-Redirect' && signatures.length > 0;
    if (delivery?.signature || inside) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { name: element.localName, binding: delivery?.binding ?? '' },
    };
  },

  message: ({ name, binding }) => `The ${name} came by ${binding} and is not signed.`,
});
