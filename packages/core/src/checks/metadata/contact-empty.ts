import { readContacts } from '../../metadata/read-contacts.ts';
import { childElements } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/contact-empty',
  title: 'A contact says nothing',
  severity: 'note',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-errata',
      section: 'E82',
      says: 'A ContactPerson should have at least one child element.',
    },
  ],
  why: `It looks as if somebody could be asked, and neither a name nor an address is there. Some readers stumble over it.`,
  fix: `Have the operator of this entity write the name and the address of a team into the ContactPerson, or take it out.`,

  run({ entity: { element, roles }, name }) {
    const empty = [element, ...roles.map((role) => role.element)]
      .flatMap(readContacts)
      .filter((contact) => childElements(contact.element).length === 0);
    return failAt(
      empty.map((contact) => contact.element),
      () => ({ name: shown(name) }),
    );
  },

  message: ({ name }) => `A ContactPerson of ${name} is empty.`,
});
