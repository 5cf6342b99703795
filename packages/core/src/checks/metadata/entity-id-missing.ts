import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/entity-id-missing',
  title: 'The entity has no entityID',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2',
      says: 'The attribute entityID is required.',
    },
  ],
  why: `Nothing can refer to the entity, so nobody can use its metadata.`,
  fix: 'Have the operator of this entity set entityID to the value that the system sends as its Issuer.',

  run({ entity: { element, entityID } }) {
    const missing = !entityID || entityID.value === '';
    return failAt(missing ? [entityID?.at ?? element] : [], () => ({
      written: entityID ? 'is empty' : 'is missing',
    }));
  },

  message: ({ written }) => `The entityID ${written}.`,
});
