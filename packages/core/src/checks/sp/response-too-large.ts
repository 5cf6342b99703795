import { encodeUtf8 } from '../../base/bytes.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired, requirementsOf } from '../sp-requirements.ts';

export default defineCheck({
  id: 'sp/response-too-large',
  title: 'The response is larger than the service provider takes',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/federated-authentication.html',
      says: 'The largest SAML response that AWS Client VPN supports is 128 KB.',
    },
  ],
  why: `Users in hundreds of groups, each sent as a value, come to that; for everybody else the same set-up works.`,
  fix: `Send only the groups that the service provider needs.`,

  skip: ({ document }, facts) =>
    notRequired(facts, 'maxBytes') ??
    (document.source.steps.some(({ operation }) => operation === 'decryption')
      ? 'what was sent is the encrypted form'
      : undefined),

  run({ document, element, assertions }, facts) {
    const most = requirementsOf(facts).maxBytes ?? Infinity;
    const bytes = encodeUtf8(document.source.text).length;
    if (bytes <= most) return { verdict: 'pass' };
    const values = assertions.flatMap(({ attributes }) => attributes).flatMap((one) => one.values);
    return {
      verdict: 'fail',
      at: [element],
      data: { bytes, most, values: values.length, provider: nameServiceProvider(facts) },
      expected: `at most ${most} bytes`,
      actual: `${bytes} bytes`,
      remedies: [
        atIdentityProvider(facts, 'attributes', 'send only the groups that the service provider needs'),
      ],
    };
  },

  message: ({ bytes, most, values, provider }) =>
    `The response has ${bytes} bytes, and ${provider} takes ${most}; it holds ${values} attribute values.`,
});
