import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/name-id-format-requested',
  title: 'The request asks for a format of NameID',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [sdp('SP04', 'NameIDPolicy is best left out; where it stands it must have no Format.')],
  why: 'An identity provider that has no NameID of the format refuses the login. In this profile users are identified by attributes.',
  fix: `Have the service provider leave NameIDPolicy out of the request, and ask for subject-id or pairwise-id in its
metadata.`,

  skip: ({ nameIdPolicy }) => (nameIdPolicy ? undefined : 'there is no NameIDPolicy'),

  run({ nameIdPolicy }) {
    const format = nameIdPolicy?.format;
    if (!format) return { verdict: 'pass' };
    return { verdict: 'fail', at: [format.at], data: { format: shown(format.value) } };
  },

  message: ({ format }) => `NameIDPolicy asks for ${format}.`,
});
