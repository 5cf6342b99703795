import { certificateExtensions } from '../../x509/extensions.ts';
import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/metadata-certificate-extension-repeated',
  title: 'A certificate holds an extension twice, which AWS IAM refuses',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'A certificate in the metadata must not hold repeated extensions (paraphrased).',
    },
    {
      spec: 'rfc',
      section: '5280 4.2',
      says: 'A certificate must not include more than one instance of a particular extension (paraphrased).',
    },
  ],
  why: `The upload ends in "Could not parse metadata", which does not say that the certificate is the reason.`,
  fix: 'Have the operator of the identity provider make a new certificate, with each extension once.',

  skip: (_, facts) => notAws(facts),

  run({ descriptor: { element, keys }, number, of }) {
    const faulty = keys.flatMap(({ certificate }) =>
      certificate && repeatedIn(certificateExtensions(certificate), ({ id }) => id).length > 0
        ? [certificate]
        : [],
    );
    return failAt(faulty.length > 0 ? [element] : [], () => ({
      number,
      name: shown(of.name),
      subject: shown(faulty[0]?.subject ?? ''),
    }));
  },

  message: ({ number, name, subject }) =>
    `The certificate ${subject} in KeyDescriptor ${number} of ${name} holds an extension twice.`,
});
