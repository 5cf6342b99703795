import { defineCheck } from '../check.ts';
import { configured, entraPages, nameApplication, noApplicationGiven } from '../entra-application.ts';
import { explainNearMiss } from '../near-miss.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-issuer-unknown',
  title: 'The application does not list the Issuer of the request as an identifier',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'Issuer must be exactly one of the servicePrincipalNames of the application, which are its identifiers.',
    },
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS700016 and AADSTS650056 are what a request with another Issuer is answered with.',
    },
  ],
  why: `Microsoft Entra ID finds the application by the Issuer of the request, compared literally. Where none of the tenant has it,
the answer is AADSTS700016: the application was not found in the directory.`,
  fix: `Make the two equal: the Identifier (Entity ID) of the application, and the entityID that the service provider sends.`,

  skip: ({ issuer }, facts) =>
    noApplicationGiven(facts) ?? (issuer && issuer.value !== '' ? undefined : 'there is no Issuer'),

  run({ issuer }, facts) {
    const { entraApplication: app } = facts;
    if (!issuer || !app) return { verdict: 'pass' };
    const known = app.identifiers.map(({ value }) => value);
    if (known.includes(issuer.raw) || issuer.raw === app.appId) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(issuer.raw, known, { field: 'Audience', facts });
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { issuer: shown(issuer.raw), application: nameApplication(app) },
      expected: configured(app.identifiers, 'no identifier but the application ID'),
      actual: shown(issuer.raw),
      ...(nearMiss && { nearMiss }),
      remedies: [
        {
          end: 'identity provider',
          do: `In Microsoft Entra ID, add \`${issuer.raw}\` at Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Identifier (Entity ID).`,
        },
        { end: 'service provider', do: 'Or send one of the identifiers listed as Issuer.' },
      ],
    };
  },

  message: ({ issuer, application }) => `The Issuer ${issuer} is no identifier of ${application}.`,
});
