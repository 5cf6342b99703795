import { isAbsoluteUri } from '../absolute-uri.ts';
import { isGuid } from '../application-id.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-issuer-not-uri',
  title: 'The Issuer of the request is no URI, so Entra ID will put spn: into Audience',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'Where the value that the request names is not a URI, Audience is that value with spn: before it.',
    },
  ],
  why: `Microsoft Entra ID answers with an Audience made from what the request calls its Issuer. A URI comes back as it was; an
application ID or a bare name comes back as \`spn:\` and the name. The service provider compares Audience with its own name and
refuses, unless it was told of that form.`,
  fix: `Give the application an Identifier that is a URI, the same that the service provider goes by, and have it name that as
Issuer.`,

  skip: ({ issuer }, facts) =>
    notEntra(facts) ?? (issuer && issuer.value !== '' ? undefined : 'there is no Issuer'),

  run({ issuer }) {
    if (!issuer || isAbsoluteUri(issuer.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { issuer: shown(issuer.raw), audience: shown(`spn:${issuer.value}`) },
      expected: 'a URI that the application lists as Identifier (Entity ID)',
      actual: shown(issuer.raw),
      ...(isGuid(issuer.value) && {
        nearMiss:
          'It has the shape of an application (client) ID, by which Microsoft Entra ID knows the application too.',
      }),
      remedies: [
        { end: 'service provider', do: 'Send a URI as Issuer, the entityID it compares Audience with.' },
        {
          end: 'identity provider',
          do: 'In Microsoft Entra ID, list the same URI at Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Identifier (Entity ID).',
        },
      ],
      explains: [{ check: 'issuer/not-uri', on: issuer.at }],
    };
  },

  message: ({ issuer, audience }) =>
    `The request names ${issuer} as Issuer, so the answer will have the Audience ${audience}.`,
});
