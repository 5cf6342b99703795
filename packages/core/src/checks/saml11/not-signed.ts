import { ARTIFACT_11 } from '../../saml/model11.ts';
import { defineCheck } from '../check.ts';
import { isClaimed, isCovered } from '../coverage.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'saml11/not-signed',
  title: 'Nothing signs the SAML 1.1 assertion',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile the response that brings the assertion must be signed.',
    },
  ],
  why: `The assertion comes through the user's browser. Without a signature that covers it, anybody could have written it, so
no relying party may accept it.`,
  fix: `Have the identity provider sign the assertion: WS-Federation and the Browser/POST profile both demand a signature.`,

  skip: ({ element, subjects }) =>
    subjects.some(({ confirmationMethods }) => confirmationMethods.some(({ value }) => value === ARTIFACT_11))
      ? 'it was fetched with an artifact, and not brought by the browser'
      : readInPart(element),

  run({ element, signatures }) {
    if (isCovered(element, signatures) || isClaimed(element, signatures)) return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: { count: signatures.length } };
  },

  message: ({ count }) =>
    count === 0
      ? 'There is no signature in the message, so nothing proves who made the assertion.'
      : 'No signature in the message covers the assertion, so nothing proves who made it.',
});
