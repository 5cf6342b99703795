import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/response-by-redirect',
  title: 'A response was sent in a URL',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.2',
      says: 'The response of web browser login must not come by HTTP Redirect, since it would be too long for most browsers.',
    },
  ],
  why: `A signed response with attributes does not fit into a URL everywhere, and what stands in a URL is kept in logs and
histories, for others to use. Service providers refuse it.`,
  fix: `Have the identity provider send responses by HTTP POST, to the endpoint that the service provider lists with that
binding.`,

  skip: ({ delivery }) =>
    delivery?.binding === undefined ? 'the capture does not show the binding' : undefined,

  run({ delivery, element }) {
    if (delivery?.binding !== 'HTTP-Redirect') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { to: delivery.sentTo === undefined ? '' : ` to ${shown(delivery.sentTo)}` },
    };
  },

  message: ({ to }) => `The Response was sent in the query of a URL${to}.`,
});
