import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/signing-key-missing',
  title: 'The identity provider lists no signing key',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [sdp('MD08', "An identity provider's metadata must list at least one certificate for signing.")],
  why: 'Nobody can verify what it signs, so a service provider that follows the profile accepts none of its logins.',
  fix: `Have the operator of the identity provider add a KeyDescriptor without use, or with use="signing".`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'not the role of an identity provider'),

  run(use) {
    if (use.role.keys.some((key) => key.use !== 'encryption')) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [use.element],
      data: { name: use.name },
      explains: [{ check: 'metadata/signing-key-missing', on: use.element }],
    };
  },

  message: ({ name }) => `There is no KeyDescriptor for signing in the IDPSSODescriptor of ${name}.`,
});
