import { readContacts } from '../../metadata/read-contacts.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/technical-contact-missing',
  title: 'The metadata names nobody to ask about the technology',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'entity',
  needs: [],
  cites: [sdp('MD11', 'There must be a ContactPerson of type technical with an EmailAddress.')],
  why: 'When a login fails, the other side looks here for somebody to write to.',
  fix: `Have the operator of this entity add a ContactPerson with contactType="technical" and an EmailAddress, best
that of a group.`,

  run({ entity, name }) {
    const found = readContacts(entity.element).some(
      ({ contactType, emailAddresses }) => contactType?.value === 'technical' && emailAddresses.length > 0,
    );
    return found
      ? { verdict: 'pass' }
      : {
          verdict: 'fail',
          at: [entity.element],
          data: { name },
          explains: [{ check: 'metadata/contact-missing', on: entity.element }],
        };
  },

  message: ({ name }) => `There is no technical contact with an address for ${name}.`,
});
