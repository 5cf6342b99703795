import { readContacts, SECURITY_CONTACT } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/security-contact-incomplete',
  title: 'A security contact lacks its name or its address',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Security Contact Metadata Extension',
      says: 'GivenName and EmailAddress are mandatory for a security contact.',
    },
  ],
  why: `Who finds an account of this organisation broken into writes to the security contact, and cannot without an
address. Federations that check contacts refuse one without a name.`,
  fix: `Have the operator of this entity add to the ContactPerson what is missing: GivenName with the name of the team,
EmailAddress with a mailbox that is read every day.`,

  run({ entity: { element }, name }) {
    const incomplete = readContacts(element)
      .filter(({ refedsType }) => refedsType?.value === SECURITY_CONTACT)
      .map((contact) => ({
        at: contact.element,
        missing: [
          ...(contact.givenName?.value ? [] : ['GivenName']),
          ...(contact.emailAddresses.length > 0 ? [] : ['EmailAddress']),
        ],
      }))
      .filter(({ missing }) => missing.length > 0);
    return failAt(
      incomplete.map(({ at }) => at),
      () => ({
        name: shown(name),
        missing: allOf([...new Set(incomplete.flatMap(({ missing }) => missing))]),
      }),
    );
  },

  message: ({ name, missing }) => `A security contact of ${name} lacks ${missing}.`,
});
