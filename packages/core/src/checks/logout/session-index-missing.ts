import { defineCheck } from '../check.ts';
import { isFromServiceProvider } from '../sender.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'logout/session-index-missing',
  title: 'The request to log out does not say which session',
  severity: 'error',
  since: 'next',
  on: 'logoutRequest',
  needs: ['spMetadata'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.4.4.1',
      says: 'A session participant that asks to log a user out must include at least one SessionIndex, if it was given one.',
    },
  ],
  why: `The identity provider cannot tell which of the user's sessions is meant. Some end all of them, which logs the user out
on other devices; some refuse the request.`,
  fix: `Have the service provider keep the SessionIndex of the AuthnStatement, and send it when the user logs out.`,

  skip: (request, facts) =>
    facts.spMetadata && !isFromServiceProvider(request, facts)
      ? 'the identity provider sent it, which may mean all sessions'
      : undefined,

  run({ sessionIndexes, nameId, element }) {
    if (sessionIndexes.length > 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId?.at ?? element],
      data: { user: nameId ? ` for ${shown(nameId.value)}` : '' },
    };
  },

  message: ({ user }) => `The LogoutRequest${user} has no SessionIndex.`,
});
