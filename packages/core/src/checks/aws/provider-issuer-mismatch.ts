import { noProviderGiven } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/provider-issuer-mismatch',
  title: 'The Issuer is not the one that AWS has metadata of',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Issuer not present in specified provider: the issuer in the assertion differs from the one in the metadata that was uploaded.',
    },
  ],
  why: `AWS compares Issuer with the entityID of the metadata that was uploaded to the SAML provider, literally, and answers "Issuer not
present in specified provider". The metadata that the identity provider publishes now may say something else than that copy.`,
  fix: `Upload the metadata of this identity provider (aws iam update-saml-provider), or correct the Issuer there.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (facts.idpFromIam
      ? 'the message is held against that metadata already; issuer/mismatch is about it'
      : undefined) ??
    (assertion.issuer ? undefined : 'there is no Issuer; issuer/missing is about that'),

  run({ issuer }, { iamProviders, ...facts }) {
    const issuers = iamProviders
      .flatMap(({ providers }) => providers)
      .flatMap(({ metadata }) => metadata?.issuers ?? []);
    if (!issuer || issuers.length === 0 || issuers.includes(issuer.value)) return { verdict: 'pass' };
    const near = explainNearMiss(issuer.value, issuers, { field: 'Issuer', facts });
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { issuer: shown(issuer.value), known: anyOf(issuers.map(shown)) },
      expected: anyOf(issuers.map(shown)),
      actual: shown(issuer.value),
      ...(near && { nearMiss: near }),
      remedies: [
        {
          end: 'service provider',
          do: 'In IAM, at Identity providers > (provider) > Replace metadata: upload the metadata of this identity provider.',
        },
        atIdentityProvider(facts, 'certificate', 'see which entityID the metadata for AWS has'),
      ],
    };
  },

  message: ({ issuer, known }) => `Issuer is ${issuer}, and the metadata in AWS is that of ${known}.`,
});
