import { readRegistrations } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/registration-missing',
  title: 'Nothing says who registered the entity',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'edugain',
      section: 'SAML Profile 3',
      says: 'Each EntityDescriptor must have mdrpi:RegistrationInfo with the registrationAuthority that eduGAIN knows.',
    },
  ],
  why: `Who answers for what the metadata says is the federation that registered the entity. Filters by registrar
leave out what has none.`,
  fix: `Have the federation add RegistrationInfo when it publishes.`,

  skip: ({ published }) => (published ? undefined : 'no publication of a federation'),

  run({ entity: { element }, name }) {
    return failAt(readRegistrations(element).length > 0 ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} has no RegistrationInfo.`,
});
