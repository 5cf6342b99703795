import { noProviderGiven } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/encryption-without-key',
  title: 'The assertion is encrypted, and AWS has no key to open it',
  severity: 'error',
  since: 'next',
  on: 'encryption',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
      says: 'AddPrivateKey gives the SAML provider the private key that it decrypts assertions with.',
    },
  ],
  why: `IAM decrypts assertions with private keys that were uploaded to the SAML provider, since February 2025; before, it took no
encrypted assertions at all. Without a key it cannot read this one.`,
  fix: `Upload the private key that belongs to the certificate the identity provider encrypts for, or turn encryption off there.`,

  skip: ({ element }, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (element.localName === 'EncryptedAssertion' ? undefined : 'it is not the assertion that is encrypted'),

  run({ element }, { iamProviders, ...facts }) {
    const all = iamProviders
      .flatMap(({ providers }) => providers)
      .filter(({ privateKeys }) => privateKeys !== undefined);
    if (all.length === 0 || all.some(({ privateKeys }) => (privateKeys ?? 0) > 0)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { provider: all[0]?.arn?.written ?? 'the provider' },
      expected: 'a private key in PrivateKeyList',
      actual: 'none',
      remedies: [
        {
          end: 'service provider',
          do: 'In IAM, at Identity providers > (provider): upload the private key (aws iam update-saml-provider --add-private-key).',
        },
        atIdentityProvider(facts, 'signing', 'turn the encryption of assertions off'),
      ],
    };
  },

  message: ({ provider }) => `The assertion is encrypted, and ${provider} holds no private key.`,
});
