import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/session-index-missing',
  title: 'There is no SessionIndex, though the identity provider offers logout',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['idpMetadata'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'Where the identity provider supports the Single Logout profile, each AuthnStatement must have a SessionIndex, so that one session can be ended.',
    },
  ],
  why: `Login works. A service provider that is to log the user out later cannot say which session is meant, and its request
ends all of them or is refused.`,
  fix: `Have the identity provider write a SessionIndex, or take SingleLogoutService out of its metadata.`,

  skip({ authnStatements }) {
    if (authnStatements.length === 0) return 'there is no AuthnStatement';
    return authnStatements.every(({ sessionIndex }) => sessionIndex)
      ? 'each AuthnStatement has a SessionIndex'
      : undefined;
  },

  run({ authnStatements }, { idpMetadata }) {
    const without = authnStatements.find(({ sessionIndex }) => !sessionIndex);
    const service = idpMetadata.roles.find(
      (role) => role.kind === 'idp' && role.singleLogoutServices.length > 0,
    );
    if (!without || !service) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [without.element],
      data: { location: shown(service.singleLogoutServices[0]?.location?.value ?? '') },
    };
  },

  message: ({ location }) =>
    `The AuthnStatement has no SessionIndex; the identity provider's metadata offers logout at ${location}.`,
});
