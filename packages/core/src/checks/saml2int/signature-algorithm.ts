import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { sdp } from '../interoperability.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf } from '../wording.ts';

const SIGNATURE = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
];
const DIGEST = ['http://www.w3.org/2001/04/xmlenc#sha256'];

export default defineCheck({
  id: 'saml2int/signature-algorithm',
  title: 'The signature uses an algorithm that the profile does not list',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'signature',
  needs: [],
  cites: [sdp('ALG01', 'Signatures are made with rsa-sha256 or ecdsa-sha256, over digests with sha256.')],
  why: 'Only what is listed is sure to be understood by every other member of a federation. SHA-1 is listed no more, because it no longer protects.',
  fix: `Have the signer, whichever end sent the message, sign with RSA-SHA256 or ECDSA-SHA256, and digest with
SHA-256.`,

  run({ element, parent, signatureMethod, references }, facts) {
    const wrong = [
      ...(signatureMethod && !SIGNATURE.includes(signatureMethod.uri) ? [signatureMethod] : []),
      ...references.flatMap(({ digestMethod }) =>
        digestMethod && !DIGEST.includes(digestMethod.uri) ? [digestMethod] : [],
      ),
    ];
    const [first] = wrong;
    if (!first) return { verdict: 'pass' };
    const names = allOf([...new Set(wrong.map(({ name }) => name))]);
    return {
      verdict: 'fail',
      at: [first.at],
      data: { signed: nameElement(parent ?? element), names },
      expected: 'rsa-sha256 or ecdsa-sha256, with sha256',
      actual: names,
      remedies: [atIdentityProvider(facts, 'signing', 'sign with RSA-SHA256')],
      explains: [{ check: 'signature/weak-algorithm', on: element }],
    };
  },

  message: ({ signed, names }) => `The Signature on ${signed} uses ${names}.`,
});
