import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-missing',
  title: 'An endpoint has no Location',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'The attribute Location is required.',
    },
  ],
  why: `Nobody knows where it is, and readers that validate refuse the entity.`,
  fix: 'Have the operator of this entity add the Location: the address at which the endpoint answers.',

  run({ element, name, location, of }) {
    const missing = !location || location.value === '';
    return failAt(missing ? [location?.at ?? element] : [], () => ({ endpoint: name, name: shown(of.name) }));
  },

  message: ({ endpoint, name }) => `${endpoint} of ${name} has no Location.`,
});
