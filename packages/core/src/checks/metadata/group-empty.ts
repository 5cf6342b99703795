import { groupsIn } from '../../metadata/read-entity.ts';
import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childElements } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/group-empty',
  title: 'An EntitiesDescriptor holds no entity',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'EntitiesDescriptor contains one or more EntityDescriptor or EntitiesDescriptor elements.',
    },
  ],
  why: `Whoever loads it knows nobody afterwards. It usually comes of a filter that let nothing pass.`,
  fix: 'Have the publisher of the metadata look at what its program selects.',

  run({ element }) {
    const empty = groupsIn(element).filter((group) => !childElements(group).some(isMember));
    return failAt(empty, () => ({ count: empty.length }));
  },

  message: ({ count }) =>
    count === 1
      ? 'An EntitiesDescriptor holds neither an entity nor a further group.'
      : `${count} EntitiesDescriptors hold neither an entity nor a further group.`,
});

function isMember({ namespaceURI, localName }: XmlElement): boolean {
  return namespaceURI === ns.md && (localName === 'EntityDescriptor' || localName === 'EntitiesDescriptor');
}
