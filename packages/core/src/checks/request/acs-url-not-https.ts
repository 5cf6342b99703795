import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/acs-url-not-https',
  title: 'The response is to be sent without TLS',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.3.5',
      says: 'The response should be sent over TLS, so that what it says stays confidential and unchanged.',
    },
  ],
  why: `Whoever is on the way can read the assertion and, since it is a bearer's, use it first. Browsers warn about it or
block it, and several identity providers refuse an ACS URL without https.`,
  fix: `Give the service provider an https URL, and register that one. Behind a proxy that ends TLS, tell it the URL that the
browser sees.`,

  skip: ({ assertionConsumerServiceURL }) =>
    assertionConsumerServiceURL ? undefined : 'the request names no ACS URL',

  run({ assertionConsumerServiceURL: url }) {
    if (
      !url ||
      !/^http:/i.test(url.value) ||
      /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i.test(url.value)
    )
      return { verdict: 'pass' };
    return { verdict: 'fail', at: [url.at], data: { url: shown(url.value) } };
  },

  message: ({ url }) => `AssertionConsumerServiceURL is ${url}.`,
});
