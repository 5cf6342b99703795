import { idpRoleOf } from '../../metadata/uses.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/error-url-missing',
  title: 'The identity provider gives no https address for users in trouble',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [sdp('MD12', 'An IDPSSODescriptor must have errorURL, an https URL of a page.')],
  why: 'A service provider that gets too few attributes sends the user there, since only the identity provider can help.',
  fix: `Have the operator of the identity provider add errorURL to IDPSSODescriptor, with the address of a page that
tells users whom to ask.`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'not the role of an identity provider'),

  run({ element }) {
    const url = attributeNamed(element, 'errorURL');
    if (url && /^https:\/\//i.test(url.value.trim())) return { verdict: 'pass' };
    const actual = url ? shown(url.value) : 'no errorURL';
    return { verdict: 'fail', at: [url ?? element], data: { actual }, expected: 'an https URL', actual };
  },

  message: ({ actual }) =>
    actual === 'no errorURL' ? 'There is no errorURL on IDPSSODescriptor.' : `errorURL is ${actual}.`,
});
