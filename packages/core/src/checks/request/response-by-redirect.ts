import { bindings } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/response-by-redirect',
  title: 'The request wants its response in a URL',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.2',
      says: 'The response of web browser login must not come by HTTP Redirect, since it would be too long for most browsers.',
    },
  ],
  why: `A signed response with attributes does not fit into a URL, and what stands in a URL is kept in logs and histories.
Identity providers refuse the request.`,
  fix: `Have the service provider ask for HTTP-POST, and list its endpoint with that binding.`,

  skip: ({ protocolBinding }) => (protocolBinding ? undefined : 'there is no ProtocolBinding'),

  run({ protocolBinding: binding }) {
    if (binding?.value !== bindings['HTTP-Redirect']) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [binding.at],
      data: { binding: binding.value },
      expected: bindings['HTTP-POST'],
      actual: shown(binding.raw),
    };
  },

  message: ({ binding }) => `ProtocolBinding is ${binding}.`,
});
