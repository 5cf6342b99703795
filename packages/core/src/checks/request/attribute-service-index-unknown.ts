import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/attribute-service-index-unknown',
  title: 'The request names a set of attributes that there is none of',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'AttributeConsumingServiceIndex names the set of attributes in the metadata of the service provider.',
    },
  ],
  why: `The identity provider looks the index up in the metadata it has. Where there is none, it sends its default
attributes or refuses.`,
  fix: `Have the service provider leave the index out of its requests, or give the AttributeConsumingService that
index in its metadata and hand that to the identity provider.`,

  skip: ({ attributeConsumingServiceIndex }, { spMetadata }) =>
    !attributeConsumingServiceIndex
      ? 'the request names no index'
      : spMetadata
        ? undefined
        : 'no metadata of the service provider is given',

  run({ attributeConsumingServiceIndex: index }, { spMetadata }) {
    const listed = spRolesOf(spMetadata).flatMap(({ element }) =>
      readAttributeServices(element).flatMap((one) => (one.index ? [one.index.value] : [])),
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
    `AttributeConsumingServiceIndex is ${index}; the service provider's metadata has ${listed}.`,
});
