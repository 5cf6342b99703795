import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/contact-email-malformed',
  title: 'The email address of a contact is none',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '6068 2',
      says: 'A mailto: URI holds addresses with a local part, @ and a domain.',
    },
  ],
  why: `Nobody can be reached there. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of this entity write the address of a team that reads its mail.',

  run({ entity: { element, roles }, name }) {
    const wrong = [element, ...roles.map((role) => role.element)]
      .flatMap(readContacts)
      .flatMap(({ emailAddresses }) => emailAddresses)
      .filter(({ value }) => !/^(?:mailto:)?[^@\s]{1,200}@[^@\s]{1,255}$/i.test(value));
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ name: shown(name), written: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, written }) =>
    `EmailAddress of a ContactPerson of ${name} is ${written}, which is no address.`,
});
