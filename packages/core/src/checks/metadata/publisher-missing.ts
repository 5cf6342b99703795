import { groupsIn } from '../../metadata/read-entity.ts';
import { readPublications } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/publisher-missing',
  title: 'PublicationInfo does not say who published',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'mdrpi',
      section: '2.2.1',
      says: 'The attribute publisher of PublicationInfo is required.',
    },
  ],
  why: `The element exists to say where a document comes from. Without that it is not valid, and strict readers refuse
the metadata.`,
  fix: `Have the publisher set \`publisher\` to its own identifier.`,

  run({ element, entities }) {
    const bare = [...groupsIn(element), ...entities.map((entity) => entity.element)]
      .flatMap(readPublications)
      .filter(({ publisher }) => !publisher);
    return failAt(
      bare.map((info) => info.element),
      () => ({ count: bare.length }),
    );
  },

  message: ({ count }) =>
    count === 1
      ? 'PublicationInfo has no publisher.'
      : `${count} PublicationInfo elements have no publisher.`,
});
