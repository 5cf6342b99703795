import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/acs-index-used',
  title: 'The request names its ACS by an index',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [sdp('SP05', 'A request must not have AssertionConsumerServiceIndex.')],
  why: 'The index means nothing without the very metadata it counts in, and not every identity provider looks it up.',
  fix: 'Have the service provider send AssertionConsumerServiceURL in place of the index.',

  run({ assertionConsumerServiceIndex: index }) {
    if (!index) return { verdict: 'pass' };
    return { verdict: 'fail', at: [index.at], data: { index: shown(index.value) } };
  },

  message: ({ index }) => `AssertionConsumerServiceIndex is ${index}.`,
});
