import { bindings, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-binding',
  title: 'The request wants its answer by a binding that Entra ID does not send',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS75003 says that a SAML response cannot be sent by a binding other than HTTP POST.',
    },
  ],
  why: `Microsoft Entra ID posts its responses and does nothing else: no artifacts, no redirects. To a request for another
binding it answers AADSTS75003.`,
  fix: `Have the service provider ask for HTTP-POST, or leave ProtocolBinding out.`,

  skip: ({ protocolBinding }, facts) =>
    notEntra(facts) ?? (protocolBinding ? undefined : 'there is no ProtocolBinding'),

  run({ protocolBinding }) {
    if (!protocolBinding || protocolBinding.value === bindings['HTTP-POST']) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [protocolBinding.at],
      data: { binding: shown(shortName(protocolBinding.value)) },
      expected: bindings['HTTP-POST'],
      actual: shown(protocolBinding.raw),
      remedies: [{ end: 'service provider', do: 'Ask for HTTP-POST, or leave ProtocolBinding out.' }],
      explains: [
        { check: 'request/response-by-redirect', on: protocolBinding.at },
        { check: 'request/binding-misspelt', on: protocolBinding.at },
      ],
    };
  },

  message: ({ binding }) =>
    `ProtocolBinding is ${binding}, and Microsoft Entra ID answers AADSTS75003 to anything but HTTP-POST.`,
});
