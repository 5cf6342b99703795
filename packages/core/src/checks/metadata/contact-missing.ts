import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/contact-missing',
  title: 'The entity names nobody to talk to',
  severity: 'note',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2.2',
      says: 'ContactPerson says whom to turn to.',
    },
    {
      spec: 'refeds',
      section: 'Metadata practice',
      says: 'Federations ask for a technical contact of each entity (our reading).',
    },
  ],
  why: `When a key is replaced or a login fails, the other side has nobody to ask.`,
  fix: `Have the operator of this entity add a ContactPerson with contactType="technical" and the address of a team.`,

  skip: (use) => notFederated(use),

  run({ entity: { element, roles }, name }) {
    const contacts = [element, ...roles.map((role) => role.element)].flatMap(readContacts);
    return failAt(contacts.length > 0 ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} has no ContactPerson.`,
});
