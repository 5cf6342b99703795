import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/destination-mismatch',
  title: "The request is addressed to another place than the identity provider's",
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: ['idpMetadata'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.1',
      says: 'Where Destination is present, the recipient must check that it names the location at which the request was received, and discard the request if it does not.',
    },
  ],
  why: `The identity provider compares Destination with its own URL and refuses what is meant for somewhere else: another
tenant, the test system, an address from before a migration. Some pass over Destination, so it shows only with another
product, or after an update.`,
  fix: `Give the service provider the current metadata of the identity provider, so that it sends requests to the
SingleSignOnService listed there.`,

  skip: ({ destination }) => (destination ? undefined : 'there is no Destination'),

  run({ destination }, facts) {
    const listed = facts.idpMetadata.roles.flatMap((role) =>
      role.kind === 'idp'
        ? role.singleSignOnServices.flatMap(({ location }) => (location ? [location.value] : []))
        : [],
    );
    if (!destination || listed.length === 0 || listed.includes(destination.value)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(destination.raw, listed, {
      field: 'Destination',
      facts: { skewMs: facts.skewMs },
    });
    return {
      verdict: 'fail',
      at: [destination.at],
      data: { actual: shown(destination.raw), expected: anyOf([...new Set(listed)].map(shown)) },
      expected: anyOf([...new Set(listed)].map(shown)),
      actual: shown(destination.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The request is addressed to ${actual}; the identity provider's metadata lists ${expected}.`,
});
