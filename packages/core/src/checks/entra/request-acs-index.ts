import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-acs-index',
  title: 'The request names its ACS by a number, which Entra ID ignores',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'AssertionConsumerServiceIndex is among the attributes that are ignored.',
    },
  ],
  why: `The number refers to the metadata of the service provider, which Microsoft Entra ID does not keep. It sends the answer to
the default Reply URL of the application, whatever the number.`,
  fix: `Have the service provider send AssertionConsumerServiceURL, or see that the default Reply URL is the one meant.`,

  skip: ({ assertionConsumerServiceIndex, assertionConsumerServiceURL }, facts) =>
    notEntra(facts) ??
    (assertionConsumerServiceURL
      ? 'the request names a URL'
      : assertionConsumerServiceIndex
        ? undefined
        : 'the request has no AssertionConsumerServiceIndex'),

  run({ assertionConsumerServiceIndex: index }) {
    if (!index) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [index.at],
      data: { index: shown(index.value) },
      remedies: [
        {
          end: 'identity provider',
          do: 'In Microsoft Entra ID, at Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Reply URL, see that the one meant is marked as default.',
        },
      ],
    };
  },

  message: ({ index }) =>
    `AssertionConsumerServiceIndex is ${index}; Microsoft Entra ID ignores it and uses the default Reply URL.`,
});
