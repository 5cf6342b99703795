import { certificateTexts, pemShape } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'signature/certificate-in-pem',
  title: 'The certificate in the signature stands there in PEM',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.4.4',
      says: 'X509Certificate contains the base64 of the certificate itself.',
    },
  ],
  why: `Base64 of DER belongs there, and a PEM file is that with a line before and after it. Software that takes the key from
metadata and leaves KeyInfo alone does not mind. What reads KeyInfo may refuse the whole signature because of it, as xmlsec1
does.`,
  fix: `Have the identity provider write what stands between the first and the last line of its PEM file, and nothing else.`,

  skip: ({ element }) =>
    certificateTexts(element).length > 0 ? undefined : 'the signature brings no certificate',

  run({ element, parent }, facts) {
    for (const { raw, at } of certificateTexts(element)) {
      const shape = pemShape(raw);
      if (shape === undefined) continue;
      return {
        verdict: 'fail',
        at: [at],
        data: { signed: nameElement(parent ?? element), shape },
        remedies: [
          atIdentityProvider(
            facts,
            'certificate',
            'upload the certificate in DER, or without the first and the last line of the PEM file',
          ),
        ],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed, shape }) => `The certificate in the Signature on ${signed} is written ${shape}.`,
});
