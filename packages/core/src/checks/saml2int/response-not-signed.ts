import { STATUS_SUCCESS } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'saml2int/response-not-signed',
  title: 'The Response itself is not signed',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'response',
  needs: [],
  cites: [
    sdp(
      'IDP09',
      'A successful Response must be signed by a Signature that is its own child; the Assertion may be signed as well.',
    ),
  ],
  why: `A signature on the Assertion leaves \`Destination\`, \`InResponseTo\` and \`Status\` of the Response unprotected, and it is
hidden while the Assertion is encrypted. With one on the Response every service provider can verify before it decrypts.`,
  fix: 'Have the identity provider sign the Response, beside the Assertion or in place of it.',

  skip: ({ status }) =>
    status?.codes[0]?.value === STATUS_SUCCESS
      ? undefined
      : 'it reports no success, and may be unsigned then',

  run({ element, signatures, delivery }, facts) {
    if (delivery?.signature || signatures.some(({ parent }) => parent === element))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { elsewhere: signatures.length > 0 },
      remedies: [atIdentityProvider(facts, 'signing', 'sign the response')],
    };
  },

  message: ({ elsewhere }) =>
    elsewhere
      ? 'Something in the Response is signed, but not the Response itself.'
      : 'The Response is not signed.',
});
