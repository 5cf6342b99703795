import { bindings } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/binding-misspelt',
  title: 'The ProtocolBinding of the request is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3',
      says: 'Each binding has a URI, such as urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST.',
    },
  ],
  why: `The identity provider does not know the binding, and answers UnsupportedBinding or sends the response in its own way.
Some fall back to HTTP-POST and say nothing, so the slip shows only with another identity provider.`,
  fix: `Have the service provider write urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST, or leave ProtocolBinding out.`,

  skip: ({ protocolBinding }) => (protocolBinding ? undefined : 'there is no ProtocolBinding'),

  run({ protocolBinding }) {
    const near = protocolBinding && misspelt(protocolBinding.value, Object.values(bindings));
    if (!protocolBinding || !near) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [protocolBinding.at],
      data: { binding: shown(protocolBinding.raw) },
      expected: near.meant,
      actual: shown(protocolBinding.raw),
      nearMiss: near.says,
    };
  },

  message: ({ binding }) => `ProtocolBinding is ${binding}, which SAML does not define.`,
});
