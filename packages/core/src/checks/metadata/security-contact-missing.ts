import { readContacts, SECURITY_CONTACT } from '../../metadata/read-contacts.ts';
import {
  entityAttributeNames,
  entityAttributeValues,
  entityCategories,
} from '../../metadata/read-entity-attributes.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/security-contact-missing',
  title: 'Sirtfi is claimed without a security contact',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Sirtfi',
      says: 'An entity that claims Sirtfi publishes a security contact in its metadata.',
    },
  ],
  why: `Sirtfi is the promise to answer when an account was broken into. Without an address nobody can ask, and
federations take the claim away.`,
  fix: `Have the operator of this entity add a ContactPerson with contactType="other",
remd:contactType="http://refeds.org/metadata/contactType/security" and an EmailAddress.`,

  skip: ({ entity: { element } }) =>
    entityAttributeValues(element, entityAttributeNames.assurance).some(({ value }) =>
      value.startsWith(entityCategories.Sirtfi),
    )
      ? undefined
      : 'the entity does not claim Sirtfi',

  run({ entity: { element }, name }) {
    const contacts = readContacts(element).filter(({ refedsType }) => refedsType?.value === SECURITY_CONTACT);
    const [claim] = entityAttributeValues(element, entityAttributeNames.assurance);
    return failAt(contacts.length > 0 || !claim ? [] : [claim.at], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} claims Sirtfi and names no security contact.`,
});
