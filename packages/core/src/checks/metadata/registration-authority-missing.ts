import { readRegistrations } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/registration-authority-missing',
  title: 'RegistrationInfo names no authority',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'mdrpi',
      section: '2.1.1',
      says: 'The attribute registrationAuthority of RegistrationInfo is required.',
    },
  ],
  why: `The element exists to say who registered the entity. Without that it is not valid.`,
  fix: `Have the federation set registrationAuthority to its identifier.`,

  run({ entity: { element }, name }) {
    const bare = readRegistrations(element).filter(({ authority }) => !authority || authority.value === '');
    return failAt(
      bare.map((one) => one.authority?.at ?? one.element),
      () => ({ name: shown(name) }),
    );
  },

  message: ({ name }) => `The RegistrationInfo of ${name} has no registrationAuthority.`,
});
