import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'logout/in-response-to-mismatch',
  title: 'The answer to a logout answers another request',
  severity: 'error',
  since: 'next',
  on: 'logoutResponse',
  needs: ['requestId'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2, 3.7.2',
      says: 'A LogoutResponse must carry the ID of the LogoutRequest that it answers as InResponseTo.',
    },
  ],
  why: `The side that asked does not know whether its own request was carried out, and keeps the session or shows an error. An
answer to somebody else's logout must not end this one.`,
  fix: `At the side that sent the request, see which request the answer belongs to: two logouts at once, or one sent
twice, are the usual causes. If it sent only one, have the answering side copy its ID.`,

  skip: (_, { requestId }) => (requestId === '' ? 'no request is known to have been sent' : undefined),

  run({ inResponseTo, element }, { requestId }) {
    if (inResponseTo?.value === requestId) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [inResponseTo?.at ?? element],
      data: {
        actual: inResponseTo ? `is ${shown(inResponseTo.raw)}` : 'is missing',
        requestId: shown(requestId),
      },
      expected: shown(requestId),
      actual: inResponseTo ? shown(inResponseTo.raw) : 'none',
    };
  },

  message: ({ actual, requestId }) => `InResponseTo ${actual}; the request sent was ${requestId}.`,
});
