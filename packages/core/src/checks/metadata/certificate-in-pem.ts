import { certificateTexts, pemShape } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/certificate-in-pem',
  title: 'A certificate stands there in PEM',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.4.4',
      says: 'X509Certificate contains the base64 of the certificate itself.',
    },
  ],
  why: `\`-----BEGIN CERTIFICATE-----\` is no base64, and base64 of a text that begins so is no certificate. Some products look for
these lines and remove them, others refuse the metadata or the key.`,
  fix: `Have the operator of this entity put in what stands between the first and the last line of the PEM file, and
nothing else.`,

  run({ descriptor: { element }, number, of }) {
    const pem = certificateTexts(element).flatMap(({ raw, at }) => {
      const shape = pemShape(raw);
      return shape === undefined ? [] : [{ at, shape }];
    });
    return failAt(
      pem.map(({ at }) => at),
      () => ({ number, name: shown(of.name), shape: pem[0]?.shape ?? '' }),
    );
  },

  message: ({ number, name, shape }) =>
    `The certificate in KeyDescriptor ${number} of ${name} is written ${shape}.`,
});
