import { certificateTexts, isPemText, isPrivateKeyText } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/certificate-in-pem',
  title: 'A certificate stands there with the lines of PEM',
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
  why: `\`-----BEGIN CERTIFICATE-----\` is no base64. Some products remove it, others refuse the metadata or the key.`,
  fix: `Remove the first and the last line.`,

  run({ descriptor: { element }, number, of }) {
    const pem = certificateTexts(element).filter(({ raw }) => isPemText(raw) && !isPrivateKeyText(raw));
    return failAt(
      pem.map(({ at }) => at),
      () => ({ number, name: shown(of.name) }),
    );
  },

  message: ({ number, name }) =>
    `The certificate in KeyDescriptor ${number} of ${name} has lines of PEM round it.`,
});
