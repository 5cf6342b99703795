import type { Message } from '../../metadata/model.ts';
import { defineCheck } from '../check.ts';
import { consumerServiceURLOf } from '../ecp-headers.ts';
import { explainNearMiss } from '../near-miss.ts';
import { withOrigin } from '../remedies.ts';
import { assertionsOf } from '../run.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/ecp-acs-url-mismatch',
  title: "The header of ECP names a URL that is not the service provider's",
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: ['acsUrls'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.4',
      says: 'AssertionConsumerServiceURL of ecp:Response is set by the identity provider from the AuthnRequest or from metadata; the client must confirm that responseConsumerURL is the same, and must not return the response where it is not.',
    },
  ],
  why: `The enhanced client compares this URL with the one the service provider told it. That keeps a response from whoever
pretended to be the service provider. Where they differ, the client sends a SOAP fault in place of the response.`,
  fix: `At the identity provider, give the application the metadata of the service provider as it is now, with its ACS URL for
PAOS. Where that URL is right, list it at the service provider, in its metadata.`,

  skip: (message) =>
    consumerServiceURLOf(message) ? undefined : 'there is no AssertionConsumerServiceURL of ecp:Response',

  run(message, facts) {
    const url = consumerServiceURLOf(message);
    const values = facts.acsUrls.map(({ value }) => value);
    if (!url || values.includes(url.value)) return { verdict: 'pass' };
    if (placesOf(message).includes(url.value))
      return { verdict: 'skip', because: 'the response itself names that URL, and is judged by it' };
    const nearMiss = explainNearMiss(url.value, values, { field: 'Destination', facts });
    return {
      verdict: 'fail',
      at: [url],
      data: { actual: shown(url.value), expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.acsUrls),
      actual: shown(url.value),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The client is to take the response to ${actual}, but the service provider receives responses at ${expected}.`,
});

/** Where the response and its assertions say that they are to arrive. */
function placesOf(message: Message): string[] {
  const destination = message.kind === 'response' ? message.destination : undefined;
  const recipients = assertionsOf(message).flatMap(({ subject }) =>
    (subject?.confirmations ?? []).map(({ recipient }) => recipient),
  );
  return [destination, ...recipients].flatMap((field) => (field ? [field.value] : []));
}
