import { readRegistrations } from '../../metadata/read-registration.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/registration-in-future',
  title: 'The entity was registered in the future',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: ['now'],
  cites: [
    {
      spec: 'mdrpi',
      section: '2.1.1',
      says: 'registrationInstant is the moment at which the entity was registered.',
    },
  ],
  why: `A clock was wrong, or a date was typed. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the registrar, the federation named by registrationAuthority, correct registrationInstant.',

  run({ entity: { element }, name }, { now, skewMs }) {
    const later = readRegistrations(element).flatMap(({ instant }) =>
      instant?.epochMs !== undefined && instant.epochMs > now + skewMs ? [instant] : [],
    );
    return failAt(
      later.map(({ at }) => at),
      () => ({ name: shown(name), instant: moment(later[0]?.epochMs ?? 0) }),
    );
  },

  message: ({ name, instant }) =>
    `${name} says that it was registered on ${instant}, which is after the moment judged.`,
});
