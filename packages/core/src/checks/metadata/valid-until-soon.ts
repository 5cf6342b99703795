import { validitiesIn } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'metadata/valid-until-soon',
  title: 'The metadata runs out within two days',
  severity: 'note',
  since: 'next',
  on: 'metadata',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'validUntil is the moment at which the metadata in the element and in all it contains expires.',
    },
  ],
  why: `Metadata that is published every day is usually valid for a week or more. With less than two days left, what
renews it has probably stopped, and every login ends with it.`,
  fix: 'Have the publisher see whether the program that publishes the metadata still runs.',

  run({ element }, { now }) {
    const soon = validitiesIn(element).flatMap(({ validUntil }) => {
      const left = (validUntil?.epochMs ?? now) - now;
      return validUntil && left > 0 && left < TWO_DAYS ? [{ at: validUntil.at, left }] : [];
    });
    return failAt(
      soon.map(({ at }) => at),
      () => ({
        left: duration(Math.min(...soon.slice(0, 1000).map(({ left }) => left))),
      }),
    );
  },

  message: ({ left }) => `The metadata is valid for another ${left} only.`,
});

const TWO_DAYS = 2 * 86_400_000;
