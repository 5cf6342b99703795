import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-context-comparison',
  title: 'The request compares authentication contexts otherwise than Entra ID can',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'The only value of Comparison that is supported is exact.',
    },
  ],
  why: `\`minimum\`, \`maximum\` and \`better\` need an order of strength among methods of authentication, which Microsoft Entra ID
does not keep. It answers AADSTS900235.`,
  fix: `Have the service provider leave RequestedAuthnContext out, or send Comparison="exact".`,

  skip: ({ requestedAuthnContext }, facts) =>
    notEntra(facts) ?? (requestedAuthnContext?.comparison ? undefined : 'the request has no Comparison'),

  run({ requestedAuthnContext }) {
    const comparison = requestedAuthnContext?.comparison;
    if (!comparison || comparison.value === 'exact') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [comparison.at],
      data: { comparison: shown(comparison.value) },
      expected: 'exact',
      actual: shown(comparison.raw),
      remedies: [
        {
          end: 'service provider',
          do: 'Leave RequestedAuthnContext out: a policy of Conditional Access asks for stronger authentication better than the request can.',
        },
      ],
    };
  },

  message: ({ comparison }) =>
    `Comparison is ${comparison}, and Microsoft Entra ID answers AADSTS900235 to anything but exact.`,
});
