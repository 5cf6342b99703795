import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/acs-url-and-index',
  title: 'The request names its ACS both by URL and by index',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'AssertionConsumerServiceIndex and AssertionConsumerServiceURL exclude one another.',
    },
  ],
  why: `The identity provider cannot tell which of the two counts. Strict ones refuse the request, others take either.`,
  fix: `Have the service provider send one of the two, as a rule the URL.`,

  run({ assertionConsumerServiceURL: url, assertionConsumerServiceIndex: index }) {
    if (!url || !index) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [index.at, url.at],
      data: { url: shown(url.value), index: shown(index.value) },
    };
  },

  message: ({ url, index }) =>
    `The AssertionConsumerServiceURL is ${url}, and the AssertionConsumerServiceIndex ${index}.`,
});
