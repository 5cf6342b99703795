import { noProviderGiven } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/encryption-required',
  title: 'AWS wants the assertion encrypted, and it is not',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
      says: 'AssertionEncryptionMode is Required or Allowed; with Required, unencrypted assertions are not taken.',
    },
  ],
  why: `An IAM SAML provider can be set to take nothing but encrypted assertions. One in plain text is then refused, however right
it is otherwise.`,
  fix: `Have the identity provider encrypt for the certificate of the provider's key, or set the provider to Allowed.`,

  skip: ({ assertions, document }, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (document.source.steps.some(({ operation }) => operation === 'decryption')
      ? 'the assertion was encrypted'
      : assertions.length === 0
        ? 'there is no assertion in plain text'
        : undefined),

  run({ assertions }, { iamProviders, ...facts }) {
    const all = iamProviders
      .flatMap(({ providers }) => providers)
      .filter(({ encryptionMode }) => encryptionMode);
    const requiring = all.filter(({ encryptionMode }) => encryptionMode === 'Required');
    const [assertion] = assertions;
    if (!assertion || requiring.length === 0 || requiring.length < all.length) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [assertion.element],
      data: { provider: requiring[0]?.arn?.written ?? 'the provider' },
      expected: 'EncryptedAssertion (AssertionEncryptionMode Required)',
      actual: 'Assertion',
      remedies: [
        atIdentityProvider(
          facts,
          'signing',
          "encrypt the assertion for the certificate of the provider's key",
        ),
        {
          end: 'service provider',
          do: 'In IAM, at Identity providers > (provider): allow unencrypted assertions (aws iam update-saml-provider --assertion-encryption-mode Allowed).',
        },
      ],
    };
  },

  message: ({ provider }) =>
    `AssertionEncryptionMode of ${provider} is Required, and the assertion is in plain text.`,
});
