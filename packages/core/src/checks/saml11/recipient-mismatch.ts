import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/recipient-mismatch',
  title: 'The SAML 1.1 response is addressed to another URL',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: ['acsUrls'],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile Recipient of the response must be the URL that the browser posts it to.',
    },
  ],
  why: `Recipient ties the response to one URL, so that it cannot be handed on to another. The comparison is literal.`,
  fix: `Enter the relying party's URL at the identity provider exactly as the relying party knows it.`,

  skip: ({ recipient }) => (recipient ? undefined : 'there is no Recipient'),

  run({ recipient }, facts) {
    const values = facts.acsUrls.map(({ value }) => value);
    if (!recipient || values.includes(recipient.raw)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(recipient.raw, values, { field: 'Recipient', facts });
    return {
      verdict: 'fail',
      at: [recipient.at],
      data: { actual: shown(recipient.raw), expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.acsUrls),
      actual: shown(recipient.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The response is addressed to ${actual}, but the relying party receives responses at ${expected}.`,
});
