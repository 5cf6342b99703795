import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/index-missing',
  title: 'An endpoint has no index',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'The attribute index is required on indexed endpoints.',
    },
  ],
  why: `Readers that validate refuse the whole entity for it; AssertionConsumerService is the usual case.`,
  fix: 'Have the operator of this entity number the endpoints, from 0 or 1 on.',

  skip: ({ indexed }) => (indexed ? undefined : 'no indexed endpoint'),

  run({ element, name, index, of }) {
    return failAt(index ? [] : [element], () => ({ endpoint: name, name: shown(of.name) }));
  },

  message: ({ endpoint, name }) => `${endpoint} of ${name} has no index.`,
});
