import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/contact-type-unknown',
  title: 'A contact is of no known type',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2.2',
      says: 'contactType is required and is technical, support, administrative, billing or other.',
    },
  ],
  why: `Readers that validate refuse the entity. A security contact in particular is often written as a type of its
own, which there is none of.`,
  fix: `Have the operator of this entity choose one of the five. A security contact is \`other\` with
\`remd:contactType\`.`,

  run({ entity: { element, roles }, name }) {
    const wrong = [element, ...roles.map((role) => role.element)]
      .flatMap(readContacts)
      .filter(({ contactType }) => !TYPES.has(contactType?.value ?? ''));
    return failAt(
      wrong.map((one) => one.contactType?.at ?? one.element),
      () => ({
        name: shown(name),
        written: allOf(wrong.map(({ contactType }) => (contactType ? shown(contactType.raw) : 'none'))),
      }),
    );
  },

  message: ({ name, written }) => `The contactType of a ContactPerson of ${name} is ${written}.`,
});

const TYPES = new Set(['technical', 'support', 'administrative', 'billing', 'other']);
