import { isDuration, validitiesIn } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/cache-duration-negative',
  title: 'The cacheDuration is not positive',
  severity: 'warning',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'cacheDuration is the longest time for which a consumer should cache the metadata.',
    },
  ],
  why: `A duration of nothing, or of less than nothing, says that the metadata may not be kept at all. Receivers fetch
it at every turn, or fail.`,
  fix: 'Have the publisher of the metadata write a time in which changes should arrive, such as PT6H.',

  run({ element }) {
    const wrong = validitiesIn(element).flatMap(({ cacheDuration }) =>
      cacheDuration && isDuration(cacheDuration.value) && !/^P.*[1-9]/.test(cacheDuration.value)
        ? [cacheDuration]
        : [],
    );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ written: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ written }) => `cacheDuration is ${written}: no time at all.`,
});
