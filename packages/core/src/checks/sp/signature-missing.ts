import { defineCheck } from '../check.ts';
import { atIdentityProvider, isEntra } from '../remedies.ts';
import { nameServiceProvider, notRequired, sourceOf } from '../sp-requirements.ts';

export default defineCheck({
  id: 'sp/signature-missing',
  title: 'The service provider wants two signatures, and there is only one',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/federated-authentication.html',
      says: 'For AWS Client VPN the SAML assertion and the SAML documents must be signed.',
    },
  ],
  why: `Most service providers are content with one signature that covers the assertion; this one wants two. The identity
provider's default is usually one.`,
  fix: `Have the identity provider sign both, the response and the assertion.`,

  skip: ({ assertions }, facts) =>
    notRequired(facts, 'bothSigned') ??
    (assertions.length > 0 ? undefined : 'there is no assertion in the clear'),

  run({ element, assertions, signatures }, facts) {
    const signed = new Set(signatures.flatMap(({ parent }) => (parent ? [parent] : [])));
    const bare = [
      ...(signed.has(element) ? [] : [element]),
      ...assertions.flatMap((one) => (signed.has(one.element) ? [] : [one.element])),
    ];
    const [first] = bare;
    // With no signature at all there is more the matter, and signature/absent says so.
    if (!first || signed.size === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [first],
      data: { bare: first.localName, provider: nameServiceProvider(facts), source: sourceOf(facts) },
      expected: 'a Signature in the Response and one in the Assertion',
      actual: `no Signature in the ${first.localName}`,
      remedies: [
        atIdentityProvider(
          facts,
          'signing',
          isEntra(facts)
            ? 'choose "Sign SAML response and assertion"'
            : 'sign both, the response and the assertion',
        ),
      ],
    };
  },

  message: ({ bare, provider, source }) =>
    `The ${bare} has no signature of its own, and ${provider} wants both signed (${source}).`,
});
