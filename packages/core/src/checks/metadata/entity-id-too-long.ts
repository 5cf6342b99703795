import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/entity-id-too-long',
  title: 'The entityID is longer than 1,024 characters',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.1',
      says: 'An entityIDType is a URI of at most 1024 characters.',
    },
  ],
  why: `Databases and logs of the other side have no room for it, and strict readers refuse the document.`,
  fix: `Have the operator of this entity choose an entityID of at most 1,024 characters, and tell the partners.`,

  run({ entity: { entityID } }) {
    const length = entityID?.value.length ?? 0;
    return failAt(entityID && length > 1024 ? [entityID.at] : [], () => ({ length }));
  },

  message: ({ length }) => `The entityID has ${length} characters.`,
});
