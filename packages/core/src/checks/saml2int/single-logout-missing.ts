import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/single-logout-missing',
  title: 'The identity provider has no address for logout',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [
    sdp('IDP21', 'An identity provider must support the Single Logout Profile.'),
    sdp('IDP33', "An identity provider's metadata must have at least one SingleLogoutService."),
  ],
  why: `A service provider learns from here where to send a LogoutRequest. Without it a user who logs out there stays
logged in at the identity provider, and the next person at the same browser enters without a password.`,
  fix: `Have the operator of the identity provider add a SingleLogoutService with the binding HTTP-Redirect, at an
address that ends the session.`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'not the role of an identity provider'),

  run(use) {
    return (idpRoleOf(use)?.singleLogoutServices.length ?? 0) > 0
      ? { verdict: 'pass' }
      : { verdict: 'fail', at: [use.element], data: { name: use.name } };
  },

  message: ({ name }) => `There is no SingleLogoutService in the IDPSSODescriptor of ${name}.`,
});
