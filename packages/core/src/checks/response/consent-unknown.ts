import { consents } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { protocolOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'response/consent-unknown',
  title: 'The Consent is none that SAML defines',
  severity: 'note',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.4',
      says: 'The consent identifiers that SAML defines: unspecified, obtained, prior, current-implicit, current-explicit, unavailable, inapplicable.',
    },
  ],
  why: `Nearly every receiver passes over Consent. One that records it, records something that nobody can interpret.`,
  fix: `Nothing need be done. The sender may leave Consent out.`,

  skip: (message) => (protocolOf(message)?.consent ? undefined : 'there is no Consent'),

  run(message) {
    const consent = protocolOf(message)?.consent;
    const known = Object.values(consents);
    if (!consent || known.some((one) => one === consent.value)) return { verdict: 'pass' };
    const near = misspelt(consent.raw, known);
    return {
      verdict: 'fail',
      at: [consent.at],
      data: { consent: shown(consent.raw) },
      ...(near && { expected: near.meant, actual: shown(consent.raw), nearMiss: near.says }),
    };
  },

  message: ({ consent }) => `Consent is ${consent}.`,
});
