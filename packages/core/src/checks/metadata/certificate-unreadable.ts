import { textOf } from '../../xml/navigate.ts';
import { isPemText, isPrivateKeyText } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/certificate-unreadable',
  title: 'What stands for a certificate is none',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.4.4',
      says: 'X509Certificate contains a base64-encoded X.509 certificate.',
    },
  ],
  why: `The key is not there for anyone who reads the metadata. Usually a part was lost in copying, or a thumbprint, a
request or a public key stands in its place.`,
  fix: `Have the operator of this entity export the certificate as base64 and put in all of it, without the first and
last line.`,

  run({ descriptor: { problems }, number, of }) {
    const bad = problems.filter(
      ({ code, at }) =>
        code === 'unreadable-key' && at.type === 'element' && at.localName === 'X509Certificate',
    );
    const wrong = bad.filter(
      ({ at }) => at.type === 'element' && !isPrivateKeyText(textOf(at)) && !isPemText(textOf(at)),
    );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ number, name: shown(of.name), says: wrong[0]?.message ?? '' }),
    );
  },

  message: ({ number, name, says }) => `KeyDescriptor ${number} of ${name}: ${says}`,
});
