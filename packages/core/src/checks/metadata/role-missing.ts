import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/role-missing',
  title: 'The entity has no role',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2',
      says: 'EntityDescriptor contains one or more role descriptors, or an AffiliationDescriptor.',
    },
  ],
  why: `Without a role there is no key and no endpoint: nothing can be done with the entity.`,
  fix: `Have the operator of this entity make the metadata anew with the product that runs it, and see that nothing
filters it.`,

  run({ entity: { element, roles, otherRoles }, name }) {
    return failAt(roles.length + otherRoles.length > 0 ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} is neither an identity provider nor a service provider nor anything else.`,
});
