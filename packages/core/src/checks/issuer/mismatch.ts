import type { Message } from '../../metadata/model.ts';
import type { Issuer } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { places } from '../places.ts';
import { isAws, isEntra, withOrigin } from '../remedies.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/mismatch',
  title: 'The message comes from another identity provider than expected',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: ['issuers'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'Issuer in the response and in each assertion must be the entityID of the identity provider that issued it.',
    },
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'An entity identifier is a URI that names the entity, and it is compared as it is written.',
    },
  ],
  why: `A service provider takes the keys it verifies with from the metadata of the entity that Issuer names. Where no metadata
it knows has that entityID, the message comes from a stranger, however good its signature.`,
  fix: `Give the service provider the metadata of the identity provider, or of the very tenant and application, that issued the
message. Where the entityID was changed at the identity provider, fetch the metadata anew.`,

  skip: (message) =>
    message.kind === 'response' || message.kind === 'assertion'
      ? issuersOf(message).length > 0
        ? undefined
        : 'there is no Issuer; issuer/missing is about that'
      : 'not a message that only an identity provider sends',

  run(message, facts) {
    const values = facts.issuers.map(({ value }) => value);
    const strange = issuersOf(message).filter(({ raw }) => !values.includes(raw));
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    const written = [...new Set(strange.map(({ raw }) => shown(raw)))];
    const nearMiss = explainNearMiss(first.raw, values, { field: 'Issuer', facts });
    const metadata = isAws(facts)
      ? `In IAM, at Identity providers → the SAML provider that the Role attribute names: replace its metadata by that of ${written[0]}, or name the provider that has it.`
      : `Give the service provider the metadata whose entityID is ${written[0]}.`;
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { actual: allOf(written), expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.issuers),
      actual: written.join(', '),
      ...(nearMiss && { nearMiss }),
      remedies: [
        { end: 'service provider', do: metadata },
        {
          end: 'identity provider',
          do: isEntra(facts)
            ? 'See that the login went to the tenant meant, and whether the option to append the application ID to the issuer is on for this application.'
            : 'See that the login went to the tenant, realm or instance meant.',
        },
      ],
    };
  },

  message: ({ actual, expected }) =>
    `The Issuer is ${actual}, but the identity provider's metadata gives ${expected} as its entityID.`,
});

function issuersOf(message: Message): Issuer[] {
  const issuers =
    message.kind === 'response'
      ? [message.issuer, ...message.assertions.map(({ issuer }) => issuer)]
      : message.kind === 'assertion'
        ? [message.assertion.issuer]
        : [];
  return issuers
    .filter((issuer) => issuer !== undefined && issuer.value !== '')
    .map((issuer) => issuer as Issuer);
}
