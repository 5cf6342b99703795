import { ns } from '../../xml/namespaces.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'saml11/not-supported',
  title: 'The service provider speaks SAML 2.0, and this is SAML 1.1',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1',
      says: 'protocolSupportEnumeration names the protocols that a role supports; that of SAML 1.1 is urn:oasis:names:tc:SAML:1.1:protocol.',
    },
  ],
  why: `SAML 1.1 has other elements, other attributes and other namespaces. A service provider that expects SAML 2.0 finds
nothing in it that it knows, and reports a missing or invalid response.`,
  fix: `At the identity provider, set the application up for SAML 2.0 and not for WS-Federation or SAML 1.1.`,

  skip: (_, { spMetadata, serviceProvider }) =>
    spMetadata || serviceProvider ? undefined : 'nothing is known of the service provider',

  run(message, { spMetadata, serviceProvider }) {
    const roles = spMetadata?.roles.filter((role) => role.kind === 'sp') ?? [];
    const protocols = roles.flatMap((one) => one.protocols);
    const supported = protocols.some((one) => one !== ns.samlp) || (roles.length === 0 && !serviceProvider);
    if (supported) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        who: serviceProvider?.vendor.name ?? spMetadata?.entityID?.value ?? 'The service provider',
        what:
          message.carrier === 'token-response' ? 'a SAML 1.1 token, delivered by WS-Federation' : 'SAML 1.1',
      },
      expected: 'SAML 2.0',
      actual: 'SAML 1.1',
    };
  },

  message: ({ who, what }) => `${who} speaks SAML 2.0; this is ${what}.`,
});
