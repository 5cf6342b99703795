import type { EntityDescriptor } from '../../metadata/model.ts';
import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/acs-binding-differs',
  title: 'The request asks for another binding than the endpoint has',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'ProtocolBinding names the binding by which the response is to be returned.',
    },
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'An AssertionConsumerService has one binding.',
    },
  ],
  why: `The identity provider looks for an endpoint with both, the URL and the binding. It finds none and refuses, or
sends the response in a way that is not understood there.`,
  fix: `Have the service provider ask for the binding that its metadata lists for the URL, or leave ProtocolBinding
out.`,

  skip: ({ protocolBinding, assertionConsumerServiceURL: url }, { spMetadata }) =>
    protocolBinding && url && listedAt(spMetadata, url.value).length > 0
      ? undefined
      : 'no URL and binding to hold against metadata',

  run({ protocolBinding, assertionConsumerServiceURL: url }, { spMetadata }) {
    const listed = listedAt(spMetadata, url?.value ?? '');
    if (!protocolBinding || listed.includes(protocolBinding.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [protocolBinding.at],
      data: {
        wanted: shown(shortName(protocolBinding.value)),
        url: shown(url?.value ?? ''),
        listed: allOf(listed.map((one) => shown(shortName(one)))),
      },
      expected: anyOf(listed.map(shown)),
      actual: shown(protocolBinding.raw),
    };
  },

  message: ({ wanted, url, listed }) =>
    `The request asks for ${wanted} at ${url}; the service provider's metadata lists ${listed} there.`,
});

/** The bindings of the ACS endpoints at a URL. */
function listedAt(spMetadata: EntityDescriptor | undefined, url: string): string[] {
  return spRolesOf(spMetadata)
    .flatMap(({ assertionConsumerServices }) => assertionConsumerServices)
    .flatMap(({ location, binding }) => (location?.value === url && binding ? [binding.value] : []));
}
