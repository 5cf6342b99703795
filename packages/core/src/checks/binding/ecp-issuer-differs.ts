import { textField } from '../../saml/field.ts';
import type { AuthnRequest } from '../../saml/model.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { ecpRequestOf } from '../ecp-headers.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/ecp-issuer-differs',
  title: 'The header of ECP names another service provider than the request',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.2',
      says: 'Issuer of ecp:Request must hold the unique identifier of the service provider that asks (paraphrased).',
    },
  ],
  why: `A client shows the user, or decides by its own list, for whom it is to log in, and takes that from the header. The
identity provider goes by the Issuer of the AuthnRequest. With two names the client gives leave to one and the assertion is
made for another.`,
  fix: 'At the service provider, have both written from one setting: its entityID, as its metadata has it.',

  skip: (request) =>
    headerIssuerOf(request) && request.issuer ? undefined : 'there are no two Issuers to compare',

  run(request) {
    const header = headerIssuerOf(request);
    const { issuer } = request;
    if (!header || !issuer || header.value === issuer.value) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [header.at, issuer.at],
      data: { header: shown(header.value), request: shown(issuer.value) },
      expected: shown(issuer.value),
      actual: shown(header.value),
    };
  },

  message: ({ header, request }) => `ecp:Request is of ${header}, the AuthnRequest of ${request}.`,
});

function headerIssuerOf(request: AuthnRequest) {
  const header = ecpRequestOf(request);
  const issuer = header && childNamed(header, ns.saml, 'Issuer');
  return issuer && textField(issuer);
}
