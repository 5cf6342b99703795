import type { Assertion } from '../../saml/model.ts';
import { readAcsUrl } from '../../vendors/aws.ts';
import { noProviderGiven } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'aws/acs-of-other-provider',
  title: 'The response goes to the ACS URL of another SAML provider than the one in AWS',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html',
      says: 'SAMLProviderUUID is the unique identifier that AWS gave the provider.',
    },
  ],
  why: `The ACS URL of a single SAML provider ends in the identifier that AWS gave it. A provider that is deleted and created anew gets
another one, whatever its name, and nobody tells the identity provider, which goes on sending to the URL of the one that is gone.`,
  fix: `Set the ACS URL at the identity provider to the one that IAM shows for the provider, or to the URL that all providers share,
where encryption does not ask for that of one; trust policies that name the old URL in SAML:aud have to follow.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (recipientOf(assertion) ? undefined : 'Recipient is no ACS URL of a single provider'),

  run(assertion, { iamProviders, ...facts }) {
    const recipient = recipientOf(assertion);
    const all = iamProviders.flatMap(({ providers }) => providers);
    const known = all.flatMap(({ uuid }) => uuid ?? []);
    // One whose identifier the export leaves out may be the one meant.
    if (!recipient || known.length === 0 || known.length < all.length || known.includes(recipient.providerId))
      return { verdict: 'pass' };
    const urls = known.map((uuid) => `${recipient.shared}/acs/${uuid}`);
    return {
      verdict: 'fail',
      at: [recipient.at],
      data: { actual: recipient.providerId, known: anyOf(known) },
      expected: anyOf(urls),
      actual: `${recipient.shared}/acs/${recipient.providerId}`,
      remedies: [
        atIdentityProvider(facts, 'acsUrl', `set the ACS URL to ${anyOf(urls.map((url) => `\`${url}\``))}`),
        {
          end: 'service provider',
          do: 'In the trust policy of each role, let the condition on SAML:aud allow the new URL, for instance by StringLike with `*` at its end.',
        },
      ],
    };
  },

  message: ({ actual, known }) =>
    `Recipient belongs to the SAML provider ${actual}, and the one in AWS is ${known}.`,
});

/** The first Recipient that belongs to a single provider. */
function recipientOf({ subject }: Assertion) {
  for (const { recipient } of subject?.confirmations ?? []) {
    if (!recipient) continue;
    const { shared, providerId } = readAcsUrl(recipient.value) ?? {};
    if (shared !== undefined && providerId !== undefined) return { shared, providerId, at: recipient.at };
  }
  return undefined;
}
