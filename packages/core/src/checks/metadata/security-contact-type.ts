import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/security-contact-type',
  title: 'A security contact is not of the type other',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Security Contact Metadata Extension',
      says: 'A contact with remd:contactType has contactType="other".',
    },
  ],
  why: `Readers that know the extension look among the contacts of that type only and see no security contact.`,
  fix: 'Have the operator of this entity set contactType="other" on the ContactPerson.',

  run({ entity: { element }, name }) {
    const wrong = readContacts(element).filter(
      ({ refedsType, contactType }) =>
        refedsType &&
        ['technical', 'support', 'administrative', 'billing'].includes(contactType?.value ?? ''),
    );
    return failAt(
      wrong.map((one) => one.contactType?.at ?? one.element),
      () => ({
        name: shown(name),
        written: shown(wrong[0]?.contactType?.value ?? ''),
      }),
    );
  },

  message: ({ name, written }) => `The contact of ${name} with remd:contactType is of the type ${written}.`,
});
