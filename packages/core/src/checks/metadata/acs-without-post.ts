import { spRoleOf } from '../../metadata/uses.ts';
import { bindings, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/acs-without-post',
  title: 'The service provider takes no response by HTTP POST',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.2',
      says: 'Responses of web browser SSO travel by HTTP POST or HTTP Artifact.',
    },
  ],
  why: `Most identity providers can send responses by POST alone; Entra ID is one of them.`,
  fix: `Have the operator of the service provider add an AssertionConsumerService with the binding HTTP-POST.`,

  skip: (use) =>
    (spRoleOf(use)?.assertionConsumerServices.length ?? 0) > 0 ? undefined : 'no AssertionConsumerService',

  run(use) {
    const services = spRoleOf(use)?.assertionConsumerServices ?? [];
    const takesPost = services.some(({ binding }) => binding?.value.startsWith(bindings['HTTP-POST']));
    return failAt(takesPost ? [] : services.map(({ element }) => element), () => ({
      name: shown(use.name),
      takes: allOf([...new Set(services.map(({ binding }) => shown(shortName(binding?.value ?? ''))))]),
    }));
  },

  message: ({ name, takes }) => `AssertionConsumerServices of ${name} take ${takes} only.`,
});
