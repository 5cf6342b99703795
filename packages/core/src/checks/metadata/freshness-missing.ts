import { readPublications } from '../../metadata/read-registration.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/freshness-missing',
  title: 'Nothing says for how long the metadata may be used',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'The root element of metadata must have validUntil or cacheDuration.',
    },
  ],
  why: `Without either, whoever loaded the metadata may use it for ever, keys that were replaced and entities that
left with it. Vendors that publish one entity leave both out all the same; in a federation, where others rely on
changes arriving, that does harm.`,
  fix: `Have the publisher of the metadata set validUntil on the root element, and renew it well before.`,

  skip: ({ element }) =>
    element.localName === 'EntitiesDescriptor' || readPublications(element).length > 0
      ? undefined
      : 'not published by a federation',

  run({ element }) {
    const bare = attributeNamed(element, 'validUntil') || attributeNamed(element, 'cacheDuration');
    return failAt(bare ? [] : [element], () => ({ root: element.localName }));
  },

  message: ({ root }) => `The root, ${root}, has neither validUntil nor cacheDuration.`,
});
