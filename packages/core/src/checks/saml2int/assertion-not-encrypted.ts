import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/assertion-not-encrypted',
  title: 'The assertion is not encrypted',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'response',
  needs: [],
  cites: [sdp('IDP11', 'By HTTP-POST an assertion must be sent encrypted, as EncryptedAssertion.')],
  why: `The assertion passes through the browser, where extensions, logs and proxies see it. Encryption keeps personal data from
them, and would have kept most known attacks on service providers from working.`,
  fix: `Put a certificate for encryption into the service provider's metadata, and switch encryption of assertions on at the
identity provider.`,

  skip: ({ element, assertions, delivery }) =>
    assertions.length === 0
      ? 'there is no assertion in the clear'
      : element.parent || delivery?.binding === 'HTTP-Redirect'
        ? 'it did not come by HTTP-POST'
        : undefined,

  run({ assertions, document }) {
    const [assertion] = assertions;
    const decrypted = document.source.steps.filter(
      ({ operation, says }) => operation === 'decryption' && says.startsWith('EncryptedAssertion '),
    );
    if (!assertion || decrypted.length >= assertions.length) return { verdict: 'pass' };
    return { verdict: 'fail', at: [assertion.element], data: {} };
  },

  message: () => 'The assertion was sent in the clear.',
});
