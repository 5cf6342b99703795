import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-id-repeated',
  title: 'Two entities have the same entityID',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2',
      says: 'entityID is the unique identifier of the entity whose metadata the element describes.',
    },
  ],
  why: `Messages name their sender by entityID alone. Receivers take the first entry, the last, or mix the keys of
both; one of the two systems cannot log in, or an attacker's keys stand beside the right ones.`,
  fix: `Have the publisher of the metadata remove the entry that is not current, and merge the roles where both
describe one system.`,

  skip: ({ entities }) => (entities.length > 1 ? undefined : 'there is one entity at most'),

  run({ entities }) {
    const again = repeatedIn(entities, ({ entityID }) => entityID?.value);
    return failAt(
      again.map(({ element, entityID }) => entityID?.at ?? element),
      () => ({
        ids: allOf([...new Set(again.map(({ entityID }) => shown(entityID?.value ?? '')))]),
      }),
    );
  },

  message: ({ ids }) => `More than one EntityDescriptor has the entityID ${ids}.`,
});
