import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/want-assertions-signed-absent',
  title: 'The service provider does not ask for signed assertions',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'WantAssertionsSigned asks for signed assertions; without it that is not required.',
    },
  ],
  why: `A signature on the response alone is enough then. Some identity providers go by this attribute in what they
sign.`,
  fix: `Have the operator of the service provider set WantAssertionsSigned="true" where the product verifies the
assertion.`,

  skip: (use) => (spRoleOf(use) ? notFederated(use) : 'no service provider'),

  run(use) {
    return failAt(spRoleOf(use)?.wantAssertionsSigned ? [] : [use.element], () => ({
      name: shown(use.name),
    }));
  },

  message: ({ name }) => `The SPSSODescriptor of ${name} has no WantAssertionsSigned.`,
});
