import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/acs-url-unknown',
  title: "The request names an ACS URL that the service provider's metadata does not",
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: ['spMetadata'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.1',
      says: 'The identity provider must make sure that the URL named in a request belongs to the service provider, by its metadata for instance.',
    },
  ],
  why: `An identity provider sends assertions only to URLs that it knows, or anybody could have them sent to a place of their
own. It refuses the request, with an error about the reply URL or the ACS.`,
  fix: `List the URL in the service provider's metadata and at the identity provider, or have the service provider send one
that is listed.`,

  skip: ({ assertionConsumerServiceURL }) =>
    assertionConsumerServiceURL ? undefined : 'the request names no ACS URL',

  run({ assertionConsumerServiceURL: url }, facts) {
    const listed = facts.spMetadata.roles.flatMap((role) =>
      role.kind === 'sp'
        ? role.assertionConsumerServices.flatMap(({ location }) => (location ? [location.value] : []))
        : [],
    );
    if (!url || listed.includes(url.value)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(url.raw, listed, { field: 'Destination', facts });
    return {
      verdict: 'fail',
      at: [url.at],
      data: { actual: shown(url.raw), expected: anyOf(listed.map(shown)) },
      expected: anyOf(listed.map(shown)),
      actual: shown(url.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The response is to go to ${actual}; the service provider's metadata lists ${expected}.`,
});
