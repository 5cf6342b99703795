import { defineCheck } from '../check.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/metadata-key-too-short',
  title: 'A key is too short for AWS IAM',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'The key of a certificate in the metadata must have at least 1024 bits.',
    },
  ],
  why: `The upload ends in "Could not parse metadata", which does not say that the key is the reason.`,
  fix: 'Have the operator of the identity provider make a new key with at least 2048 bits.',

  skip: (_, facts) => notAws(facts),

  run({ descriptor: { element, keys }, number, of }) {
    const [short] = keys.filter(({ key }) => key.type === 'rsa' && key.bits < 1024);
    return explaining(
      failAt(short ? [element] : [], () => ({ number, name: shown(of.name), bits: short?.key.bits ?? 0 })),
      [{ check: 'metadata/key-weak', on: element }],
    );
  },

  message: ({ number, name, bits }) => `The key in KeyDescriptor ${number} of ${name} has ${bits} bits.`,
});
