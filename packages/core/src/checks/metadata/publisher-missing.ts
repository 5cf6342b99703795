import { ns } from '../../xml/namespaces.ts';
import { attributeNamed, elementsIn } from '../../xml/navigate.ts';
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
      section: '2.2',
      says: 'The attribute publisher of PublicationInfo is required.',
    },
  ],
  why: `The element exists to say where a document comes from. Without that it is not valid, and strict readers refuse
the metadata.`,
  fix: `Have the publisher set \`publisher\` to its own identifier.`,

  run({ element }) {
    const bare = [...elementsIn(element)].filter(
      (one) =>
        one.namespaceURI === ns.mdrpi &&
        one.localName === 'PublicationInfo' &&
        !attributeNamed(one, 'publisher'),
    );
    return failAt(bare, () => ({ count: bare.length }));
  },

  message: ({ count }) =>
    count === 1
      ? 'PublicationInfo has no publisher.'
      : `${count} PublicationInfo elements have no publisher.`,
});
