import { defineCheck } from '../check.ts';
import { addressesOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-white-space',
  title: 'There is white space in the Location of an endpoint',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.2',
      says: 'URIs are compared as they are written.',
    },
  ],
  why: `Some products remove it, others compare it with the address at which the message arrived and refuse.`,
  fix: 'Have the operator of this entity remove the white space from the Location in the metadata.',

  run({ name, location, responseLocation, of }) {
    const spaced = addressesOf(location, responseLocation).filter(
      ({ value, raw }) => value !== '' && /\s/.test(raw),
    );
    return failAt(
      spaced.map(({ at }) => at),
      () => ({
        endpoint: name,
        name: shown(of.name),
        location: shown(spaced[0]?.raw ?? ''),
      }),
    );
  },

  message: ({ endpoint, name, location }) => `The Location of ${endpoint} of ${name} is ${location}.`,
});
