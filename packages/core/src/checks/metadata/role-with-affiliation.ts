import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/role-with-affiliation',
  title: 'An entity is both an affiliation and a system',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2',
      says: 'EntityDescriptor contains either role descriptors or one AffiliationDescriptor.',
    },
  ],
  why: `Readers that validate refuse the document; others see the one or the other.`,
  fix: 'Have the publisher of the metadata give the affiliation an EntityDescriptor of its own.',

  run({ entity: { roles, otherRoles }, name }) {
    const affiliations = otherRoles.filter((role) => role.name === 'AffiliationDescriptor');
    const both = affiliations.length > 0 && roles.length + otherRoles.length > affiliations.length;
    return failAt(both ? affiliations.map(({ element }) => element) : [], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} has an AffiliationDescriptor beside its roles.`,
});
