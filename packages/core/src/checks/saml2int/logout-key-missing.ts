import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/logout-key-missing',
  title: 'A service provider that takes part in logout lists no signing key',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [
    sdp(
      'SP40',
      'Where a service provider supports logout, its metadata must have a KeyDescriptor for signing, or one without use.',
    ),
  ],
  why: `Its LogoutRequests and LogoutResponses are signed, and the identity provider refuses what it cannot verify. So
logout fails, although login works.`,
  fix: `Have the operator of the service provider add a KeyDescriptor with use="signing" and the certificate with whose
key it signs, or take SingleLogoutService out.`,

  skip: (use) =>
    (spRoleOf(use)?.singleLogoutServices.length ?? 0) > 0
      ? undefined
      : 'not the role of a service provider with a SingleLogoutService',

  run(use) {
    if (use.role.keys.some((key) => key.use !== 'encryption')) return { verdict: 'pass' };
    return { verdict: 'fail', at: [use.element], data: { name: use.name } };
  },

  message: ({ name }) =>
    `The SPSSODescriptor of ${name} has a SingleLogoutService and no KeyDescriptor for signing.`,
});
