import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/metadata-size',
  title: 'The metadata is too short or too long for AWS IAM',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
      says: 'SAMLMetadataDocument has 1,000 to 10,000,000 characters.',
    },
  ],
  why: `IAM refuses the upload before it reads it, whatever the document says.`,
  fix: `Upload the metadata of the one identity provider that is meant, whole.`,

  skip: ({ document }, facts) =>
    notAws(facts) ??
    (document.source.outlineOf?.isPartial ? 'how long the file is was not found out' : undefined),

  run({ element, document: { source } }) {
    // What precedes is an XML declaration, a licence: as many bytes as characters, or nearly so.
    const length = source.outlineOf?.characters ?? (source.cutAt?.byte ?? 0) + source.text.length;
    return failAt(length >= 1000 && length <= 10_000_000 ? [] : [element], () => ({ length }));
  },

  message: ({ length }) => `The metadata has ${length} characters.`,
});
