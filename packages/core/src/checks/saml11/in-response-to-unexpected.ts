import { notPosted11 } from '../browser-post11.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/in-response-to-unexpected',
  title: 'A SAML 1.1 response that the browser posts claims to answer a request',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '3.4.1',
      says: 'Where a response is generated for no request, InResponseTo must not be present (paraphrased).',
    },
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile no request of SAML precedes the response (paraphrased).',
    },
  ],
  why: `SAML 1.1 has no AuthnRequest: a login begins at a URL of the identity provider. A relying party that sent nothing finds
an answer to a request that it does not know, and refuses it.`,
  fix: 'Have the identity provider leave InResponseTo out; where the login should answer an AuthnRequest, set both ends to SAML 2.0.',

  skip: (message) =>
    notPosted11(message) ??
    (message.delivery?.parameter === undefined
      ? 'the capture does not show that a browser posted it'
      : undefined),

  run: ({ inResponseTo }) =>
    inResponseTo
      ? { verdict: 'fail', at: [inResponseTo.at], data: { value: shown(inResponseTo.raw) } }
      : { verdict: 'pass' },

  message: ({ value }) => `InResponseTo is ${value}, and a login by SAML 1.1 has no request.`,
});
