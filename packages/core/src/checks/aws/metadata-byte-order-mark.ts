import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/metadata-byte-order-mark',
  title: 'The metadata begins with a byte order mark, which AWS IAM refuses',
  severity: 'warning',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'The metadata document must be encoded in UTF-8 without a byte order mark.',
    },
  ],
  why: `Uploaded as it is, it ends in "Could not parse metadata". Entra ID serves its metadata with one, and editors
on Windows add it.`,
  fix: `Before you upload it to IAM, save it as UTF-8 without a byte order mark:
\`sed -i '1s/^\\xEF\\xBB\\xBF//' metadata.xml\`.`,

  skip: (_, facts) => notAws(facts),

  run({ element, document }) {
    const marked = document.source.steps.some(({ operation }) => operation === 'byte-order-mark');
    return failAt(marked ? [element] : [], () => ({ root: element.localName }));
  },

  message: ({ root }) => `A byte order mark stands before ${root}.`,
});
