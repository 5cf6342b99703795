import { defineCheck } from '../check.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/acs-index-unknown',
  title: 'The request names an ACS by an index that there is none of',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: ['spMetadata'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'AssertionConsumerServiceIndex means the endpoint with that index in the metadata of the service provider.',
    },
  ],
  why: `The identity provider looks the index up in the metadata it has. Where there is none, it refuses the request or takes
the default, which may be another place.`,
  fix: `Give the endpoint that index in the metadata, hand the metadata to the identity provider anew, or send the URL in
place of the index.`,

  skip: ({ assertionConsumerServiceIndex }) =>
    assertionConsumerServiceIndex ? undefined : 'the request names no index',

  run({ assertionConsumerServiceIndex: index }, { spMetadata }) {
    const listed = spMetadata.roles.flatMap((role) =>
      role.kind === 'sp'
        ? role.assertionConsumerServices.flatMap((one) => (one.index ? [one.index.value] : []))
        : [],
    );
    if (!index || listed.some((one) => Number(one) === Number(index.value))) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [index.at],
      data: { index: shown(index.value), listed: listed.length === 0 ? 'none' : allOf(listed.map(shown)) },
      expected: anyOf(listed.map(shown)),
      actual: shown(index.raw),
    };
  },

  message: ({ index, listed }) =>
    `AssertionConsumerServiceIndex is ${index}; the service provider's metadata has ${listed}.`,
});
