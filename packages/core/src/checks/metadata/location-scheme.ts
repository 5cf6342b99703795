import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { addressesOf, schemeOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/location-scheme',
  title: 'The Location of an endpoint has a scheme that no binding uses',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3',
      says: 'The bindings of SAML 2.0 use HTTP; their endpoints are http: or https: addresses.',
    },
  ],
  why: `A browser that is sent to \`javascript:\` or \`data:\` runs what stands there in the page of the other side.`,
  fix: 'Have the operator of this entity write an https: address, and find out who wrote this one.',

  skip: ({ location }) =>
    location && isAbsoluteUri(location.value) ? undefined : 'there is no absolute Location',

  run({ name, location, responseLocation, of }) {
    const strange = addressesOf(location, responseLocation).filter(({ value }) => {
      const scheme = schemeOf(value);
      return scheme !== undefined && scheme !== 'http' && scheme !== 'https';
    });
    return failAt(
      strange.map(({ at }) => at),
      () => ({
        endpoint: name,
        name: shown(of.name),
        location: shown(strange[0]?.value ?? ''),
      }),
    );
  },

  message: ({ endpoint, name, location }) => `${endpoint} of ${name} is at ${location}.`,
});
