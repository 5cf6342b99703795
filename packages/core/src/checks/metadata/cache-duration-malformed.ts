import { isDuration, validitiesIn } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/cache-duration-malformed',
  title: 'The cacheDuration is no duration',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'cacheDuration is of the type xs:duration.',
    },
    {
      spec: 'xml-schema-2',
      section: '3.2.6',
      says: 'A duration is written PnYnMnDTnHnMnS, such as PT1H or P7D.',
    },
  ],
  why: `Some receivers refuse the whole document, others take it as never to be looked at again, or fetch it at every
login.`,
  fix: `Have the publisher of the metadata write an xs:duration: PT6H for six hours, P1D for a day. A number of
seconds is none.`,

  run({ element }) {
    const wrong = validitiesIn(element).flatMap(({ cacheDuration }) =>
      cacheDuration && !isDuration(cacheDuration.value) ? [cacheDuration] : [],
    );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ written: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ written }) => `cacheDuration is ${written}, which is no xs:duration.`,
});
