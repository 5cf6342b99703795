import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/claim-missing',
  title: 'A claim that is mapped is not in the assertion',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.policies,
      says: 'ClaimsSchema lists the claims that tokens have, each with its source and its SamlClaimType.',
    },
  ],
  why: `Microsoft Entra ID leaves out a claim whose source has no value for the user: an address that was never entered, an
attribute that is not synchronised, a role that is not assigned. So the mapping is right, and the user is not.`,
  fix: 'In Entra ID, fill in the source for this user, or choose another source.',

  skip: (assertion, facts) =>
    notEntra(facts) ??
    (facts.entraClaims === undefined
      ? 'no claims mapping policy was given (--claims-policy)'
      : assertion.encryptedAttributes.length > 0
        ? 'attributes are encrypted and were not read'
        : readInPart(assertion.element)),

  run({ attributes, element }, facts) {
    const present = new Set(attributes.map(({ name }) => name?.value));
    const missing = (facts.entraClaims ?? []).filter(({ samlName }) => !present.has(samlName));
    if (missing.length === 0) return { verdict: 'pass' };
    const sources = [...new Set(missing.filter(({ fixed }) => !fixed).map(({ from }) => from))];
    return {
      verdict: 'fail',
      at: [element],
      data: {
        claims: allOf(missing.map(({ samlName, from }) => `${shown(samlName)} (from ${shown(from)})`)),
      },
      expected: missing
        .slice(0, 10)
        .map(({ samlName, from }) => `${shown(samlName)} from ${shown(from)}`)
        .join('\n'),
      actual: attributes.length === 0 ? 'no attribute' : 'not among the attributes',
      ...(missing.some(({ fixed }) => fixed) && {
        nearMiss:
          'One of them has a fixed value, which no user can lack: so the policy is not assigned to the application, or it was changed since.',
      }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          sources.length > 0
            ? `see that this user has a value for ${allOf(sources.map((one) => `\`${one}\``))}`
            : 'see that the policy given is the one assigned to the application',
        ),
      ],
    };
  },

  message: ({ claims }) => `The policy maps ${claims}, and the assertion has no such attribute.`,
});
