import { notPosted11 } from '../browser-post11.ts';
import { defineCheck } from '../check.ts';
import { isClaimed, isCovered } from '../coverage.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/response-not-signed',
  title: 'The SAML 1.1 response that the browser posts is not signed',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile the response must be digitally signed.',
    },
  ],
  why: `Recipient and the status stand in the response, and SAML 1.1 has them nowhere else. With a signature on the assertion
alone, whoever got hold of it can put it into a response for another address.`,
  fix: 'Have the identity provider sign the Response; the Assertion in it may be signed as well.',

  skip: (message) =>
    notPosted11(message) ??
    (message.assertions.length === 0 ? 'it brings no assertion' : readInPart(message.element)),

  run({ element, assertions, signatures }) {
    if (isCovered(element, signatures) || isClaimed(element, signatures)) return { verdict: 'pass' };
    const bare = assertions.some(
      (one) => !isCovered(one.element, signatures) && !isClaimed(one.element, signatures),
    );
    return bare
      ? { verdict: 'skip', because: 'no assertion is signed either; saml11/not-signed is about that' }
      : { verdict: 'fail', at: [element], data: {} };
  },

  message: () => 'Only the assertion is signed, and the Response round it is not.',
});
