import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-fragment',
  title: 'The Location of an endpoint has a fragment',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '3986 3.5',
      says: 'A fragment is for the browser and is not sent to the server.',
    },
  ],
  why: `The server never sees it. Recipient and Destination with it are compared with an address that has none, and
differ.`,
  fix: 'Have the operator of this entity remove the # and what follows it from the Location.',

  run({ name, location, of }) {
    return failAt(location?.value.includes('#') ? [location.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
      location: shown(location?.value ?? ''),
    }));
  },

  message: ({ endpoint, name, location }) => `The Location of ${endpoint} of ${name} is ${location}.`,
});
