import { defineCheck } from '../check.ts';
import { configured, entraPages, nameApplication, noApplicationGiven } from '../entra-application.ts';
import { explainNearMiss } from '../near-miss.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-reply-url-unknown',
  title: 'The application does not list the ACS URL of the request as a Reply URL',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'AssertionConsumerServiceURL is optional; where it is there, it must be a reply URL of the application.',
    },
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS50011 says that the reply address does not match those configured.',
    },
  ],
  why: `Microsoft Entra ID sends tokens only to the Reply URLs of the application, compared literally, and answers AADSTS50011 to
a request that names another.`,
  fix: `Add the URL to the Reply URLs of the application, exactly as the request writes it, or have the service provider send one
that is listed.`,

  skip: ({ assertionConsumerServiceURL }, facts) =>
    noApplicationGiven(facts) ??
    (assertionConsumerServiceURL ? undefined : 'the request names no URL, so the default Reply URL is used'),

  run({ assertionConsumerServiceURL: url }, facts) {
    const { entraApplication: app } = facts;
    if (!url || !app) return { verdict: 'pass' };
    const known = app.replyUrls.map(({ value }) => value);
    if (known.includes(url.raw)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(url.raw, known, { field: 'Recipient', facts });
    return {
      verdict: 'fail',
      at: [url.at],
      data: { url: shown(url.raw), application: nameApplication(app) },
      expected: configured(app.replyUrls, 'no Reply URL at all'),
      actual: shown(url.raw),
      ...(nearMiss && { nearMiss }),
      remedies: [
        {
          end: 'identity provider',
          do: `In Microsoft Entra ID, add \`${url.raw}\` at Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Reply URL (Assertion Consumer Service URL).`,
        },
        { end: 'service provider', do: 'Or send one of the Reply URLs listed, or none.' },
      ],
    };
  },

  message: ({ url, application }) =>
    `The response is to go to ${url}, which is no Reply URL of ${application}.`,
});
