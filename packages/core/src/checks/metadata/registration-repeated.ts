import { readRegistrations } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/registration-repeated',
  title: 'The entity has more than one RegistrationInfo',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'mdrpi',
      section: '2.1',
      says: 'RegistrationInfo must not appear more than once in the Extensions of an element.',
    },
  ],
  why: `Which of the two holds nobody can say. It comes of aggregates that were put together from others.`,
  fix: `Keep the one of the federation that registered the entity.`,

  run({ entity: { element }, name }) {
    const infos = readRegistrations(element);
    return failAt(
      infos.slice(1).map((one) => one.element),
      () => ({
        name: shown(name),
        authorities: allOf(infos.map(({ authority }) => shown(authority?.value ?? 'nobody'))),
      }),
    );
  },

  message: ({ name, authorities }) => `${name} is registered by ${authorities} at once.`,
});
