import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/sso-service-missing',
  title: 'The identity provider has no SingleSignOnService',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.3',
      says: 'IDPSSODescriptor contains one or more SingleSignOnService elements.',
    },
  ],
  why: `Service providers do not know where to send users, and most refuse the metadata.`,
  fix: `Have the operator of the identity provider make the metadata anew with the product, or add the endpoint.`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'no identity provider'),

  run(use) {
    const services = idpRoleOf(use)?.singleSignOnServices ?? [];
    return failAt(services.length > 0 ? [] : [use.element], () => ({ name: shown(use.name) }));
  },

  message: ({ name }) => `The IDPSSODescriptor of ${name} has no SingleSignOnService.`,
});
