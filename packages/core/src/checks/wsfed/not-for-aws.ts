import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { notAws } from '../remedies.ts';
import { tokenResponseOf } from '../token-response.ts';

export default defineCheck({
  id: 'wsfed/not-for-aws',
  title: 'AWS takes no token by WS-Federation',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'AWS expects a SAML 2.0 response, posted to its sign-in endpoint as SAMLResponse.',
    },
  ],
  why: `The token stands in a RequestSecurityTokenResponse, which WS-Federation posts as \`wresult\`. AWS looks for a
SAMLResponse with a Response in it and finds none; the assertion inside also lacks what a browser login by SAML 2.0
needs (Recipient, NotOnOrAfter of the confirmation).`,
  fix: `At the identity provider, set the application up with SAML 2.0: in AD FS a SAML Assertion Consumer endpoint with the
POST binding, in Entra ID SAML-based sign-on.`,

  skip: (_, facts) => notAws(facts),

  run(message) {
    const response = tokenResponseOf(message);
    if (!response) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [response.element],
      data: { token: response.token ? nameElement(response.token) : 'no token' },
      explains: [{ check: 'saml11/not-supported' }],
      expected: 'a SAML 2.0 Response, posted as SAMLResponse',
      actual: 'a RequestSecurityTokenResponse of WS-Trust',
    };
  },

  message: ({ token }) =>
    `A RequestSecurityTokenResponse brings ${token}; AWS takes a SAML 2.0 Response only.`,
});
