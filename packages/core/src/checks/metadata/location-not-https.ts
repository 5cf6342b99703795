import { defineCheck } from '../check.ts';
import { addressesOf, hostOf, schemeOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-not-https',
  title: 'An endpoint is not reached by https',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-security',
      section: '6.4.1, 7.1.1.3',
      says: 'What passes between a site and the browser must be kept confidential, as TLS does: whoever copies the assertion on the way can log in with it.',
    },
  ],
  why: `Whoever listens on the way reads the assertion and can use it first. Entra ID and others take no http:
address, but for localhost.`,
  fix: 'Have the operator of this entity serve the endpoint by https: and make the metadata anew.',

  run({ name, location, responseLocation, of }) {
    const bare = addressesOf(location, responseLocation).filter(
      ({ value }) => schemeOf(value) === 'http' && !isLoopback(hostOf(value)),
    );
    return failAt(
      bare.map(({ at }) => at),
      () => ({
        endpoint: name,
        name: shown(of.name),
        location: shown(bare[0]?.value ?? ''),
      }),
    );
  },

  message: ({ endpoint, name, location }) => `${endpoint} of ${name} is at ${location}.`,
});

function isLoopback(host: string | undefined): boolean {
  return host === 'localhost' || host === '::1' || host?.startsWith('127.') === true;
}
