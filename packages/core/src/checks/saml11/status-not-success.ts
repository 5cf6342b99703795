import { statusNames11 } from '../browser-post11.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/status-not-success',
  title: 'The SAML 1.1 response reports that the login failed',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '3.4.3.1',
      says: 'The top-level StatusCode is the QName Success, VersionMismatch, Requester or Responder, in the namespace of the protocol.',
    },
  ],
  why: `The identity provider did not log the user in and says so. The relying party can do nothing with such a response but
show an error.`,
  fix: `The nested code and the StatusMessage name the reason. Where they do not, the identity provider's log at the
response's IssueInstant does.`,

  skip: ({ carrier }) => (carrier === 'response' ? undefined : 'there is no Response'),

  run(message) {
    const { statusCodes, statusMessage, element } = message;
    const names = statusNames11(message);
    if (names[0] === 'Success') return { verdict: 'pass' };
    const text = statusMessage?.value ?? '';
    return {
      verdict: 'fail',
      at: [statusCodes[0]?.at ?? element],
      data: {
        codes: names.length > 0 ? names.slice(0, 4).map(shown).join(' / ') : 'missing',
        text: text === '' ? '' : ` (${shown(text.replace(/\s+/g, ' '))})`,
      },
      expected: 'Success',
      actual: names.length > 0 ? shown(statusCodes[0]?.raw ?? '') : 'no StatusCode',
    };
  },

  message: ({ codes, text }) => `The status is ${codes}${text}.`,
});
