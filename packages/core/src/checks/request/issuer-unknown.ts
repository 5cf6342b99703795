import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/issuer-unknown',
  title: 'The request comes from another service provider than expected',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: ['spMetadata'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.1',
      says: 'The Issuer of a request must be the unique identifier of the service provider that sends it.',
    },
  ],
  why: `The identity provider looks the application up by the Issuer of the request, literally. Where none has that
identifier, it answers with an error about an unknown application or reply party.`,
  fix: `Make the entityID that the service provider sends and the identifier at the identity provider equal, character by
character.`,

  skip: ({ issuer }) =>
    issuer && issuer.value !== '' ? undefined : 'there is no Issuer; issuer/missing is about that',

  run({ issuer }, facts) {
    const wanted = facts.spMetadata.entityID?.raw;
    if (!issuer || wanted === undefined || issuer.raw === wanted) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(issuer.raw, [wanted], {
      field: 'Audience',
      facts: { skewMs: facts.skewMs },
    });
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { actual: shown(issuer.raw), wanted: shown(wanted) },
      expected: shown(wanted),
      actual: shown(issuer.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, wanted }) =>
    `The request is issued by ${actual}; the service provider's metadata gives ${wanted} as its entityID.`,
});
