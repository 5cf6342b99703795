import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

const LOGIN = ['AssertionConsumerService', 'SingleSignOnService'];

export default defineCheck({
  id: 'saml2int/endpoint-not-https',
  title: 'An endpoint for logins is not protected by TLS',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'endpoint',
  needs: [],
  cites: [
    sdp('SP09', 'Endpoints that receive a Response must be protected by TLS.'),
    sdp('IDP03', 'So must those that receive an AuthnRequest.'),
  ],
  why: 'Whoever listens on the way can take the assertion and be the user.',
  fix: 'Have the operator of this entity serve the endpoint by https, and list it so.',

  skip: ({ name, location }) =>
    !LOGIN.includes(name) ? 'not an endpoint for logins' : location ? undefined : 'it has no Location',

  run({ element, name, location }) {
    if (!location || /^https:\/\//i.test(location.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [location.at],
      data: { name, url: shown(location.value) },
      explains: [{ check: 'metadata/location-not-https', on: element }],
    };
  },

  message: ({ name, url }) => `The ${name} is at ${url}.`,
});
