import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired, sourceOf } from '../sp-requirements.ts';

export default defineCheck({
  id: 'sp/assertion-encrypted',
  title: 'The assertion is encrypted, and the service provider cannot decrypt',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html',
      says: 'IAM reads encrypted assertions; IAM Identity Center does not.',
    },
  ],
  why: `The service provider has no key to decrypt with and finds no assertion in the response.`,
  fix: `Switch the encryption of assertions off at the identity provider for this service provider.`,

  skip: (_, facts) => notRequired(facts, 'noEncryption'),

  run({ encryptedAssertions, document, element }, facts) {
    const decrypted = document.source.steps.some(({ operation }) => operation === 'decryption');
    const [encrypted] = encryptedAssertions;
    if (!encrypted && !decrypted) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [encrypted ?? element],
      data: { provider: nameServiceProvider(facts), source: sourceOf(facts) },
      expected: 'Assertion',
      actual: 'EncryptedAssertion',
      remedies: [
        atIdentityProvider(facts, 'signing', 'switch the encryption of tokens off for this application'),
      ],
    };
  },

  message: ({ provider, source }) =>
    `The response holds an EncryptedAssertion, and ${provider} cannot decrypt (${source}).`,
});
