import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-not-absolute',
  title: 'The Location of an endpoint is no absolute URL',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'Location is a URI that specifies where the endpoint is.',
    },
    {
      spec: 'saml-core',
      section: '1.3.2',
      says: 'URI references in SAML must be absolute.',
    },
  ],
  why: `Metadata has no base that a path could be relative to. The other side refuses it, or sends users to a page of
its own.`,
  fix: `Have the operator of this entity write the whole URL. Products that build it from a setting lack their public
address there.`,

  skip: ({ location }) => (location?.value ? undefined : 'there is no Location'),

  run({ name, location, of }) {
    return failAt(location && !isAbsoluteUri(location.value) ? [location.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
      location: shown(location?.raw ?? ''),
    }));
  },

  message: ({ endpoint, name, location }) => `The Location of ${endpoint} of ${name} is ${location}.`,
});
