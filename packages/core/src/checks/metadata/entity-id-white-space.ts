import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-id-white-space',
  title: 'There is white space in the entityID',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'An entity identifier is a URI, and it is compared as it is written.',
    },
  ],
  why: `The Issuer of messages has no such space, or has it, and the other side compares literally, or does not. The
login depends on which.`,
  fix: `Have the operator of this entity remove the space from the metadata, and whoever entered the entityID at the other end
remove it there.`,

  skip: ({ entity: { entityID } }) =>
    entityID && entityID.value !== '' ? undefined : 'there is no entityID',

  run({ entity: { entityID } }) {
    return failAt(entityID && /\s/.test(entityID.raw) ? [entityID.at] : [], () => ({
      id: shown(entityID?.raw ?? ''),
    }));
  },

  message: ({ id }) => `There is white space in the entityID ${id}.`,
});
