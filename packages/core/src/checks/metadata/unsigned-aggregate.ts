import { readPublications } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/unsigned-aggregate',
  title: 'The metadata of a federation is not signed',
  severity: 'warning',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '3',
      says: 'Metadata may be signed, which establishes who published it and that it is as it was published.',
    },
    {
      spec: 'refeds',
      section: 'Metadata practice',
      says: 'Members of a federation accept its metadata by its signature (our reading).',
    },
  ],
  why: `An aggregate tells thousands of receivers which keys to believe. Where it is not signed, whoever can answer in
place of the server, or of a mirror or a proxy, can put in a key of their own.`,
  fix: `Have the publisher of the metadata sign the root, and give the certificate to the members by another way.`,

  skip: ({ element, entities }) =>
    (element.localName === 'EntitiesDescriptor' && entities.length > 1) ||
    readPublications(element).length > 0
      ? undefined
      : 'not published by a federation',

  run({ element, signatures }) {
    return failAt(signatures.length > 0 ? [] : [element], () => ({ root: element.localName }));
  },

  message: ({ root }) => `There is no signature on ${root} or in it.`,
});
