import { defineCheck } from '../check.ts';
import { tokenResponseOf } from '../token-response.ts';

export default defineCheck({
  id: 'wsfed/token-missing',
  title: 'The answer of WS-Federation brings no token',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'ms-mwbf',
      section: '2.2.4.1',
      says: 'The RequestSecurityTokenResponse in wresult must contain a RequestedSecurityToken, and that an Assertion or EncryptedData.',
    },
    {
      spec: 'ws-trust',
      section: '4.4',
      says: 'RequestedSecurityToken is what returns the token that was requested (paraphrased).',
    },
  ],
  why: `The relying party logs in whom the token names. Without one there is nobody to log in, and it reports a missing or
unreadable token.`,
  fix: `At the identity provider, see in the log why it issued none for this relying party: a claims rule that fails, a token that
was only referred to. Have it put the Assertion itself into RequestedSecurityToken.`,

  skip: (message) => (tokenResponseOf(message) ? undefined : 'there is no RequestSecurityTokenResponse'),

  run(message) {
    const response = tokenResponseOf(message);
    if (!response || response.token) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [response.requested ?? response.element],
      data: { what: response.requested ? 'is empty' : 'is missing' },
      explains: [{ check: 'structure/not-saml' }],
    };
  },

  message: ({ what }) => `RequestedSecurityToken ${what}.`,
});
