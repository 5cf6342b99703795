import { defineCheck } from '../check.ts';
import { hostOf, isPrivateHost } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-private',
  title: 'An endpoint is at an address that others cannot reach',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'Location specifies where the endpoint is; the other side and the browsers of users go there.',
    },
  ],
  why: `\`localhost\` is another machine for everyone, a private address another one in every network. It works on the
machine of whoever made the file, and for requests between servers nowhere else.`,
  fix: `Have the operator of this entity set its public address in the configuration and make the metadata anew.`,

  run({ name, location, of }) {
    const host = location && hostOf(location.value);
    return failAt(location && host !== undefined && isPrivateHost(host) ? [location.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
      location: shown(location?.value ?? ''),
      host: shown(host ?? ''),
    }));
  },

  message: ({ endpoint, name, location, host }) =>
    `${endpoint} of ${name} is at ${location}: the host ${host} is private.`,
});
