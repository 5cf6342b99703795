import type { Organization } from '../../metadata/read-contacts.ts';
import { readOrganizations } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/organization-incomplete',
  title: 'Organization lacks a part',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2.1',
      says: 'Organization contains at least one OrganizationName, one OrganizationDisplayName and one OrganizationURL.',
    },
  ],
  why: `Readers that validate refuse the whole entity for it, and federations refuse to register it.`,
  fix: 'Have the operator of this entity add what is missing, in one language at least.',

  run({ entity: { element }, name }) {
    const faulty = readOrganizations(element).filter((one) => missingIn(one).length > 0);
    return failAt(
      faulty.map((one) => one.element),
      () => ({
        name: shown(name),
        missing: allOf(faulty[0] ? missingIn(faulty[0]) : []),
      }),
    );
  },

  message: ({ name, missing }) => `The Organization of ${name} has no ${missing}.`,
});

function missingIn({ names, displayNames, urls }: Organization): string[] {
  return [
    ...(names.length === 0 ? ['OrganizationName'] : []),
    ...(displayNames.length === 0 ? ['OrganizationDisplayName'] : []),
    ...(urls.length === 0 ? ['OrganizationURL'] : []),
  ];
}
