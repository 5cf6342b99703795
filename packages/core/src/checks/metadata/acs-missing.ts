import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/acs-missing',
  title: 'The service provider has no AssertionConsumerService',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'SPSSODescriptor contains one or more AssertionConsumerService elements.',
    },
  ],
  why: `The identity provider does not know where to send assertions, and refuses the metadata or every request.`,
  fix: `Have the operator of the service provider make the metadata anew with the product, or add the endpoint.`,

  skip: (use) => (spRoleOf(use) ? undefined : 'no service provider'),

  run(use) {
    const services = spRoleOf(use)?.assertionConsumerServices ?? [];
    return failAt(services.length > 0 ? [] : [use.element], () => ({ name: shown(use.name) }));
  },

  message: ({ name }) => `The SPSSODescriptor of ${name} has no AssertionConsumerService.`,
});
