import { attributeField } from '../../saml/field.ts';
import type { AuthnRequest } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { ecpRequestOf } from '../ecp-headers.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/ecp-provider-name-differs',
  title: 'The header of ECP and the request call the service provider differently',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.2',
      says: 'ProviderName of ecp:Request is a name of the requester for people (paraphrased).',
    },
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'ProviderName of an AuthnRequest is the name of the requester for people (paraphrased).',
    },
  ],
  why: `The user reads the one name at the client and the other at the identity provider, and cannot tell that both ask for the
same login.`,
  fix: 'At the service provider, have both written from one setting.',

  skip: (request) => (namesOf(request) ? undefined : 'there are no two names to compare'),

  run(request) {
    const names = namesOf(request);
    if (!names || names.header.value === names.request.value) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [names.header.at, names.request.at],
      data: { header: shown(names.header.value), request: shown(names.request.value) },
    };
  },

  message: ({ header, request }) =>
    `ProviderName is ${header} in ecp:Request, and ${request} in the AuthnRequest.`,
});

function namesOf(message: AuthnRequest) {
  const block = ecpRequestOf(message);
  const header = block && attributeField(block, 'ProviderName');
  const request = message.providerName;
  return header && request ? { header, request } : undefined;
}
