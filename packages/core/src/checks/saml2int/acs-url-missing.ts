import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/acs-url-missing',
  title: 'The request does not say where the response is to go',
  severity: 'warning',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [sdp('SP05', 'A request should have AssertionConsumerServiceURL.')],
  why: 'The identity provider then takes the default of the metadata it has, which may be old.',
  fix: 'Have the service provider send AssertionConsumerServiceURL, exactly as its metadata lists it.',

  run({ element, assertionConsumerServiceURL, assertionConsumerServiceIndex }) {
    if (assertionConsumerServiceURL || assertionConsumerServiceIndex) return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: {} };
  },

  message: () => 'There is no AssertionConsumerServiceURL.',
});
