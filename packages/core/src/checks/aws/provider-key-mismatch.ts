import { noProviderGiven } from '../aws-iam.ts';
import { defineCheck } from '../check.ts';
import { nameKey } from '../key-name.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'aws/provider-key-mismatch',
  title: 'The message is signed by a key that the metadata in AWS does not list',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: ['iamProviders'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Response signature invalid: the metadata of the provider does not match that of the identity provider, as after a change of its certificate.',
    },
  ],
  why: `AWS verifies with the keys in its own copy of the metadata. After the identity provider changes its signing certificate, every
login ends in "Response signature invalid" (InvalidIdentityToken) until the copy is replaced, while others that fetch the
metadata notice nothing.`,
  fix: `Upload the metadata anew: aws iam update-saml-provider --saml-metadata-document file://metadata.xml.`,

  skip: ({ value }, facts) =>
    notAws(facts) ??
    noProviderGiven(facts) ??
    (facts.idpFromIam
      ? 'the message is held against that metadata already; signature/key-not-trusted is about it'
      : value.state !== 'matches'
        ? 'the signature matches under no key tried'
        : undefined),

  run({ element, value }, { iamProviders, ...facts }) {
    const keys = iamProviders
      .flatMap(({ providers }) => providers)
      .flatMap(({ metadata }) => metadata?.keys ?? []);
    const { under } = value;
    if (!under || keys.length === 0) return { verdict: 'pass' };
    if (keys.some(({ key }) => key.spkiSha256 === under.key.spkiSha256)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { under: nameKey(under), known: anyOf(keys.map(nameKey)) },
      expected: anyOf(keys.map(nameKey)),
      actual: nameKey(under),
      remedies: [
        {
          end: 'service provider',
          do: 'In IAM, at Identity providers > (provider) > Replace metadata: upload the metadata that lists this key (aws iam update-saml-provider).',
        },
        atIdentityProvider(facts, 'certificate', 'fetch the metadata of this very application'),
      ],
    };
  },

  message: ({ under, known }) => `The signature is by ${under}, and the metadata in AWS lists ${known}.`,
});
