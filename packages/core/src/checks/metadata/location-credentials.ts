import { defineCheck } from '../check.ts';
import { hostOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-credentials',
  title: 'The Location of an endpoint holds a name or a password',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '3986 3.2.1',
      says: 'A password in a URL is seen by everyone who sees the URL; the form is deprecated.',
    },
  ],
  why: `Metadata is public. Browsers drop what stands before @, or ask the user about it.`,
  fix: 'Have the operator of this entity remove it from the metadata, and change the password.',

  run({ name, location, of }) {
    const secret =
      location?.value.includes('@') && /^[a-z][a-z0-9+.-]{0,63}:\/\/[^/?#]{0,300}@/i.test(location.value);
    return failAt(location && secret ? [location.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
      host: shown(location ? (hostOf(location.value) ?? '') : ''),
    }));
  },

  message: ({ endpoint, name, host }) =>
    `The Location of ${endpoint} of ${name} has something before @, at the host ${host}.`,
});
