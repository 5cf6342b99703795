import type { AuthnRequest } from '../../saml/model.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { responseConsumerURLOf } from '../ecp-headers.ts';
import type { Facts } from '../facts.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { explainNearMiss } from '../near-miss.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/paos-consumer-url-differs',
  title: 'The header of PAOS names another ACS URL than the request in it',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.1, 4.2.4.4',
      says: 'responseConsumerURL of paos:Request must be the ACS URL that the AuthnRequest conveys, itself or by reference to metadata; it may be relative.',
    },
    {
      spec: 'saml-errata',
      section: 'E35',
      says: 'It should not be a relative URL.',
    },
  ],
  why: `The enhanced client keeps responseConsumerURL and compares it with the ACS URL that the identity provider returns, which
comes from the AuthnRequest. Where the two differ it must not deliver the response, and sends the service provider a SOAP fault.`,
  fix: `At the service provider, have both written from one setting: the ACS URL of its endpoint for PAOS, as its metadata lists
it. Behind a proxy, tell it the URL that clients see.`,

  skip: (request, facts) =>
    !responseConsumerURLOf(request)
      ? 'there is no responseConsumerURL'
      : conveyedBy(request, facts).length === 0
        ? 'the request names no ACS URL, and none is known from metadata'
        : undefined,

  run(request, facts) {
    const url = responseConsumerURLOf(request);
    const conveyed = conveyedBy(request, facts);
    if (!url || conveyed.some((acsUrl) => leadsTo(url.value, acsUrl))) return { verdict: 'pass' };
    if (!url.value.startsWith('/') && !isAbsoluteUri(url.value))
      return { verdict: 'skip', because: 'responseConsumerURL is relative, and to what is not known' };
    const nearMiss = explainNearMiss(url.value, conveyed, { field: 'Destination', facts });
    return {
      verdict: 'fail',
      at: [url],
      data: {
        actual: shown(url.value),
        expected: anyOf(conveyed.map(shown)),
        from: request.assertionConsumerServiceURL ? 'the AuthnRequest' : "the service provider's metadata",
      },
      expected: anyOf(conveyed.map(shown)),
      actual: shown(url.value),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected, from }) => `responseConsumerURL is ${actual}; ${from} has ${expected}.`,
});

const ORIGIN = /^https?:\/\/[^/?#]{1,300}/i;

/** Whether a client is taken to the ACS URL by a URL that may be no more than a path at the same host. */
function leadsTo(written: string, acsUrl: string): boolean {
  if (!written.startsWith('/')) return written === acsUrl;
  const origin = ORIGIN.exec(acsUrl)?.[0];
  return origin !== undefined && origin + written === acsUrl;
}

/** The URL that the request names, or those that its index, or the lack of one, leaves in metadata. */
function conveyedBy(request: AuthnRequest, { spMetadata }: Facts): readonly string[] {
  const { assertionConsumerServiceURL: url, assertionConsumerServiceIndex: index } = request;
  if (url) return [url.value];
  return spRolesOf(spMetadata)
    .flatMap(({ assertionConsumerServices }) => assertionConsumerServices)
    .filter((one) => !index || Number(one.index?.value) === Number(index.value))
    .flatMap(({ location }) => (location ? [location.value] : []));
}
