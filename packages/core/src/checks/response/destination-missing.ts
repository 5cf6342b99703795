import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'response/destination-missing',
  title: 'The response is signed, but has no Destination',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.5.5.2',
      says: 'A message that is signed and sent by HTTP POST must carry Destination, with the URL that it is sent to.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.4',
      says: 'So must one that is signed by HTTP-POST-SimpleSign.',
    },
  ],
  why: `Without Destination the signature does not say where the message was meant to go, so whoever receives it could pass it
on to another endpoint. Strict service providers refuse it.`,
  fix: `Have the identity provider write the ACS URL as Destination.`,

  skip: ({ element, signatures, delivery }) =>
    element.parent
      ? 'it came in an envelope, not by POST'
      : delivery?.signature || signatures.some(({ parent }) => parent === element)
        ? undefined
        : 'the response itself is not signed',

  run(response, facts) {
    if (response.destination && response.destination.value !== '') return { verdict: 'pass' };
    const [wanted] = facts.acsUrls ?? [];
    return {
      verdict: 'fail',
      at: [response.element],
      data: { what: response.destination ? 'an empty Destination' : 'no Destination' },
      remedies: [
        atIdentityProvider(
          facts,
          'acsUrl',
          `have it write ${wanted ? `\`${wanted.value}\`` : 'the ACS URL'} as Destination of the response`,
        ),
      ],
    };
  },

  message: ({ what }) => `The Response is signed, but has ${what}.`,
});
