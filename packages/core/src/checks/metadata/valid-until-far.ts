import { readPublications } from '../../metadata/read-registration.ts';
import { validitiesIn } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'metadata/valid-until-far',
  title: 'The metadata of a federation is valid for very long',
  severity: 'note',
  since: 'next',
  on: 'metadata',
  needs: ['now'],
  cites: [
    {
      spec: 'edugain',
      section: 'SAML Profile',
      says: 'validUntil must not be later than 28 days after the metadata was signed.',
    },
  ],
  why: `Until validUntil an attacker can serve this copy in place of a newer one. Federations choose
days or weeks; eduGAIN takes 28 days at most.`,
  fix: 'Have the publisher of the metadata shorten the time and publish more often.',

  skip: ({ element }) =>
    element.localName === 'EntitiesDescriptor' || readPublications(element).length > 0
      ? undefined
      : 'not published by a federation',

  run({ element }, { now }) {
    const [own] = validitiesIn(element);
    const until = own?.element === element ? own.validUntil : undefined;
    const left = (until?.epochMs ?? now) - now;
    return failAt(until && left > NINETY_DAYS ? [until.at] : [], () => ({ left: duration(left) }));
  },

  message: ({ left }) => `The metadata is valid for another ${left}.`,
});

const NINETY_DAYS = 90 * 86_400_000;
