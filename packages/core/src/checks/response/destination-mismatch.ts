import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { atIdentityProvider, atServiceProvider, quoted, withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'response/destination-mismatch',
  title: 'The response is addressed to another URL',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: ['acsUrls'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2',
      says: 'Where Destination is present, the recipient must check that it names the location at which the message was received, and discard the response if it does not.',
    },
    {
      spec: 'saml-bindings',
      section: '3.5.5.2',
      says: 'A message that is signed and sent by HTTP POST must carry Destination, and the recipient must verify it.',
    },
  ],
  why: `\`Destination\` says where the browser was told to take the response. A service provider compares it with the URL it
received the response at, so that a response made for one place cannot be played at another. The comparison is literal in
most products.`,
  fix: `Enter the service provider's ACS URL at the identity provider exactly as the service provider publishes it. Behind a
proxy that ends TLS, tell the service provider the outer URL: it may take itself to be at http, or at another host or port.`,

  skip: (response) => (response.destination ? undefined : 'there is no Destination'),

  run({ destination }, facts) {
    const values = facts.acsUrls.map(({ value }) => value);
    if (!destination || values.includes(destination.raw)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(destination.raw, values, { field: 'Destination', facts });
    const actual = shown(destination.raw);
    return {
      verdict: 'fail',
      at: [destination.at],
      data: { actual, expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.acsUrls),
      actual,
      ...(nearMiss && { nearMiss }),
      remedies: [
        atIdentityProvider(
          facts,
          'acsUrl',
          `set the ACS URL of this application to ${quoted(facts.acsUrls)}, exactly as written`,
        ),
        atServiceProvider(
          facts,
          'acsUrl',
          `if ${actual} is where the browser really posts the response, tell the service provider that this is its URL (behind a proxy, its external address)`,
        ),
      ],
    };
  },

  message: ({ actual, expected }) =>
    `The response is addressed to ${actual}, but the service provider receives responses at ${expected}.`,
});
