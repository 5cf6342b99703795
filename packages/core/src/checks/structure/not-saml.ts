import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'structure/not-saml',
  title: 'There is no SAML 2.0 message here that can be inspected',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2, 3',
      says: 'Assertions are in the namespace urn:oasis:names:tc:SAML:2.0:assertion, protocol messages in urn:oasis:names:tc:SAML:2.0:protocol.',
    },
  ],
  why: `A service provider that expects SAML 2.0 knows only the elements of SAML 2.0, in their namespaces. It refuses anything
else, often with a message about a missing or unsupported response.`,
  fix: `See that the identity provider and the service provider are both set to SAML 2.0, and that it is the SAML response that
was captured, not another message of the same login.`,

  run(message) {
    if (message.kind !== 'unknown') return { verdict: 'pass' };
    return { verdict: 'fail', at: [message.element], data: { says: message.says.trim().replace(/\.$/, '') } };
  },

  message: ({ says }) => `${says}.`,
});
