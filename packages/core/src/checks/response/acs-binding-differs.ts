import type { EntityDescriptor } from '../../metadata/model.ts';
import { bindings, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'response/acs-binding-differs',
  title: 'The response came by another binding than the endpoint has',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'An AssertionConsumerService has one binding; messages by another one are not for it.',
    },
  ],
  why: `The service provider expects something else at that address: an artifact, for instance. It answers with an
error, or not at all.`,
  fix: `Give the identity provider the service provider's current metadata, or the URL of the endpoint for this
binding.`,

  skip: ({ delivery, destination }, { spMetadata }) =>
    delivery?.binding && listedAt(spMetadata, delivery.sentTo ?? destination?.value).length > 0
      ? undefined
      : 'no binding and endpoint to hold against metadata',

  run({ element, delivery, destination }, { spMetadata }) {
    const url = delivery?.sentTo ?? destination?.value ?? '';
    const listed = listedAt(spMetadata, url);
    const binding = delivery?.binding ?? 'HTTP-POST';
    if (listed.some((one) => one.startsWith(bindings[binding]))) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [destination?.at ?? element],
      data: { binding, url: shown(url), listed: allOf(listed.map((one) => shown(shortName(one)))) },
      expected: anyOf(listed.map((one) => shown(shortName(one)))),
      actual: binding,
    };
  },

  message: ({ binding, url, listed }) =>
    `The response went to ${url} by ${binding}; the service provider's metadata lists ${listed} there.`,
});

/** The bindings of the ACS endpoints at a URL. */
function listedAt(spMetadata: EntityDescriptor | undefined, url: string | undefined): string[] {
  return spRolesOf(spMetadata)
    .flatMap(({ assertionConsumerServices }) => assertionConsumerServices)
    .flatMap(({ location, binding }) => (location?.value === url && binding ? [binding.value] : []));
}
