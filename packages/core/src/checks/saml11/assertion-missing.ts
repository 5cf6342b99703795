import { notPosted11, statusNames11 } from '../browser-post11.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/assertion-missing',
  title: 'The SAML 1.1 response reports a success and brings no assertion',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile at least one assertion in the response must be one for single sign-on (paraphrased).',
    },
  ],
  why: `The assertion is what names the user. Without one the relying party knows that a login succeeded, and not whose.`,
  fix: 'Have the identity provider put the assertion into the response; where it is of SAML 2.0, set both ends to SAML 2.0.',

  skip: (message) =>
    notPosted11(message) ??
    (statusNames11(message)[0] === 'Success' ? readInPart(message.element) : 'the login did not succeed'),

  run: ({ assertions, element }) =>
    assertions.length > 0 ? { verdict: 'pass' } : { verdict: 'fail', at: [element], data: {} },

  message: () => 'The Response has no Assertion of SAML 1.1.',
});
