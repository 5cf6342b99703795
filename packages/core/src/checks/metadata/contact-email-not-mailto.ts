import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/contact-email-not-mailto',
  title: 'The email address of a contact is no mailto: URI',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2.2',
      says: 'EmailAddress contains mailto: URIs that represent email addresses.',
    },
  ],
  why: `Most readers show it all the same; some make a link of it that leads nowhere, and validators of federations
refuse it.`,
  fix: `Have the operator of this entity put \`mailto:\` before the address.`,

  run({ entity: { element, roles }, name }) {
    const wrong = [element, ...roles.map((role) => role.element)]
      .flatMap(readContacts)
      .flatMap(({ emailAddresses }) => emailAddresses)
      .filter(({ value }) => !/^mailto:/i.test(value));
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ name: shown(name), written: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, written }) =>
    `EmailAddress of a ContactPerson of ${name} is ${written}, without mailto:.`,
});
