import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

const MOST = 256;

export default defineCheck({
  id: 'entra/metadata-reply-urls-too-many',
  title: 'There are more Reply URLs than an application of Entra ID takes',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.replyUrls,
      says: 'An application has at most 256 redirect URIs (reply URLs), which cannot be raised.',
    },
  ],
  why: `Microsoft Entra ID does not save the application with all of them, and sends no response to those it does not have.`,
  fix: `Have the operator of the service provider list fewer in the metadata, or make one application for each part of the service.`,

  skip: (use, facts) => notEntra(facts) ?? (spRoleOf(use) ? undefined : 'no service provider'),

  run(use) {
    const services = spRoleOf(use)?.assertionConsumerServices ?? [];
    const locations = new Map(services.map(({ element, location }) => [location?.value, element]));
    return failAt([...locations.values()].slice(MOST), () => ({
      name: shown(use.name),
      count: locations.size,
    }));
  },

  message: ({ name, count }) => `${name} receives responses at ${count} addresses.`,
});
