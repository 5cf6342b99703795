import { STATUS_SUCCESS } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'response/assertion-missing',
  title: 'The response reports success but holds no assertion',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'A response that reports success for a web browser login must contain at least one assertion.',
    },
  ],
  why: `The assertion is what says who logged in. Without one, and without an encrypted one, a successful status proves
nothing, and the service provider has no user to log in.`,
  fix: `See whether the assertion was lost after the identity provider sent it, by a proxy or by whoever captured the message.
If it was sent like this, the identity provider is at fault.`,

  skip: ({ status, element }) =>
    status?.codes[0]?.value === STATUS_SUCCESS ? readInPart(element) : 'the response does not report success',

  run(response) {
    if (response.assertions.length + response.encryptedAssertions.length > 0) return { verdict: 'pass' };
    return { verdict: 'fail', at: [response.element], data: {} };
  },

  message: () =>
    'The status is Success, but the Response has neither an Assertion nor an EncryptedAssertion.',
});
